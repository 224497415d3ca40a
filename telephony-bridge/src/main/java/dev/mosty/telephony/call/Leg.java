package dev.mosty.telephony.call;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One extension's part in a call.
 *
 * @param rangAt null if nobody told that it began to ring
 * @param result null until it is over
 */
record Leg(
        String ext,
        State state,
        @Nullable Instant rangAt,
        @Nullable Instant answeredAt,
        @Nullable Instant endedAt,
        String status,
        @Nullable Result result) {

    /** How it ended. {@code ELSEWHERE}: others took the call or go on ringing, so that nobody missed anything here. */
    enum Result {
        SUCCESS,
        MISSED,
        ELSEWHERE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Leg ringing(String ext, Instant at) {
        return new Leg(ext, State.RINGING, at, null, null, "", null);
    }

    /** One of which nobody told before. */
    static Leg unheard(String ext) {
        return new Leg(ext, State.RINGING, null, null, null, "", null);
    }

    boolean live() {
        return state != State.OVER;
    }

    Leg rang(Instant at) {
        return new Leg(ext, state, rangAt == null ? at : rangAt, answeredAt, endedAt, status, result);
    }

    Leg answered(Instant at) {
        return new Leg(ext, State.TALKING, rangAt, at, null, status, null);
    }

    Leg over(Result how, Instant at, String word) {
        return new Leg(ext, State.OVER, rangAt, answeredAt, endedAt == null ? at : endedAt, word, how);
    }

    /** The same, over with another result. */
    Leg concluded(Result how) {
        return new Leg(ext, state, rangAt, answeredAt, endedAt, status, how);
    }
}
