package dev.mosty.journal;

import dev.mosty.settings.DatabaseFault;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes the request log off the path of the requests, in batches: for rows that a busy endpoint may lose if its machine
 * dies, and not otherwise. An orderly stop writes all of them. While the database is away the batch is tried again; when
 * the queue is full, whoever adds to it waits.
 */
@Singleton
public final class JournalQueue implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(JournalQueue.class);
    private static final int CAPACITY = 4_000;
    private static final int BATCH = 1_000;

    /** How long a row waits for company: a statement costs the database much and a row of it little. */
    private static final Duration LINGER = Duration.ofMillis(50);

    /** What the log shows of a text, and some more for what masking takes away: the rest need not wait in memory. */
    private static final int MAX_TEXT = 25_000;

    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(500);
    private static final Duration LAST_CHANCE = Duration.ofSeconds(10);

    private static final int LAST = 10_000;

    private final Journal journal;
    private final int capacity;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Condition room = lock.newCondition();
    private final Deque<Entry> waiting = new ArrayDeque<>();
    private int unwritten;
    private long giveUpAt;
    private boolean closed;
    private @Nullable Thread writer;

    @Inject
    public JournalQueue(Journal journal) {
        this(journal, CAPACITY);
    }

    JournalQueue(Journal journal, int capacity) {
        this.journal = journal;
        this.capacity = capacity;
    }

    /**
     * Takes the entry over, if need be after waiting for room.
     *
     * @return false if there was none in that time: the entry was not taken
     */
    public boolean add(Entry entry, Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lockInterruptibly();
        try {
            while (unwritten >= capacity && !closed) {
                if (left <= 0) {
                    return false;
                }
                left = room.awaitNanos(left);
            }
            if (!closed) {
                waiting.add(cut(entry));
                unwritten++;
                if (waiting.size() == 1 || waiting.size() == BATCH) {
                    arrived.signal();
                }
                start();
                return true;
            }
        } finally {
            lock.unlock();
        }
        journal.record(entry);
        return true;
    }

    private void start() {
        if (writer == null) {
            writer = Thread.ofVirtual().name("journal").start(this::write);
        }
    }

    private void write() {
        try {
            for (List<Entry> batch = next(); !batch.isEmpty(); batch = next()) {
                store(batch);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Empty at the end: closed, and everything written. */
    private List<Entry> next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty() && !closed) {
                arrived.await();
            }
            long left = LINGER.toNanos();
            while (waiting.size() < BATCH && !closed && left > 0) {
                left = arrived.awaitNanos(left);
            }
            List<Entry> batch = new ArrayList<>(Math.min(BATCH, waiting.size()));
            while (!waiting.isEmpty() && batch.size() < BATCH) {
                batch.add(waiting.remove());
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private void store(List<Entry> batch) throws InterruptedException {
        for (boolean written = false; !written; ) {
            try {
                journal.record(batch);
                written = true;
            } catch (RuntimeException e) {
                if (isOver()) {
                    LOG.errorf("%d rows of the request log are lost: %s", batch.size(), DatabaseFault.of(e));
                    written = true;
                } else if (journal.isThere()) {
                    batch.forEach(this::storeAlone);
                    written = true;
                } else {
                    LOG.warnf("Rows of the request log wait for the database: %s", DatabaseFault.of(e));
                    TimeUnit.NANOSECONDS.sleep(PAUSE_AFTER_FAILURE.toNanos());
                }
            }
        }
        written(batch.size());
    }

    /** The database is there and refuses the batch: one row, at the most, is at fault, and must not stop the others. */
    private void storeAlone(Entry entry) {
        try {
            journal.record(entry);
        } catch (RuntimeException e) {
            LOG.errorf("A row of the request log was not written: %s, %s", entry, DatabaseFault.of(e));
        }
    }

    private void written(int rows) {
        lock.lock();
        try {
            unwritten -= rows;
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Rows that were taken and are not in the database yet. */
    int unwritten() {
        lock.lock();
        try {
            return unwritten;
        } finally {
            lock.unlock();
        }
    }

    private boolean isOver() {
        lock.lock();
        try {
            return closed && System.nanoTime() - giveUpAt > 0;
        } finally {
            lock.unlock();
        }
    }

    /** After the server has stopped taking requests. */
    void stop(@Observes @Priority(LAST) ShutdownEvent stop) {
        close();
    }

    /** Waits until everything is written, with a database that is away for a little while. */
    @Override
    public void close() {
        Thread last;
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                giveUpAt = System.nanoTime() + LAST_CHANCE.toNanos();
            }
            arrived.signalAll();
            room.signalAll();
            last = writer;
        } finally {
            lock.unlock();
        }
        try {
            if (last != null) {
                last.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Entry cut(Entry entry) {
        return entry.request().length() <= MAX_TEXT && entry.answer().length() <= MAX_TEXT
                ? entry
                : new Entry(
                        entry.service(),
                        entry.requestId(),
                        entry.address(),
                        entry.userAgent(),
                        entry.method(),
                        entry.url(),
                        entry.status(),
                        entry.result(),
                        cut(entry.request()),
                        cut(entry.answer()),
                        entry.tookMillis());
    }

    private static String cut(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
    }
}
