package dev.mosty.admin.deliveries;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A channel and its queue.
 *
 * @param paused whether it is now
 * @param pausedUntil null unless paused; far in the future for a pause without an end
 * @param pauseBy {@code operator}, {@code upkeep} or {@code outcome}
 * @param holder the process that drains it; null for none
 * @param lanes keys (leads, calls) that have work
 * @param pending deliveries in them
 * @param due lanes whose turn has come
 * @param nextDue when the next lane's turn comes or came
 * @param oldest when the oldest waiting delivery was accepted
 */
public record ChannelRow(
        String name,
        boolean paused,
        boolean endless,
        @Nullable Instant pausedUntil,
        @Nullable String pauseReason,
        @Nullable String pauseBy,
        @Nullable String holder,
        long lanes,
        long pending,
        long due,
        @Nullable Instant nextDue,
        @Nullable Instant oldest,
        long dead) {

    /** How long the oldest has waited: {@code 3:05:00}, or a dash. */
    public String waited() {
        return oldest == null ? "—" : Ages.of(Duration.between(oldest, Instant.now()));
    }
}
