package dev.mosty.admin.amocrm;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The connection as a person reads it. Pure.
 *
 * @param says what holds, the weightiest first
 * @param waiting whether the gate still owes an answer, so that the page asks again
 */
record AmoState(
        List<Line> says,
        boolean waiting,
        @Nullable Instant refreshedAt,
        @Nullable Instant expiresAt) {
    /** Longer than the gate needs, even behind a slow amoCRM; after that nobody answers. */
    static final Duration PATIENCE = Duration.ofMinutes(2);

    /** How long what came of a code stays worth telling. */
    private static final Duration NEWS = Duration.ofMinutes(30);

    /** The clocks of two machines. */
    private static final Duration SKEW = Duration.ofSeconds(5);

    /** The gate's sentences by how they begin, and our words for them; what follows is amoCRM's own text. */
    private static final Map<String, String> PROBLEMS = Map.of(
            "amoCRM wants a new consent", "amocrm-consent-over",
            "the authorization code was refused", "amocrm-code-refused",
            "the stored tokens open with neither", "amocrm-sealed");

    /** Those causes of a pause that another line tells better. */
    private static final List<String> TOLD_ELSEWHERE = List.of("reauthorize", "not-configured");

    /**
     * @param look {@code good}, {@code bad} or {@code warn}
     * @param word the key of the sentence
     * @param said what the other side said, or names of variables; may be empty
     */
    record Line(String look, String word, String said) {}

    static AmoState of(Seen seen, Instant now) {
        List<Line> says = new ArrayList<>();
        boolean waiting = answer(seen, now, says);
        if (seen.suspended()) {
            says.add(new Line("bad", "amocrm-copied", ""));
        }
        says.add(connection(seen));
        if (seen.pause() != null && !TOLD_ELSEWHERE.contains(seen.pause().code())) {
            says.add(new Line("warn", word(seen.pause().code()), seen.pause().reason()));
        }
        if (seen.gate() != null && seen.gate().mock()) {
            says.add(new Line("warn", "amocrm-mock", ""));
        }
        return new AmoState(
                List.copyOf(says),
                waiting,
                seen.token().refreshedAt(),
                seen.token().expiresAt());
    }

    private static Line connection(Seen seen) {
        if (seen.gate() == null) {
            return new Line("bad", "amocrm-no-gate", "");
        }
        if (!seen.gate().missing().isEmpty()) {
            return new Line(
                    "bad", "amocrm-missing", String.join(", ", seen.gate().missing()));
        }
        if (seen.gate().longLived()) {
            return new Line("good", "amocrm-long-lived", "");
        }
        if (seen.token().problem() != null) {
            return problem(seen.token().problem());
        }
        return seen.token().present()
                ? new Line("good", "amocrm-connected", "")
                : new Line("bad", "amocrm-no-token", "");
    }

    private static Line problem(String sentence) {
        return PROBLEMS.entrySet().stream()
                .filter(known -> sentence.startsWith(known.getKey()))
                .findFirst()
                .map(known -> new Line("bad", known.getValue(), afterColon(sentence)))
                .orElseGet(() -> new Line("bad", "amocrm-problem", sentence));
    }

    private static String afterColon(String sentence) {
        int cut = sentence.indexOf(": ");
        return cut < 0 ? "" : sentence.substring(cut + 2);
    }

    private static String word(String pauseCode) {
        return switch (pauseCode) {
            case "operator", "banned", "unpaid", "forbidden", "token", "moved", "slow", "failing", "unreachable" ->
                "amocrm-pause-" + pauseCode;
            default -> "amocrm-pause-other";
        };
    }

    /** What came of a button, judged as the gate judges it; true while nothing has. */
    private static boolean answer(Seen seen, Instant now, List<Line> says) {
        Instant wanted = seen.token().refreshWantedAt();
        Seen.Code code = seen.code();
        Instant asked = code != null && !code.spent() ? code.loadedAt() : wanted;
        if (asked != null) {
            boolean patient = now.isBefore(asked.plus(PATIENCE));
            says.add(new Line("warn", patient ? "amocrm-waiting" : "amocrm-unanswered", ""));
            return patient;
        }
        if (code == null
                || now.isAfter(code.loadedAt().plus(NEWS))
                || seen.token().problem() != null) {
            return false;
        }
        Instant refreshed = seen.token().refreshedAt();
        boolean taken = refreshed != null && !refreshed.isBefore(code.loadedAt().minus(SKEW));
        says.add(new Line(taken ? "good" : "bad", taken ? "amocrm-code-taken" : "amocrm-code-not-taken", ""));
        return false;
    }
}
