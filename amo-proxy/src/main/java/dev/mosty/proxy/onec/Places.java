package dev.mosty.proxy.onec;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The calls that 1C has sessions for. Who finds all of them taken waits in turn for a little while: a receptionist
 * rather waits three seconds than reads that 1C is busy, and nobody waits in a queue that does not move.
 *
 * <p>Not a {@link java.util.concurrent.Semaphore}: each of its timed waits wakes a scheduler's thread, and in a rush
 * half of all requests wait. Here one thread looks after all of them, {@link #LOOK} apart.
 */
final class Places {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);
    private static final Duration LOOK = Duration.ofMillis(20);
    /** Of those that wait: beyond it there is no hope within their wait, only memory. */
    private static final int QUEUE = 2_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Waiter> waiting = new ArrayDeque<>();
    private int free;
    private boolean watched;

    Places(int places) {
        free = places;
    }

    /** @param turn whether a place was given; ended once, by whoever leaves one or by the watch */
    private record Waiter(CompletableFuture<Boolean> turn, long until) {
        boolean end(boolean given) {
            return turn.complete(given);
        }
    }

    /** Whoever gets one must {@link #leave}. */
    boolean enter(Duration patience) throws InterruptedException {
        Duration wait = patience.compareTo(LONGEST_WAIT) < 0 ? patience : LONGEST_WAIT;
        Waiter mine = new Waiter(new CompletableFuture<>(), System.nanoTime() + wait.toNanos());
        lock.lock();
        try {
            if (free > 0) {
                free--;
                return true;
            }
            if (waiting.size() >= QUEUE || !wait.isPositive()) {
                return false;
            }
            waiting.add(mine);
            watch();
        } finally {
            lock.unlock();
        }
        try {
            return mine.turn().get();
        } catch (InterruptedException e) {
            if (!mine.end(false) && mine.turn().join()) {
                leave();
            }
            throw e;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** To whoever has waited longest. */
    void leave() {
        lock.lock();
        try {
            for (Waiter next = waiting.poll(); next != null; next = waiting.poll()) {
                if (next.end(true)) {
                    return;
                }
            }
            free++;
        } finally {
            lock.unlock();
        }
    }

    private void watch() {
        if (!watched) {
            watched = true;
            Thread.ofVirtual().name("places").start(this::sendAwayInTime);
        }
    }

    private void sendAwayInTime() {
        try {
            while (someoneWaits()) {
                Thread.sleep(LOOK);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean someoneWaits() {
        lock.lock();
        try {
            long now = System.nanoTime();
            waiting.removeIf(waiter -> now - waiter.until() >= 0 && waiter.end(false));
            watched = !waiting.isEmpty();
            return watched;
        } finally {
            lock.unlock();
        }
    }
}
