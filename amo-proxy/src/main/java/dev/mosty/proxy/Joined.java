package dev.mosty.proxy;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Work that several callers want at once is done once, and all of them get what came of it. Nothing is kept: whoever
 * comes after the end starts it anew.
 */
public final class Joined<K, V> {
    private final ConcurrentMap<K, Run<V>> running = new ConcurrentHashMap<>();
    private final Executor threads;

    private Joined(Executor threads) {
        this.threads = threads;
    }

    /** On the thread of whoever came first, for work that is as patient as its callers: {@link #join} ends with it. */
    public static <K, V> Joined<K, V> byTheFirst() {
        return new Joined<>(Runnable::run);
    }

    /** On a thread of its own, for work that is more patient than its callers. */
    public static <K, V> Joined<K, V> apart() {
        return new Joined<>(work -> Thread.ofVirtual().name("joined").start(work));
    }

    /** The run in progress for that key, or a new one. */
    public Run<V> join(K key, Callable<V> work) {
        Run<V> mine = new Run<>(System.nanoTime());
        Run<V> known = running.putIfAbsent(key, mine);
        if (known != null) {
            return known;
        }
        threads.execute(() -> {
            try {
                V value = work.call();
                running.remove(key, mine);
                mine.result.complete(value);
            } catch (Throwable failure) {
                running.remove(key, mine);
                mine.result.completeExceptionally(failure);
            }
        });
        return mine;
    }

    /** From now on nobody joins what runs already: what it finds may be out of date. */
    public void startAfresh() {
        running.clear();
    }

    /** One piece of work. */
    public static final class Run<V> {
        private final CompletableFuture<V> result = new CompletableFuture<>();
        private final long began;

        private Run(long began) {
            this.began = began;
        }

        /** Whether it was on its way already at that {@link System#nanoTime}. */
        public boolean isOlderThan(long moment) {
            return moment - began > 0;
        }

        /**
         * Empty if it takes longer than that; it goes on then.
         *
         * @throws RuntimeException what the work threw
         */
        public Optional<V> await(Duration time) throws InterruptedException {
            try {
                return Optional.of(result.get(Math.max(0, time.toNanos()), TimeUnit.NANOSECONDS));
            } catch (TimeoutException e) {
                return Optional.empty();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException known) {
                    throw known;
                }
                throw new IllegalStateException(e.getCause());
            }
        }
    }
}
