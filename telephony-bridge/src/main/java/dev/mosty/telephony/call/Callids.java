package dev.mosty.telephony.call;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Mints the {@code callid} of new calls: nanoseconds since 1970, as in the examples of «Простые звонки», growing
 * within a process. Of two replicas that mint the same in the same nanosecond the table's unique key lets one through,
 * and the other mints again.
 */
final class Callids {
    private final Clock clock;
    private final AtomicLong last = new AtomicLong();

    Callids(Clock clock) {
        this.clock = clock;
    }

    String next() {
        Instant now = clock.instant();
        long nanos = Math.addExact(Math.multiplyExact(now.getEpochSecond(), 1_000_000_000L), now.getNano());
        return Long.toString(last.accumulateAndGet(nanos, (before, at) -> Math.max(before + 1, at)));
    }
}
