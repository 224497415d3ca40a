package dev.mosty.bitrix.portal;

import dev.mosty.delivery.Backoff;
import dev.mosty.delivery.Outcome.Pause;
import java.time.Duration;

/** How long the channel rests after an answer that is about no entity in particular, and what an operator reads. */
final class Pauses {
    private static final Duration A_PERSON_IS_NEEDED = Duration.ofMinutes(10);
    private static final Duration BLOCKED = Duration.ofHours(1);

    private Pauses() {}

    /** @param failures how many such answers came in a row before this one */
    static Pause of(Answer answer, int failures) {
        return switch (answer) {
            case Answer.Blocked() ->
                new Pause(BLOCKED, "blocked", "Bitrix24 has blocked REST (OVERLOAD_LIMIT): ask its support to lift it");
            case Answer.Unauthorized(String why) ->
                new Pause(
                        A_PERSON_IS_NEEDED,
                        "unauthorized",
                        "the portal does not accept BITRIX_WEBHOOK or BITRIX_LOGIN: " + why);
            case Answer.Forbidden(String why) ->
                new Pause(
                        A_PERSON_IS_NEEDED, "forbidden", "the webhook lacks a right, or the plan has no REST: " + why);
            case Answer.Elsewhere(String why) -> new Pause(A_PERSON_IS_NEEDED, "elsewhere", why);
            case Answer.TooMany() ->
                new Pause(
                        Backoff.after(failures + 1),
                        "too-many-requests",
                        "the portal's bucket is full: somebody else at this address is asking it, too");
            case Answer.OutOfTime() ->
                new Pause(Duration.ofMinutes(1), "operating", "the portal's time for batches is spent");
            case Answer.Unknown(String why, var left) -> new Pause(Backoff.after(failures), "failing", why);
            case Answer.Unreachable(String why) -> new Pause(Backoff.after(failures), "unreachable", why);
            case Answer.Refused(String code, String description) ->
                new Pause(A_PERSON_IS_NEEDED, "refused", code + ": " + description);
            case Answer.Taken ignored -> throw new IllegalArgumentException("a good answer is no reason to rest");
        };
    }
}
