package dev.mosty.gate.webhook;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.mosty.access.AddressList;
import dev.mosty.delivery.Acceptance;
import dev.mosty.delivery.DeliveryEngine;
import dev.mosty.delivery.Item;
import dev.mosty.delivery.Sessions;
import dev.mosty.gate.amocrm.Fingerprint;
import dev.mosty.testsupport.Database;
import dev.mosty.web.Outbound;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events on their way to a target, on the real engine and database. */
class TargetChannelTest {
    private static final String ACCOUNT = "https://clinic.amocrm.ru";
    private static final String BODY = "{\"event\":\"update\",\"lead\":{\"id\":7}}";
    private static final WireMockServer SERVER = new WireMockServer(options().dynamicPort());
    private static final Outbound OUTBOUND = new Outbound(Vertx.vertx());

    @AutoClose
    private final Database database = Database.migrated();

    private final Jdbi jdbi = database.jdbi();
    private final DeliveryEngine engine = new DeliveryEngine(
            jdbi, new Sessions(database.url(), database.user(), ""), new SimpleMeterRegistry(), "test");

    @BeforeEach
    void aTargetThatTakesEverything() {
        if (!SERVER.isRunning()) {
            SERVER.start();
        }
        SERVER.resetAll();
        SERVER.stubFor(
                post(urlEqualTo("/hook")).atPriority(9).willReturn(aResponse().withStatus(204)));
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @Test
    void theReceiverCanVerifyTheSignature() throws GeneralSecurityException {
        var target = open("127.0.0.0/8");
        event(target, "7", 0, "{}");
        awaitDone(1);

        var request = received().getFirst();
        assertThat(request.getBodyAsString()).isEqualTo(BODY);
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("s3cret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        assertThat(request.getHeader("X-Mosty-Signature"))
                .isEqualTo("sha256=" + HexFormat.of().formatHex(mac.doFinal(request.getBody())));
        assertThat(request.getHeader("X-Mosty-Event-Id")).isEqualTo(target.channel() + "/1");
        assertThat(request.getHeader("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void aPrivateTargetIsRefusedUnlessItIsAllowed() {
        event(open("10.0.0.0/8"), "7", 0, "{}");

        await().until(() -> text("select coalesce(max(pause_code || ': ' || pause_reason), '') from channel")
                .equals("unreachable: the address of localhost is not allowed"));
        assertThat(received()).isEmpty();
        assertThat(number("select count(*) from delivery where dead_at is null and attempts = 0"))
                .isEqualTo(1);
    }

    @Test
    void anEchoOfOurOwnWriteIsNotForwardedAndAManagersEditIs() {
        var target = open("127.0.0.0/8");
        written("7", "checkin", true);
        event(target, "7", 1_700_000_000, "{\"10\":\"checkin\"}");
        event(target, "7", 1_700_000_001, "{\"10\":\"checkin\",\"11\":\"by hand\"}");
        awaitDone(2);

        assertThat(received()).hasSize(1);
        assertThat(text("select note from delivery_done order by id limit 1")).isEqualTo("an echo of our own write");
    }

    @Test
    void anEventThatComesBeforeOurWriteIsConfirmedWaitsForIt() {
        var target = open("127.0.0.0/8");
        written("7", "checkin", false);
        jdbi.useHandle(handle -> handle.execute("update lead_state set writes = '[]'"));
        event(target, "7", 1_700_000_000, "{\"10\":\"checkin\"}");
        await().until(() -> text("select coalesce(max(last_error), '') from delivery")
                .equals("is it an echo? our write is under way"));
        written("7", "checkin", true);
        awaitDone(1);

        assertThat(received()).isEmpty();
    }

    @Test
    void anEventIsForwardedInTheEndThoughOurWriteIsNeverConfirmed() {
        var target = open("127.0.0.0/8");
        written("7", "checkin", false);
        jdbi.useHandle(handle -> handle.execute("update lead_state set writes = '[]'"));
        event(target, "7", 1_700_000_000, "{\"10\":\"checkin\"}");
        await().until(() -> text("select coalesce(max(last_error), '') from delivery")
                .equals("is it an echo? our write is under way"));
        jdbi.useHandle(handle -> handle.execute("update delivery set accepted_at = now() - interval '1 minute'"));
        awaitDone(1);

        assertThat(received()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 429, 408, 302})
    void whatTheTargetCannotTakeNowComesAgain(int status) {
        answerOnce(aResponse().withStatus(status));
        event(open("127.0.0.0/8"), "7", 0, "{}");
        awaitDone(1);

        assertThat(received()).hasSize(2);
        assertThat(received().stream()
                        .map(request -> request.getHeader("X-Mosty-Event-Id"))
                        .distinct())
                .hasSize(1);
    }

    @Test
    void afterABrokenConnectionTheEventComesAgain() {
        answerOnce(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
        event(open("127.0.0.0/8"), "7", 0, "{}");
        awaitDone(1);

        assertThat(received()).hasSize(2);
    }

    @Test
    void whatTheTargetRefusesIsDead() {
        answerOnce(aResponse().withStatus(422));
        event(open("127.0.0.0/8"), "7", 0, "{}");

        await().until(() -> number("select count(*) from delivery where dead_at is not null") == 1);
        assertThat(text("select last_error from delivery")).isEqualTo("the target answered 422");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void aTargetThatDoesNotKnowUsRestsItsChannel(int status) {
        answerOnce(aResponse().withStatus(status));
        event(open("127.0.0.0/8"), "7", 0, "{}");

        await().until(() ->
                text("select coalesce(max(pause_code), '') from channel").equals("forbidden"));
        assertThat(number("select count(*) from delivery where dead_at is null"))
                .isEqualTo(1);
    }

    private static void answerOnce(ResponseDefinitionBuilder reply) {
        SERVER.stubFor(post(urlEqualTo("/hook"))
                .atPriority(1)
                .inScenario("once")
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("over")
                .willReturn(reply));
    }

    private Target open(String allowed) {
        var target = Target.parse(
                        "[{\"url\":\"http://localhost:%d/hook\",\"secret\":\"s3cret\"}]".formatted(SERVER.port()))
                .getFirst();
        engine.open(new TargetChannel(
                target, OUTBOUND, Optional.of(ACCOUNT), AddressList.parse("TARGETS_ALLOW_PRIVATE", allowed)));
        return target;
    }

    private void event(Target target, String lead, long modified, String values) {
        var payload = "{\"modified\":%d,\"values\":%s,\"body\":%s}".formatted(modified, values, BODY);
        jdbi.useTransaction(
                tx -> Acceptance.accept(tx, List.of(Item.of(target.channel(), lead, "update", payload, null))));
        engine.wake(List.of(target.channel()));
    }

    /** What the gate knows of its own write to the lead. */
    private void written(String lead, String status, boolean confirmed) {
        var print = Fingerprint.couldBe(status).iterator().next();
        jdbi.useHandle(handle -> handle.execute(
                "insert into lead_state (key, target, fields, writes) values (?, ?, ?::jsonb, '[1700000000]')"
                        + " on conflict (key) do update set fields = excluded.fields, writes = excluded.writes",
                lead,
                ACCOUNT + "#" + lead,
                "{\"booked_status\":{\"h\":\"%s\",\"d\":1,\"t\":10,\"w\":%s}}".formatted(print, confirmed)));
    }

    private void awaitDone(int count) {
        await().atMost(Duration.ofSeconds(15)).until(() -> {
            jdbi.useHandle(handle -> handle.execute("update delivery_lane set due_at = now() - interval '1 s'"));
            engine.wake(List.of(text("select name from channel")));
            return number("select count(*) from delivery_done") == count;
        });
    }

    private static List<LoggedRequest> received() {
        return SERVER.findAll(anyRequestedFor(urlEqualTo("/hook")));
    }

    private String text(String query) {
        return jdbi.withHandle(
                handle -> handle.select(query).mapTo(String.class).one());
    }

    private long number(String query) {
        return jdbi.withHandle(handle -> handle.select(query).mapTo(Long.class).one());
    }
}
