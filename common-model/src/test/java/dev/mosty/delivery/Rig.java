package dev.mosty.delivery;

import dev.mosty.testsupport.Database;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;

/** Engines on a database, and short words for what a test asks of them. */
final class Rig implements AutoCloseable {
    final Jdbi jdbi;
    final Sessions sessions;
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<DeliveryEngine> engines = new ArrayList<>();

    Rig(Database database) {
        this(database.jdbi(), new Sessions(database.url(), database.user(), ""));
    }

    Rig(Jdbi jdbi, Sessions sessions) {
        this.jdbi = jdbi;
        this.sessions = sessions;
    }

    DeliveryEngine engine(String holder) {
        return engine(holder, Duration.ofSeconds(1));
    }

    DeliveryEngine engine(String holder, Duration poll) {
        var engine = new DeliveryEngine(jdbi, sessions, registry, holder, poll);
        engines.add(engine);
        return engine;
    }

    /** An engine that drains the channel. */
    DeliveryEngine drain(Channel<?> channel) {
        var engine = engine("test");
        engine.open(channel);
        return engine;
    }

    /** Accepts and tells nobody, as another process would. */
    void accept(List<Item> items) {
        jdbi.useTransaction(tx -> Acceptance.accept(tx, items));
    }

    void accept(String channel, String key, String... payloads) {
        accept(List.of(payloads).stream()
                .map(payload -> item(channel, key, payload))
                .toList());
    }

    static Item item(String channel, String key, String payload) {
        return Item.of(channel, key, "event", payload, null);
    }

    /** {@code count} items over {@code keys} keys; the payload is the position. */
    static List<Item> spread(String channel, int count, int keys) {
        return IntStream.range(0, count)
                .mapToObj(i -> item(channel, "k" + i % keys, "n" + i))
                .toList();
    }

    /** The payloads that {@link #spread} gave to a key. */
    static List<String> spreadOf(int key, int count, int keys) {
        return IntStream.range(0, count)
                .filter(i -> i % keys == key)
                .mapToObj(i -> "n" + i)
                .toList();
    }

    /** Pending work by key. */
    Map<String, Integer> lanes(String channel) {
        var lanes = new TreeMap<String, Integer>();
        jdbi.useHandle(handle -> handle.select("select key, pending from delivery_lane where channel = ?", channel)
                .map((row, context) -> lanes.put(row.getString(1), row.getInt(2)))
                .list());
        return lanes;
    }

    /** Rows that are neither dead nor done: {@code payload attempts} in their order. */
    List<String> live(String channel) {
        return texts("""
                select payload || ' ' || attempts from delivery
                 where channel = ? and dead_at is null order by id""", channel);
    }

    /** {@code payload attempts} in their order. */
    List<String> dead(String channel) {
        return texts("""
                select payload || ' ' || attempts from delivery
                 where channel = ? and dead_at is not null order by id""", channel);
    }

    /** {@code payload outcome attempts} in their order. */
    List<String> done(String channel) {
        return texts(
                "select payload || ' ' || outcome || ' ' || attempts from delivery_done where channel = ? order by id",
                channel);
    }

    List<String> texts(String query, Object... parameters) {
        return jdbi.withHandle(
                handle -> handle.select(query, parameters).mapTo(String.class).list());
    }

    long number(String query, Object... parameters) {
        return jdbi.withHandle(
                handle -> handle.select(query, parameters).mapTo(Long.class).one());
    }

    void execute(String statement, Object... parameters) {
        jdbi.useHandle(handle -> handle.execute(statement, parameters));
    }

    /** Makes every lane due, so that nobody has to wait for a backoff. */
    void hurry(DeliveryEngine engine, String channel) {
        execute("update delivery_lane set due_at = now() - interval '1 second' where channel = ?", channel);
        engine.wake(List.of(channel));
    }

    @Override
    public void close() {
        engines.forEach(DeliveryEngine::close);
    }
}
