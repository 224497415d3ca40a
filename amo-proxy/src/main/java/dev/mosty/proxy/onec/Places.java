package dev.mosty.proxy.onec;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The calls that 1C has sessions for. Who finds all of them taken waits in turn for a little while: a receptionist
 * rather waits three seconds than reads that 1C is busy, and nobody waits in a queue that does not move.
 */
final class Places {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);
    /** Of those that wait: beyond it there is no hope within their wait, only memory. */
    private static final int QUEUE = 2_000;

    private final Semaphore free;

    Places(int places) {
        free = new Semaphore(places, true);
    }

    /** Whoever gets one must {@link #leave}. */
    boolean enter(Duration patience) throws InterruptedException {
        Duration wait = patience.compareTo(LONGEST_WAIT) < 0 ? patience : LONGEST_WAIT;
        return free.getQueueLength() < QUEUE && free.tryAcquire(Math.max(0, wait.toNanos()), TimeUnit.NANOSECONDS);
    }

    void leave() {
        free.release();
    }
}
