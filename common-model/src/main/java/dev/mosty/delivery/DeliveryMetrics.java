package dev.mosty.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/** Depth, age of the oldest, attempts, outcomes and pauses per channel. */
final class DeliveryMetrics {
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final MeterRegistry registry;
    private final Jdbi jdbi;
    private final Minutes minutes;
    private final Map<String, Cached> cache = new ConcurrentHashMap<>();
    private final Set<String> pausesSeen = ConcurrentHashMap.newKeySet();

    private record Cached(long readAt, Depth depth) {}

    /**
     * @param pending accepted and not settled
     * @param dead refused for good
     * @param oldestSeconds age of the oldest live delivery; 0 when there is none
     * @param pause the code of the pause that the channel has now
     */
    public record Depth(long pending, long dead, double oldestSeconds, Optional<String> pause) {}

    DeliveryMetrics(MeterRegistry registry, Jdbi jdbi, Minutes minutes) {
        this.registry = registry;
        this.jdbi = jdbi;
        this.minutes = minutes;
    }

    void register(String channel) {
        gauge(
                "mosty.delivery.pending",
                channel,
                "Accepted and not settled",
                () -> depth(channel).pending());
        gauge(
                "mosty.delivery.dead",
                channel,
                "Dead letters",
                () -> depth(channel).dead());
        gauge(
                "mosty.delivery.oldest.seconds",
                channel,
                "Age of the oldest live delivery",
                () -> depth(channel).oldestSeconds());
        gauge(
                "mosty.delivery.paused",
                channel,
                "1 while the channel is paused",
                () -> depth(channel).pause().isPresent() ? 1 : 0);
    }

    /** Which codes there are, the channels say: each has its gauge from the first time that it is seen. */
    private void registerPause(String channel, String code) {
        if (pausesSeen.add(channel + " " + code)) {
            Gauge.builder(
                            "mosty.delivery.paused.because",
                            () -> depth(channel).pause().filter(code::equals).isPresent() ? 1 : 0)
                    .description("1 while the channel is paused for that reason")
                    .tag("channel", channel)
                    .tag("code", code)
                    .register(registry);
        }
    }

    void request(String channel) {
        counter("mosty.delivery.requests", channel).increment();
        minutes.request(channel);
    }

    void paused(String channel) {
        counter("mosty.delivery.pauses", channel).increment();
    }

    void outcomes(String channel, Collection<Outcome> outcomes) {
        for (var outcome : outcomes) {
            Counter.builder("mosty.delivery.outcomes")
                    .tag("channel", channel)
                    .tag("outcome", name(outcome))
                    .register(registry)
                    .increment();
            minutes.outcome(channel, outcome);
        }
    }

    private static String name(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done ignored -> "done";
            case Outcome.Superseded ignored -> "superseded";
            case Outcome.Uncertain ignored -> "uncertain";
            case Outcome.Retry ignored -> "retry";
            case Outcome.Dead ignored -> "dead";
            case Outcome.Pause ignored -> "pause";
        };
    }

    private Counter counter(String name, String channel) {
        return Counter.builder(name).tag("channel", channel).register(registry);
    }

    private void gauge(String name, String channel, String what, java.util.function.Supplier<Number> value) {
        Gauge.builder(name, value).description(what).tag("channel", channel).register(registry);
    }

    private Depth depth(String channel) {
        var depth = cache.compute(
                        channel,
                        (name, known) -> known != null && System.nanoTime() - known.readAt < FRESH.toNanos()
                                ? known
                                : new Cached(System.nanoTime(), read(jdbi, name)))
                .depth();
        depth.pause().ifPresent(code -> registerPause(channel, code));
        return depth;
    }

    static Depth read(Jdbi jdbi, String channel) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select (select coalesce(sum(pending), 0) from delivery_lane where channel = :channel) as pending,
                               (select count(*) from delivery where channel = :channel and dead_at is not null) as dead,
                               (select coalesce(extract(epoch from now() - min(accepted_at)), 0)
                                  from delivery where channel = :channel and dead_at is null) as oldest_seconds,
                               (select coalesce(pause_code, '') from channel
                                 where name = :channel and paused_until > now()) as pause
                        """)
                .bind("channel", channel)
                .map(ConstructorMapper.of(Depth.class))
                .one());
    }
}
