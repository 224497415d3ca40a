package dev.mosty.delivery;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/**
 * Lets concurrent callers share a commit: each is answered only after the commit that holds its items.
 *
 * <p>Failure policy: while the database is away a caller waits up to {@code patience}; a group that the database
 * refuses is tried again caller by caller, so that one bad item fails nobody else; a caller that comes when
 * {@code capacity} characters are waiting is refused at once rather than letting the memory run out.
 */
public final class SharedCommit implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(SharedCommit.class);
    private static final int CALLERS_A_COMMIT = 256;
    private static final long CHARACTERS_A_COMMIT = 8_000_000;
    private static final Duration PAUSE_WHILE_AWAY = Duration.ofMillis(100);

    private final Jdbi jdbi;
    private final Consumer<List<Item>> committed;
    private final Duration patience;
    private final long capacity;
    private final List<Thread> committers;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final ArrayDeque<Caller> waiting = new ArrayDeque<>();
    private long waitingCharacters;
    private boolean closed;

    private record Caller(List<Item> items, long characters, long giveUpAt, CompletableFuture<Void> answer) {
        boolean tired() {
            return System.nanoTime() - giveUpAt > 0;
        }
    }

    /**
     * @param committers transactions under way at once; two overlap one's commit with the other's inserts
     * @param committed told of the items after their commit, to wake the channels
     * @param patience how long a caller may wait for the database
     * @param capacity characters of payload that may wait at once
     */
    public SharedCommit(Jdbi jdbi, int committers, Consumer<List<Item>> committed, Duration patience, long capacity) {
        this.jdbi = jdbi;
        this.committed = committed;
        this.patience = patience;
        this.capacity = capacity;
        this.committers = new ArrayList<>();
        for (int i = 0; i < committers; i++) {
            this.committers.add(Thread.ofPlatform().name("shared-commit-" + i).start(this::run));
        }
    }

    /**
     * Stores the items in their order.
     *
     * @return completes after their commit; fails with {@link NotStored}, or with the database's refusal
     */
    public CompletableFuture<Void> submit(List<Item> items) {
        long characters =
                items.stream().mapToLong(item -> item.payload().length()).sum();
        var caller = new Caller(items, characters, System.nanoTime() + patience.toNanos(), new CompletableFuture<>());
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
                store(group);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The callers that share the next commit; empty when closed and nobody waits. */
    private List<Caller> next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty() && !closed) {
                arrived.await();
            }
            var group = new ArrayList<Caller>();
            for (long characters = 0;
                    !waiting.isEmpty() && group.size() < CALLERS_A_COMMIT && characters < CHARACTERS_A_COMMIT; ) {
                var caller = waiting.poll();
                characters += caller.characters;
                waitingCharacters -= caller.characters;
                group.add(caller);
            }
            return group;
        } finally {
            lock.unlock();
        }
    }

    private void store(List<Caller> group) throws InterruptedException {
        var callers = group;
        while (!callers.isEmpty()) {
            var items = callers.stream().flatMap(c -> c.items.stream()).toList();
            try {
                jdbi.useTransaction(tx -> Acceptance.accept(tx, items));
                answer(callers, items);
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

    /** Whatever fails from here on must not look like a failed commit: the items would be stored twice. */
    private void answer(List<Caller> callers, List<Item> items) {
        try {
            committed.accept(items);
        } catch (RuntimeException e) {
            LOG.errorf(e, "Nobody was woken for %d stored items, the poll will find them", items.size());
        }
        callers.forEach(caller -> caller.answer.complete(null));
    }

    private List<Caller> whoWaitsOn(List<Caller> callers, Throwable failure) throws InterruptedException {
        LOG.debugf("The database is away: %s", failure.getMessage());
        TimeUnit.NANOSECONDS.sleep(PAUSE_WHILE_AWAY.toNanos());
        refuseTheTired();
        var patient = new ArrayList<Caller>();
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
        var tired = new ArrayList<Caller>();
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

    private void oneByOne(List<Caller> callers, Throwable failure) throws InterruptedException {
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
