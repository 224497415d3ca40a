package dev.mosty.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/**
 * What each channel of this process did, a row a minute in {@code channel_minute}, for the pages of another service to
 * draw. Written every few seconds and off the path of the work: a crash loses those seconds of the picture and nothing
 * else.
 */
final class Minutes implements AutoCloseable {
    private static final Duration BETWEEN_WRITES = Duration.ofSeconds(5);
    private static final Logger LOG = Logger.getLogger(Minutes.class);

    private final Jdbi jdbi;
    private final Map<String, Double> limits = new ConcurrentHashMap<>();
    private final Map<String, Count> counts = new ConcurrentHashMap<>();
    private final Signal closing = new Signal();
    private final Thread writer;
    private volatile boolean closed;

    private record Count(int requests, int done, int failed, int dead) {
        static final Count REQUEST = new Count(1, 0, 0, 0);

        Count plus(Count other) {
            return new Count(requests + other.requests, done + other.done, failed + other.failed, dead + other.dead);
        }
    }

    Minutes(Jdbi jdbi) {
        this.jdbi = jdbi;
        this.writer = Thread.ofVirtual().name("minutes").start(this::run);
    }

    /** @param perSecond the channel's limit; 0 for none */
    void limit(String channel, double perSecond) {
        limits.put(channel, perSecond);
    }

    void request(String channel) {
        counts.merge(channel, Count.REQUEST, Count::plus);
    }

    void outcome(String channel, Outcome outcome) {
        counts.merge(
                channel,
                switch (outcome) {
                    case Outcome.Done ignored -> new Count(0, 1, 0, 0);
                    case Outcome.Superseded ignored -> new Count(0, 1, 0, 0);
                    case Outcome.Uncertain ignored -> new Count(0, 0, 1, 0);
                    case Outcome.Retry ignored -> new Count(0, 0, 1, 0);
                    case Outcome.Dead ignored -> new Count(0, 0, 0, 1);
                    case Outcome.Pause ignored -> new Count(0, 0, 0, 0);
                },
                Count::plus);
    }

    /** Writes what was counted; what cannot be written now is counted on. */
    void write() {
        for (String channel : List.copyOf(counts.keySet())) {
            Count count = counts.remove(channel);
            if (count != null) {
                try {
                    write(channel, count);
                } catch (RuntimeException e) {
                    counts.merge(channel, count, Count::plus);
                    LOG.debugf("The minutes of channel %s are written later: %s", channel, e.getMessage());
                }
            }
        }
    }

    private void write(String channel, Count count) {
        jdbi.useHandle(handle -> handle.execute(
                """
                insert into channel_minute as m (channel, minute, requests, done, failed, dead, per_second)
                values (?, date_trunc('minute', now()), ?, ?, ?, ?, ?)
                on conflict (channel, minute) do update
                   set requests = m.requests + excluded.requests, done = m.done + excluded.done,
                       failed = m.failed + excluded.failed, dead = m.dead + excluded.dead,
                       per_second = excluded.per_second
                """,
                channel,
                count.requests(),
                count.done(),
                count.failed(),
                count.dead(),
                limits.getOrDefault(channel, 0.0)));
    }

    private void run() {
        try {
            while (!closed) {
                closing.await(BETWEEN_WRITES);
                write();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        closing.raise();
        try {
            writer.join(Duration.ofSeconds(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
