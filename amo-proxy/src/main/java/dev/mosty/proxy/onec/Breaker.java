package dev.mosty.proxy.onec;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Spares a 1C that does not answer, and everybody's time. After {@link #PATIENCE} calls in a row without an answer,
 * only one call a second is let through to find out; the others wait for what it finds, at most {@link #LONGEST_WAIT}.
 *
 * <p>Not SmallRye's circuit breaker: that one refuses everything until its delay is over, and the first call after 1C
 * is back must succeed. Here it is the one that finds out, or waits for the one that does.
 */
final class Breaker {
    static final int PATIENCE = 5;
    private static final Duration PACE = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition changed = lock.newCondition();
    private final AtomicInteger failures = new AtomicInteger();
    private long nextAt = System.nanoTime();

    /** Whether the call may start. False: 1C did not answer others, and there was no turn to ask it again in time. */
    boolean enter(Duration patience) throws InterruptedException {
        if (!open()) {
            return true;
        }
        Duration wait = patience.compareTo(LONGEST_WAIT) < 0 ? patience : LONGEST_WAIT;
        long end = System.nanoTime() + wait.toNanos();
        lock.lockInterruptibly();
        try {
            while (open()) {
                long now = System.nanoTime();
                if (now - nextAt >= 0) {
                    nextAt = now + PACE.toNanos();
                    return true;
                }
                if (now - end >= 0) {
                    return false;
                }
                long ignored = changed.awaitNanos(Math.min(nextAt - now, end - now));
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** 1C answered, whatever it answered. */
    void answered() {
        if (failures.getAndSet(0) >= PATIENCE) {
            lock.lock();
            try {
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Whether 1C is being spared. */
    boolean open() {
        return failures.get() >= PATIENCE;
    }

    /** It could not be reached, or did not answer in time. */
    void failed() {
        failures.incrementAndGet();
    }
}
