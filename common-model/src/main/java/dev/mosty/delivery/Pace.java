package dev.mosty.delivery;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Gives turns as the far side counts them: by sliding seconds ({@link Window}) or by a leaky bucket ({@link Bucket}). */
final class Pace {
    private final ReentrantLock queue = new ReentrantLock(true);
    private final Rhythm rhythm;
    private final Duration spacing;
    private volatile long next;

    /**
     * A new holder knows nothing of what its predecessor sent last, so it takes the remote's window or bucket as full.
     *
     * @param burst what the remote's bucket holds; 0 for sliding seconds
     * @param quiet how long the first turn must wait at least
     */
    Pace(double perSecond, int burst, Duration quiet) {
        var now = System.nanoTime();
        if (perSecond > 0 && burst > 0) {
            var bucket = new Bucket(perSecond, burst, now);
            this.rhythm = bucket;
            this.spacing = Duration.ofNanos(bucket.spacing());
        } else {
            var full = perSecond == 0 ? 0 : Math.max(TimeUnit.SECONDS.toNanos(1), Window.spacing(perSecond));
            this.rhythm = new Window(perSecond, now + full);
            this.spacing = Duration.ofNanos(Window.spacing(perSecond));
        }
        this.next = Math.max(rhythm.next(), now + quiet.toNanos());
    }

    Pace(double perSecond, Duration quiet) {
        this(perSecond, 0, quiet);
    }

    /** How long until a caller that comes now would have its turn, if nobody else came before. */
    Duration untilNext() {
        return Duration.ofNanos(Math.max(0, next - System.nanoTime()));
    }

    /** Between two turns when none is late. */
    Duration spacing() {
        return spacing;
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
            rhythm.began(System.nanoTime());
            next = rhythm.next();
        } finally {
            queue.unlock();
        }
    }
}
