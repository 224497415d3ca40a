package dev.mosty.gate.amocrm;

import static org.awaitility.Awaitility.await;

import dev.mosty.delivery.Acceptance;
import dev.mosty.delivery.DeliveryEngine;
import dev.mosty.delivery.Item;
import dev.mosty.delivery.Sessions;
import dev.mosty.settings.Seal;
import dev.mosty.settings.SecretKeys;
import dev.mosty.settings.Settings;
import dev.mosty.testsupport.Database;
import dev.mosty.testsupport.MovableClock;
import dev.mosty.web.Outbound;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The amoCRM channel on the real engine and a real database, told and asked in short words. Unlimited in its rate, so
 * that a test waits for nothing; the limit has its tests where it is kept.
 */
final class Gate implements AutoCloseable {
    static final String CODE = "def502-code";
    static final SecretKeys KEY =
            SecretKeys.parse("MOSTY_SECRET_KEY", Optional.of("bW9zdHkgdGVzdCBrZXksIDMyIGJ5dGVzIGxvbmcuLi4="));
    private static final Vertx VERTX = Vertx.vertx();
    private static final Outbound OUTBOUND = new Outbound(VERTX);
    private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");

    final Database database = Database.migrated();
    final Jdbi jdbi = database.jdbi();
    final MovableClock clock = new MovableClock();
    private final Map<String, String> variables = new HashMap<>();
    private final Settings settings;
    final TokenStore store;
    private @Nullable DeliveryEngine engine;

    Gate(FakeAmo amo) {
        var seal = new Seal(KEY, Optional.empty());
        settings = new Settings(jdbi, seal);
        store = new TokenStore(jdbi, seal);
        variables.put("amo.base-url", amo.url());
        variables.put("amo.client-id", "client");
        variables.put("amo.client-secret", "secret");
        variables.put("amo.redirect-url", "https://gate.example.org/amo/oauth/callback");
        variables.put("amo.auth-code", CODE);
        variables.put("amo.rate", "0");
        variables.put("amo.timeout", "2s");
        variables.put("FIELD_BOOKED_STATUS", "10");
        variables.put("FIELD_SHARED_ZDRAV_ID", "11");
        variables.put("FIELD_SHARED_PAID_PRICE", "12");
        variables.put("FIELD_BOOKED_GUESTS", "13");
    }

    Gate with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    Gate without(String variable) {
        variables.remove(variable);
        return this;
    }

    SmallRyeConfig config() {
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(AmoConfig.class)
                .withMapping(MockConfig.class)
                .withSources(new PropertiesConfigSource(variables, "test", 400))
                .build();
    }

    /** Starts, or starts anew as after a restart of the process. */
    Gate start() {
        stop();
        var config = config();
        var amo = config.getConfigMapping(AmoConfig.class);
        var keys = keys();
        var opened = new DeliveryEngine(
                jdbi, new Sessions(database.url(), database.user(), ""), new SimpleMeterRegistry(), "test");
        engine = opened;
        opened.open(new AmoChannel(
                keys.base().map(base -> new AmoApi(OUTBOUND, base, amo.timeout())),
                amo,
                new Auth(keys, store, amo.longLivedToken(), clock),
                keys,
                new AmoAccount(jdbi, keys, config.getConfigMapping(MockConfig.class)),
                new AccountFields(config, new FieldTable(jdbi)),
                new Findings(jdbi),
                new MockLeads(config.getConfigMapping(MockConfig.class)),
                variables.getOrDefault("PAID_SOURCE", "rdesk").equals("1c")
                        ? PaidOwner.Source.ONE_C
                        : PaidOwner.Source.RDESK,
                MOSCOW));
        return this;
    }

    AmoKeys keys() {
        return new AmoKeys(config().getConfigMapping(AmoConfig.class), settings);
    }

    DeliveryEngine engine() {
        var started = engine;
        if (started == null) {
            throw new IllegalStateException("not started");
        }
        return started;
    }

    /** As a person does it, through 1C or the consent page. */
    void loadCode(String code) {
        settings.putSecret(AmoKeys.CODE, code, "test");
    }

    void stop() {
        var started = engine;
        if (started != null) {
            started.close();
            engine = null;
        }
    }

    /** A booking with a status. */
    static Item booked(long lead, String status) {
        return Item.of(
                AmoChannel.NAME,
                Long.toString(lead),
                "BOOKED",
                "{\"lead_id\":%d,\"status\":\"%s\"}".formatted(lead, status),
                null);
    }

    static Item paid(long lead, String sum) {
        return Item.of(AmoChannel.NAME, Long.toString(lead), "PAYMENT", "{\"paid\":" + sum + "}", null);
    }

    /** Bookings of leads 1 to {@code count}, in one commit. */
    void postLeads(int count) {
        post(IntStream.rangeClosed(1, count)
                .mapToObj(lead -> booked(lead, "waiting"))
                .toArray(Item[]::new));
    }

    void post(long lead, String status) {
        post(booked(lead, status));
    }

    void post(Item... items) {
        jdbi.useTransaction(tx -> Acceptance.accept(tx, List.of(items)));
        var started = engine;
        if (started != null) {
            started.wake(List.of(AmoChannel.NAME));
        }
    }

    /** Lanes that wait for their time need not wait any longer. */
    void hurry() {
        jdbi.useHandle(handle -> handle.execute("update delivery_lane set due_at = now() - interval '1 s'"));
        engine().wake(List.of(AmoChannel.NAME));
    }

    /** The pause has passed. */
    void endPause() {
        jdbi.useHandle(handle -> handle.execute("update channel set paused_until = now() where paused_until > now()"));
        engine().wake(List.of(AmoChannel.NAME));
    }

    void wantUpkeep() {
        engine().wantUpkeep(AmoChannel.NAME);
    }

    void awaitDone(int deliveries) {
        await().atMost(Duration.ofSeconds(15)).until(() -> {
            hurry();
            return number("select count(*) from delivery_done") == deliveries;
        });
    }

    /** {@code code: reason} of the channel's pause, empty while it has none. */
    String pause() {
        return texts(
                        "select pause_code || ': ' || pause_reason from channel where name = 'amocrm' and paused_until > now()")
                .stream()
                .findFirst()
                .orElse("");
    }

    String awaitPause(String code) {
        await().atMost(Duration.ofSeconds(15)).until(() -> pause().startsWith(code + ": "));
        return pause();
    }

    /** Minutes that the pause still lasts, rounded up. */
    long pauseMinutes() {
        return number("select ceil(extract(epoch from paused_until - now()) / 60)::bigint from channel");
    }

    /** {@code key status attempts} of the live ones. */
    List<String> live() {
        return texts("""
                select key || ' ' || (payload::jsonb ->> 'status') || ' ' || attempts from delivery
                where dead_at is null order by id""");
    }

    /** {@code key: reason} of the dead letters. */
    List<String> dead() {
        return texts("select key || ': ' || last_error from delivery where dead_at is not null order by key, id");
    }

    /** {@code key outcome} of the finished ones. */
    List<String> done() {
        return texts("select key || ' ' || outcome from delivery_done order by id");
    }

    List<String> findings() {
        return new Findings(jdbi).read();
    }

    List<String> texts(String query) {
        return jdbi.withHandle(
                handle -> handle.select(query).mapTo(String.class).list());
    }

    long number(String query) {
        return jdbi.withHandle(handle -> handle.select(query).mapTo(Long.class).one());
    }

    @Override
    public void close() {
        stop();
        database.close();
    }
}
