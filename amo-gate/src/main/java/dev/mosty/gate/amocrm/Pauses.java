package dev.mosty.gate.amocrm;

import dev.mosty.delivery.Backoff;
import dev.mosty.delivery.Outcome.Pause;
import java.time.Duration;

/** How long the channel rests after an answer that is about no item in particular, and what an operator reads. */
final class Pauses {
    /** A ban is lifted by amoCRM's support; until then every request prolongs it. */
    static final Duration BANNED = Duration.ofMinutes(15);

    private static final Duration UNPAID = Duration.ofHours(1);
    private static final Duration A_PERSON_IS_NEEDED = Duration.ofMinutes(10);

    private static final String BANNED_BECAUSE =
            "amoCRM has blocked the account or this address (403 page): ask its support to lift it";

    private Pauses() {}

    /** @param failures how many such answers came in a row before this one */
    static Pause of(Answer answer, int failures) {
        return switch (answer) {
            case Answer.Banned() -> new Pause(BANNED.multipliedBy(Math.min(4, failures + 1)), "banned", BANNED_BECAUSE);
            case Answer.Resting(Duration left) -> new Pause(left, "banned", BANNED_BECAUSE);
            case Answer.Unpaid() -> new Pause(UNPAID, "unpaid", "amoCRM's subscription has ended (402)");
            case Answer.Forbidden(String why) ->
                new Pause(A_PERSON_IS_NEEDED, "forbidden", "the integration's user lacks a permission: " + why);
            case Answer.Unauthorized(String why) -> new Pause(Duration.ofSeconds(2), "token", why);
            case Answer.Moved(String to) ->
                new Pause(A_PERSON_IS_NEEDED, "moved", "the account has moved to " + to + ": set AMO_SUBDOMAIN");
            case Answer.TooMany(var retryAfter) ->
                new Pause(
                        retryAfter.orElseGet(() -> Backoff.after(failures)),
                        "too-many-requests",
                        "amoCRM answered 429: somebody else may be using the same integration's limit");
            case Answer.TooSlow() -> new Pause(Backoff.after(failures), "slow", "amoCRM answered 504");
            case Answer.Unknown(String why) -> new Pause(Backoff.after(failures), "failing", why);
            case Answer.Unreachable(String why) -> new Pause(Backoff.after(failures), "unreachable", why);
            case Answer.Strange(String why) -> new Pause(Backoff.after(failures + 3), "strange", why);
            case Answer.NotFound(String why) -> new Pause(A_PERSON_IS_NEEDED, "not-found", why);
            case Answer.Invalid(var named, String why) -> new Pause(A_PERSON_IS_NEEDED, "refused", why);
            case Answer.Taken ignored -> throw new IllegalArgumentException("a good answer is no reason to rest");
        };
    }
}
