package dev.mosty.delivery;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Lets concurrent callers share a commit: each is answered only after the commit that holds its work.
 *
 * <p>Failure policy: while the database is away a caller waits up to {@code patience}; a group that the database
 * refuses is tried again caller by caller, so that one bad work fails nobody else; a caller that comes when
 * {@code capacity} characters are waiting is refused at once rather than letting the memory run out.
 *
 * @param <W> the work of a caller
 * @param <R> what became of it
 */
public final class SharedCommit<W, R> implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(SharedCommit.class);
    private static final int CALLERS_A_COMMIT = 256;
    private static final long CHARACTERS_A_COMMIT = 8_000_000;
    private static final Duration PAUSE_WHILE_AWAY = Duration.ofMillis(100);

    private final Jdbi jdbi;
    private final Storing<W, R> storing;
    private final Duration patience;
    private final long capacity;
    private final List<Thread> committers;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final ArrayDeque<Caller<W, R>> waiting = new ArrayDeque<>();
    private final Set<Object> busy = new HashSet<>();
    private long waitingCharacters;
    private boolean closed;

    /** How work is stored. */
    public interface Storing<W, R> {
        /** Stores all of it; a result for each, in their order. */
        List<R> store(Handle tx, List<W> works);

        /** Told of what was stored after its commit, to wake whoever waits for it. */
        void committed(List<R> results);

        /** The memory that it takes while it waits. */
        long characters(W work);

        /** Works of one key are stored in their order, one a commit; null for those that may come together. */
        default @Nullable Object key(W work) {
            return null;
        }
    }

    private record Caller<W, R>(
            W work, long characters, @Nullable Object key, long giveUpAt, CompletableFuture<R> answer) {
        boolean tired() {
            return System.nanoTime() - giveUpAt > 0;
        }
    }

    /**
     * @param committers transactions under way at once; two overlap one's commit with the other's inserts
     * @param patience how long a caller may wait for the database
     * @param capacity characters that may wait at once
     */
    public SharedCommit(Jdbi jdbi, int committers, Storing<W, R> storing, Duration patience, long capacity) {
        this.jdbi = jdbi;
        this.storing = storing;
        this.patience = patience;
        this.capacity = capacity;
        this.committers = new ArrayList<>();
        for (int i = 0; i < committers; i++) {
            this.committers.add(Thread.ofPlatform().name("shared-commit-" + i).start(this::run));
        }
    }

    /**
     * For deliveries, each caller's in their order.
     *
     * @param committed told of the items after their commit, to wake the channels
     */
    public static SharedCommit<List<Item>, List<Item>> ofItems(
            Jdbi jdbi, int committers, Consumer<List<Item>> committed, Duration patience, long capacity) {
        return new SharedCommit<>(jdbi, committers, new Items(committed), patience, capacity);
    }

    private record Items(Consumer<List<Item>> told) implements Storing<List<Item>, List<Item>> {
        @Override
        public List<List<Item>> store(Handle tx, List<List<Item>> works) {
            Acceptance.accept(tx, works.stream().flatMap(List::stream).toList());
            return works;
        }

        @Override
        public void committed(List<List<Item>> results) {
            told.accept(results.stream().flatMap(List::stream).toList());
        }

        @Override
        public long characters(List<Item> work) {
            return work.stream().mapToLong(item -> item.payload().length()).sum();
        }
    }

    /** @return completes after the commit; fails with {@link NotStored}, or with the database's refusal */
    public CompletableFuture<R> submit(W work) {
        long characters = storing.characters(work);
        var caller = new Caller<W, R>(
                work, characters, storing.key(work), System.nanoTime() + patience.toNanos(), new CompletableFuture<>());
        lock.lock();
        try {
            var full = !waiting.isEmpty() && waitingCharacters + characters > capacity;
            if (closed || full) {
                caller.answer.completeExceptionally(new NotStored(closed ? "stopping" : "too much is waiting"));
                return caller.answer;
            }
            waiting.add(caller);
            waitingCharacters += characters;
            arrived.signal();
        } finally {
            lock.unlock();
        }
        return caller.answer;
    }

    private void run() {
        try {
            for (var group = next(); !group.isEmpty(); group = next()) {
                try {
                    store(group);
                } finally {
                    free(group);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The callers that share the next commit; empty when closed and nobody waits. */
    private List<Caller<W, R>> next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var group = group();
            while (group.isEmpty() && !(closed && waiting.isEmpty())) {
                arrived.await();
                group = group();
            }
            return group;
        } finally {
            lock.unlock();
        }
    }

    private List<Caller<W, R>> group() {
        var group = new ArrayList<Caller<W, R>>();
        long characters = 0;
        for (var each = waiting.iterator();
                each.hasNext() && group.size() < CALLERS_A_COMMIT && characters < CHARACTERS_A_COMMIT; ) {
            var caller = each.next();
            if (caller.key == null || busy.add(caller.key)) {
                each.remove();
                characters += caller.characters;
                waitingCharacters -= caller.characters;
                group.add(caller);
            }
        }
        return group;
    }

    private void free(List<Caller<W, R>> group) {
        lock.lock();
        try {
            group.forEach(caller -> busy.remove(caller.key));
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void store(List<Caller<W, R>> group) throws InterruptedException {
        var callers = group;
        while (!callers.isEmpty()) {
            var works = callers.stream().map(Caller::work).toList();
            try {
                answer(callers, jdbi.inTransaction(tx -> storing.store(tx, works)));
                return;
            } catch (RuntimeException | Error failure) {
                switch (DatabaseTrouble.of(failure)) {
                    case CONFLICT -> {}
                    case AWAY -> callers = whoWaitsOn(callers, failure);
                    case REFUSED -> {
                        oneByOne(callers, failure);
                        return;
                    }
                }
            }
        }
    }

    /** Whatever fails from here on must not look like a failed commit: the work would be stored twice. */
    private void answer(List<Caller<W, R>> callers, List<R> results) {
        try {
            storing.committed(results);
        } catch (RuntimeException e) {
            LOG.errorf(e, "Nobody was woken for %d stored works, the poll will find them", results.size());
        }
        for (int i = 0; i < callers.size(); i++) {
            callers.get(i).answer.complete(results.get(i));
        }
    }

    private List<Caller<W, R>> whoWaitsOn(List<Caller<W, R>> callers, Throwable failure) throws InterruptedException {
        LOG.debugf("The database is away: %s", failure.getMessage());
        TimeUnit.NANOSECONDS.sleep(PAUSE_WHILE_AWAY.toNanos());
        refuseTheTired();
        var patient = new ArrayList<Caller<W, R>>();
        for (var caller : callers) {
            if (caller.tired()) {
                caller.answer.completeExceptionally(away());
            } else {
                patient.add(caller);
            }
        }
        return patient;
    }

    /** Those that wait for a committer have the same patience as those that a committer has taken. */
    private void refuseTheTired() {
        var tired = new ArrayList<Caller<W, R>>();
        lock.lock();
        try {
            while (!waiting.isEmpty() && waiting.peek().tired()) {
                var caller = waiting.poll();
                waitingCharacters -= caller.characters;
                tired.add(caller);
            }
        } finally {
            lock.unlock();
        }
        tired.forEach(caller -> caller.answer.completeExceptionally(away()));
    }

    private static NotStored away() {
        return new NotStored("the database cannot be reached");
    }

    private void oneByOne(List<Caller<W, R>> callers, Throwable failure) throws InterruptedException {
        if (callers.size() == 1) {
            callers.getFirst().answer.completeExceptionally(failure);
            return;
        }
        for (var caller : callers) {
            store(List.of(caller));
        }
    }

    /** Refuses new callers, stores those that wait, then returns. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
        for (var committer : committers) {
            try {
                committer.join(Duration.ofSeconds(15));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
