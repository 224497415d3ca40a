package dev.mosty.delivery;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Evenly spaced turns, so that no sliding second at the far side holds more than the limit.
 *
 * <p>Turns are never caught up: a burst after a pause would be legal here and a violation there, where requests arrive
 * with the network's own delays. The spacing is a {@link #MARGIN} wider than the limit asks for: at 7/s eight arrivals
 * then span 1.031 s, and one of them may be 31 ms late without crowding the window.
 */
final class Pace {
    static final double MARGIN = 0.97;
    /** A turn this little late keeps the grid; a later one moves it. */
    private static final long TOLERANCE_NANOS = 2_000_000;

    private final long spacingNanos;
    private final ReentrantLock queue = new ReentrantLock(true);
    private volatile long next;

    /**
     * A new holder knows nothing of its predecessor's last second, so it takes the remote's window as full.
     *
     * @param quiet how long the first turn must wait at least
     */
    Pace(double perSecond, Duration quiet) {
        this.spacingNanos = spacingNanos(perSecond);
        var window = perSecond == 0 ? 0 : Math.max(TimeUnit.SECONDS.toNanos(1), spacingNanos);
        this.next = System.nanoTime() + Math.max(window, quiet.toNanos());
    }

    static long spacingNanos(double perSecond) {
        return perSecond == 0 ? 0 : (long) (TimeUnit.SECONDS.toNanos(1) / (perSecond * MARGIN));
    }

    /** When the turn after one that was due at {@code due} and began at {@code began} is due. */
    static long following(long due, long began, long spacing) {
        return (began - due > TOLERANCE_NANOS ? began : due) + spacing;
    }

    /** How long until a caller that comes now would have its turn, if nobody else came before. */
    Duration untilNext() {
        return Duration.ofNanos(Math.max(0, next - System.nanoTime()));
    }

    /** Whether somebody is waiting for a turn already. */
    boolean taken() {
        return queue.isLocked();
    }

    /** Blocks until the caller's turn, first come first served. */
    void turn() throws InterruptedException {
        queue.lockInterruptibly();
        try {
            long wait;
            while ((wait = next - System.nanoTime()) > 0) {
                TimeUnit.NANOSECONDS.sleep(wait);
            }
            next = following(next, System.nanoTime(), spacingNanos);
        } finally {
            queue.unlock();
        }
    }
}
