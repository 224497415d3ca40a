package dev.mosty.bitrix.portal;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.mosty.bitrix.BitrixConfig;
import dev.mosty.bitrix.plan.EntityKey;
import dev.mosty.bitrix.plan.ItemReader;
import dev.mosty.bitrix.plan.Work;
import dev.mosty.delivery.Acceptance;
import dev.mosty.delivery.DeliveryEngine;
import dev.mosty.delivery.Item;
import dev.mosty.delivery.Sessions;
import dev.mosty.testsupport.Database;
import dev.mosty.web.Outbound;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The portal's channel on the real engine and a real database, told and asked in short words. */
final class Rig implements AutoCloseable {
    private static final Vertx VERTX = Vertx.vertx();
    private static final Outbound OUTBOUND = new Outbound(VERTX);

    final Database database = Database.migrated();
    final Jdbi jdbi = database.jdbi();
    final FakeBitrix bitrix = new FakeBitrix();
    Duration newFieldsAfter = Duration.ofMinutes(1);
    private final Map<String, String> variables = new HashMap<>();
    private @Nullable DeliveryEngine engine;

    Rig() {
        variables.put("bitrix.portal", bitrix.url());
        variables.put("bitrix.webhook", FakeBitrix.WEBHOOK);
        variables.put("bitrix.rate", "100");
        variables.put("bitrix.burst", "1000");
        variables.put("bitrix.timeout", "2s");
    }

    Rig with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    /** Starts, or starts anew as after a restart of the process. */
    Rig start() {
        stop();
        var config = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(BitrixConfig.class)
                .withSources(new PropertiesConfigSource(variables, "test", 400))
                .build()
                .getConfigMapping(BitrixConfig.class);
        var opened = new DeliveryEngine(
                jdbi, new Sessions(database.url(), database.user(), ""), new SimpleMeterRegistry(), "test");
        engine = opened;
        opened.open(new PortalChannel(
                Portal.of(config).map(portal -> new PortalApi(OUTBOUND, portal, config.timeout())),
                config,
                new StageList(jdbi),
                new FieldList(jdbi, newFieldsAfter),
                new Choices(jdbi, opened),
                new Directory(jdbi),
                Clock.systemUTC()));
        return this;
    }

    void stop() {
        var running = engine;
        if (running != null) {
            running.close();
        }
        engine = null;
    }

    /** As the page does: a choice is left, and the channel's holder is asked for its upkeep. */
    void choose(String key, long stays, @Nullable Long... merged) {
        jdbi.useHandle(handle -> {
            handle.createUpdate("insert into bitrix_choice (key, portal_id, merged, asked_by)"
                            + " values (:key, :stays, :merged, 'root')")
                    .bind("key", key)
                    .bind("stays", stays)
                    .bindArray("merged", Long.class, merged.length == 0 ? null : merged)
                    .execute();
            handle.execute("select mosty_upkeep('bitrix')");
        });
    }

    /** As an operator does on the page. */
    void replayDead() {
        var running = engine;
        if (running != null) {
            var ids = jdbi.withHandle(handle -> handle.select("select id from delivery where dead_at is not null")
                    .mapTo(Long.class)
                    .list());
            running.deadLetters().replay(Work.CHANNEL, ids);
        }
    }

    /** Accepts what 1C sends as one run, single quotes for double ones. */
    UUID post(String... entities) {
        return post(false, List.of(entities));
    }

    UUID compare(String... entities) {
        return post(true, List.of(entities));
    }

    UUID post(boolean dry, List<String> entities) {
        var run = UUID.randomUUID();
        var items = new ArrayList<Item>();
        jdbi.useTransaction(tx -> {
            tx.execute("insert into bitrix_run (id, dry, total) values (?, ?, ?)", run, dry, entities.size());
            for (int i = 0; i < entities.size(); i++) {
                var json = json(entities.get(i));
                var key = key(json);
                tx.execute(
                        "insert into bitrix_run_item (run, position, entity, origin_id) values (?, ?, ?, ?)",
                        run,
                        i,
                        key.type().word(),
                        key.originId());
                items.add(Item.of(
                        Work.CHANNEL,
                        dry ? "dry/" + run + "/" + key.lane() : key.lane(),
                        dry ? Work.DRY : Work.UPSERT,
                        new Work(run, i, json).payload(),
                        null));
            }
            Acceptance.accept(tx, items);
        });
        var running = engine;
        if (running != null) {
            running.committed(items);
        }
        return run;
    }

    private static EntityKey key(JsonNode json) {
        try {
            return ItemReader.read(json).key();
        } catch (ItemReader.Malformed e) {
            throw new AssertionError(e);
        }
    }

    /** The results of a run once it has ended: {@code ok 101} or {@code error …}. */
    List<String> results(UUID run) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() ->
                        number("select count(*) from bitrix_run where id = '" + run + "' and finished_at is not null")
                                == 1);
        return texts("select result || ' ' || coalesce(value, '') || coalesce(' | ' || note, '')"
                + " from bitrix_run_item where run = '" + run + "' order by position");
    }

    List<String> texts(String query) {
        return jdbi.withHandle(
                handle -> handle.select(query).mapTo(String.class).list());
    }

    long number(String query) {
        return jdbi.withHandle(handle -> handle.select(query).mapTo(Long.class).one());
    }

    /** What the portal has in a field of an entity, as text; of the only one there is. */
    String field(String entity, String name) {
        var rows = bitrix.all(entity).values();
        if (rows.size() != 1) {
            throw new AssertionError(rows.size() + " of " + entity);
        }
        var value = rows.iterator().next().path(name);
        return value.isContainerNode() ? value.toString() : value.asText();
    }

    /** The values of a multifield, in order. */
    List<String> values(String entity, String name) {
        var values = new ArrayList<String>();
        bitrix.all(entity)
                .values()
                .forEach(row -> row.path(name)
                        .forEach(each -> values.add(each.path("VALUE").asText())));
        return values;
    }

    static JsonNode json(String text) {
        try {
            return Work.JSON.readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            return JsonNodeFactory.instance.missingNode();
        }
    }

    @Override
    public void close() {
        stop();
        bitrix.close();
        database.close();
    }
}
