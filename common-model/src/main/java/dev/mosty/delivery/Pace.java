package dev.mosty.delivery;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Gives turns so that no sliding second at the far side holds more than the limit; see {@link Window}. */
final class Pace {
    private final ReentrantLock queue = new ReentrantLock(true);
    private final Window window;
    private volatile long next;

    /**
     * A new holder knows nothing of its predecessor's last second, so it takes the remote's window as full.
     *
     * @param quiet how long the first turn must wait at least
     */
    Pace(double perSecond, Duration quiet) {
        var full = perSecond == 0 ? 0 : Math.max(TimeUnit.SECONDS.toNanos(1), Window.spacing(perSecond));
        this.window = new Window(perSecond, System.nanoTime() + Math.max(full, quiet.toNanos()));
        this.next = window.next();
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
            window.began(System.nanoTime());
            next = window.next();
        } finally {
            queue.unlock();
        }
    }
}
