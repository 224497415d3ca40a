package dev.mosty.admin.overview;

import dev.mosty.admin.AdminConfig;
import dev.mosty.admin.shell.Chart;
import dev.mosty.admin.shell.Chart.Bucket;
import dev.mosty.admin.shell.Page;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jspecify.annotations.Nullable;

/**
 * How much went through in the last 24 hours, by channel and by service. The log of a busy day is large, so the numbers
 * are read at most every {@link #FRESH} seconds, whoever looks.
 */
@Singleton
class Pulse {
    private static final Duration FRESH = Duration.ofSeconds(10);
    private static final int BUCKETS = 48;
    private static final Duration BUCKET = Duration.ofMinutes(30);

    private final Jdbi jdbi;
    private final ZoneId zone;
    private @Nullable Reading last;
    private long readAt;

    Pulse(Jdbi jdbi, AdminConfig config) {
        this.jdbi = jdbi;
        this.zone = config.zone();
    }

    /** @param pace by channel, only where something left within five minutes */
    record Reading(Map<String, Chart> channels, Map<String, Chart> services, Map<String, Pace> pace) {}

    /**
     * The last five whole minutes of a channel.
     *
     * @param requests that left
     * @param perSecond the limit; 0 for none
     */
    public record Pace(String channel, long requests, double perSecond) {
        private static final int SECONDS = 300;

        public String requestsPerSecond() {
            return "%.1f".formatted((double) requests / SECONDS);
        }

        /** In percent; empty without a limit. */
        public String used() {
            return perSecond > 0 ? Math.round(100.0 * requests / SECONDS / perSecond) + " %" : "";
        }

        public String limit() {
            return perSecond > 0 ? "%.0f".formatted(perSecond) : "";
        }
    }

    synchronized Reading read() {
        Reading known = last;
        if (known == null || System.nanoTime() - readAt > FRESH.toNanos()) {
            known = jdbi.withHandle(this::read);
            last = known;
            readAt = System.nanoTime();
        }
        return known;
    }

    /** For tests, which are faster than {@link #FRESH}. */
    synchronized void forget() {
        last = null;
    }

    private Reading read(Handle handle) {
        Instant start = handle.select(
                        "select date_bin('30 minutes', now(), 'epoch'::timestamptz) - interval '23.5 hours'")
                .mapTo(Instant.class)
                .one();
        return new Reading(charts(handle, start, """
                        select channel as name, date_bin('30 minutes', minute, 'epoch'::timestamptz) as slot,
                               sum(done) as good, sum(failed + dead) as bad
                          from channel_minute where minute >= :start group by 1, 2
                        """), charts(handle, start, """
                        select service as name, date_bin('30 minutes', at, 'epoch'::timestamptz) as slot,
                               count(*) filter (where result) as good, count(*) filter (where not result) as bad
                          from request_log where at >= :start group by 1, 2
                        """), pace(handle));
    }

    public record Slot(String name, Instant slot, long good, long bad) {}

    private Map<String, Chart> charts(Handle handle, Instant start, String query) {
        Map<String, Map<Instant, Slot>> byName = new TreeMap<>();
        handle.createQuery(query)
                .bind("start", start)
                .map(ConstructorMapper.of(Slot.class))
                .forEach(slot -> byName.computeIfAbsent(slot.name(), name -> new TreeMap<>())
                        .put(slot.slot(), slot));
        Map<String, Chart> charts = new TreeMap<>();
        byName.forEach((name, slots) -> charts.put(name, Chart.of(buckets(start, slots))));
        return charts;
    }

    private List<Bucket> buckets(Instant start, Map<Instant, Slot> slots) {
        LongFunction<Bucket> bucket = number -> {
            Instant from = start.plus(BUCKET.multipliedBy(number));
            Slot slot = slots.get(from);
            String label = Page.moment(from, zone);
            return slot == null ? new Bucket(label, 0, 0) : new Bucket(label, slot.good(), slot.bad());
        };
        List<Bucket> buckets = new ArrayList<>();
        for (int i = 0; i < BUCKETS; i++) {
            buckets.add(bucket.apply(i));
        }
        return buckets;
    }

    private static Map<String, Pace> pace(Handle handle) {
        Map<String, Pace> byName = new TreeMap<>();
        handle.createQuery("""
                        select channel, sum(requests) as requests, max(per_second) as per_second
                          from channel_minute
                         where minute >= date_trunc('minute', now()) - interval '5 minutes'
                           and minute < date_trunc('minute', now())
                         group by channel
                        """).map(ConstructorMapper.of(Pace.class)).forEach(pace -> byName.put(pace.channel(), pace));
        return byName;
    }
}
