package dev.mosty.testbed.bitrix;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.testbed.simulation.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The switchboard of the simulated portal. Each switch stands alone, hence plain volatile fields: turn any of them at
 * any time from any thread; the next request sees it.
 */
@JsonAutoDetect(fieldVisibility = Visibility.PUBLIC_ONLY)
public final class BitrixKnobs {
    /** Off: the bucket is filled but never refuses. */
    public volatile boolean enforceBucket = true;
    /** HTTP calls that leak out of the bucket a portal second. */
    public volatile double rate = 2;
    /** HTTP calls that the bucket holds. */
    public volatile int burst = 50;
    /** Off: execution time is added up but never refuses. */
    public volatile boolean enforceOperating = true;
    /** Portal seconds that a method may work within ten minutes. */
    public volatile double operatingSeconds = 480;
    /** A method's time within one HTTP call is not counted up to this many portal seconds. */
    public volatile double uncountedSeconds = 0.1;
    /** The share of a batch's time that {@code batch} itself is charged with: none as documented, 0.5 by newer portals. */
    public volatile double batchShare = 0;
    /** Portal seconds that a method works, by its name; {@code *.add} and {@code *} stand for what is not named. */
    public volatile Map<String, Double> seconds = usualSeconds();
    /** Off: every method answers at once, though its time is counted. */
    public volatile boolean takesTime = true;
    /** Portal seconds after which a call is broken off; what it had done by then stays done. */
    public volatile double requestSeconds = 60;
    /** Portal seconds that pass in one of ours. */
    public volatile double timeScale = 1;
    /** Every answer comes this much later, our milliseconds. */
    public volatile long latencyMillis = 0;
    /** Off: a filter key that nobody knows finds nothing, instead of being dropped. */
    public volatile boolean dropUnknownFilters = true;
    /** Off: a telephone that is there already, to the letter, is added once more, as by older portals. */
    public volatile boolean dropExactDuplicates = true;
    /** Off: a {@code $result[…]} of a failed command is empty, instead of the whole array. */
    public volatile boolean corruptReferences = true;
    /** PHP's {@code max_input_vars}: what a form or command has more is dropped; 0 for all. */
    public volatile int maxInputVars = 1_000;
    /** Fields that the portal's administrator made compulsory, by kind. */
    public volatile Map<String, List<String>> required = Map.of();
    /** What every call is refused with. */
    public volatile Closed closed = Closed.NO;
    /** HTTP authorization in front of the portal; empty for none. */
    public volatile String login = "";
    /** Goes with the login. */
    public volatile String password = "";

    BitrixKnobs() {}

    private static Map<String, Double> usualSeconds() {
        Map<String, Double> seconds = new LinkedHashMap<>();
        seconds.put("*.add", 0.05);
        seconds.put("*.update", 0.05);
        seconds.put("*.set", 0.1);
        seconds.put("*.list", 0.02);
        seconds.put("*", 0.01);
        return seconds;
    }

    /** Puts every switch back to a good day of a cloud portal. */
    public void reset() {
        turn(Json.tree(new BitrixKnobs()));
    }

    /** How long a method works. */
    double secondsOf(String method) {
        Map<String, Double> known = seconds;
        String any = "*" + method.substring(Math.max(0, method.lastIndexOf('.')));
        return Objects.requireNonNullElse(known.getOrDefault(method, known.getOrDefault(any, known.get("*"))), 0.0);
    }

    boolean requires(Kind kind, Field field) {
        return Objects.requireNonNullElse(required.get(kind.word()), List.of()).contains(field.name());
    }

    /**
     * Turns the switches that {@code wanted} names.
     *
     * @throws IllegalArgumentException with a sentence, if a name is unknown or a value does not fit
     */
    void turn(JsonNode wanted) {
        Json.turn(this, BitrixKnobs.class, wanted, BitrixKnobs::check);
    }

    private void check() {
        if (rate <= 0 || burst < 1 || timeScale <= 0 || requestSeconds <= 0) {
            throw new IllegalArgumentException("rate, burst, timeScale and requestSeconds must be positive");
        }
        if (operatingSeconds < 0 || batchShare < 0 || uncountedSeconds < 0 || latencyMillis < 0 || maxInputVars < 0) {
            throw new IllegalArgumentException("A time or number must not be negative");
        }
        if (seconds.values().stream().anyMatch(cost -> cost == null || cost < 0)) {
            throw new IllegalArgumentException("seconds must not be negative");
        }
    }
}
