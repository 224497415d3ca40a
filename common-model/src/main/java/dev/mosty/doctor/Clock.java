package dev.mosty.doctor;

import java.time.Duration;
import java.time.Instant;

/**
 * Compares this machine's clock with another's. A token of amoCRM, a signed address and a lock are all good for a time,
 * and each is judged by the clock of the machine that looks.
 *
 * @param now by this machine
 */
record Clock(Instant now, Sentences say) {
    /** Whole seconds are told in HTTP, and an answer is under way for some. */
    static final Duration TOLERATED = Duration.ofSeconds(30);

    /**
     * @param whose name of the other, for the sentence
     * @param theirs what its clock said at {@link #now}
     */
    Finding against(String whose, Instant theirs) {
        Duration apart = Duration.between(theirs, now);
        String seconds = Long.toString(apart.abs().toSeconds());
        if (apart.abs().compareTo(TOLERATED) <= 0) {
            return say.well("clock", whose, seconds);
        }
        return say.wrong(apart.isPositive() ? "clock-fast" : "clock-slow", whose, seconds);
    }
}
