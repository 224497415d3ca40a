package dev.mosty.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/** The drainers of one process and the way to wake them. */
public final class DeliveryEngine implements AutoCloseable {
    /** The backstop under every wake-up that may be missed. */
    private static final Duration POLL = Duration.ofSeconds(1);

    private final Jdbi jdbi;
    private final Sessions sessions;
    private final String holder;
    private final Duration poll;
    private final Minutes minutes;
    private final DeliveryMetrics metrics;
    private final Wakeup wakeup;
    private final List<Drainer<?>> drainers = new ArrayList<>();

    /** @param holder names this process and no other, now or later; an operator sees it at the channel */
    public DeliveryEngine(Jdbi jdbi, Sessions sessions, MeterRegistry registry, String holder) {
        this(jdbi, sessions, registry, holder, POLL);
    }

    DeliveryEngine(Jdbi jdbi, Sessions sessions, MeterRegistry registry, String holder, Duration poll) {
        this.jdbi = jdbi;
        this.sessions = sessions;
        this.holder = holder;
        this.poll = poll;
        this.minutes = new Minutes(jdbi);
        this.metrics = new DeliveryMetrics(registry, jdbi, minutes);
        this.wakeup = new Wakeup(jdbi);
        Installation.check(jdbi);
    }

    /** Begins to compete for the channel and to drain it when it is ours. */
    public synchronized void open(Channel<?> channel) {
        jdbi.useHandle(handle ->
                handle.execute("insert into channel (name) values (?) on conflict do nothing", channel.name()));
        metrics.register(channel.name());
        minutes.limit(channel.name(), channel.terms().perSecond());
        var drainer = new Drainer<>(jdbi, sessions, channel, metrics, holder, poll);
        wakeup.register(drainer);
        drainers.add(drainer);
        drainer.start();
    }

    /** To be called after the commit of accepted items. */
    public void wake(Collection<String> channels) {
        wakeup.wake(Set.copyOf(channels));
    }

    /** To be called after the commit of accepted items. */
    public void committed(List<Item> items) {
        wakeup.wake(items.stream().map(Item::channel).collect(Collectors.toSet()));
    }

    /** Asks the channel's holder, wherever it runs, for its upkeep now. */
    public void wantUpkeep(String channel) {
        wakeup.wantUpkeep(channel);
    }

    public DeadLetters deadLetters() {
        return new DeadLetters(jdbi, this);
    }

    /** Stops all drainers at once: each lets what is under way end. */
    @Override
    public synchronized void close() {
        wakeup.close();
        var closing = drainers.stream()
                .map(drainer -> CompletableFuture.runAsync(
                        drainer::close, task -> Thread.ofVirtual().start(task)))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(closing).join();
        minutes.close();
    }
}
