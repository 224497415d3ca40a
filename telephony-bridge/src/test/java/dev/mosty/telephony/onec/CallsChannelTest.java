package dev.mosty.telephony.onec;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.mosty.delivery.Acceptance;
import dev.mosty.delivery.DeliveryEngine;
import dev.mosty.delivery.Item;
import dev.mosty.delivery.Sessions;
import dev.mosty.testsupport.Database;
import dev.mosty.web.Outbound;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls on their way to 1C, on the real engine and database. */
class CallsChannelTest {
    private static final WireMockServer ONEC = new WireMockServer(options().dynamicPort());
    private static final Vertx VERTX = Vertx.vertx();
    private static final Outbound OUTBOUND = new Outbound(VERTX);

    @AutoClose
    private final Database database = Database.migrated();

    private final Jdbi jdbi = database.jdbi();
    private DeliveryEngine engine = engine();

    private DeliveryEngine engine() {
        return new DeliveryEngine(
                jdbi, new Sessions(database.url(), database.user(), ""), new SimpleMeterRegistry(), "test");
    }

    @BeforeEach
    void aOneCThatTakesEverything() {
        if (!ONEC.isRunning()) {
            ONEC.start();
        }
        ONEC.resetAll();
        ONEC.stubFor(post(urlEqualTo("/hs/calls"))
                .atPriority(9)
                .willReturn(aResponse().withStatus(200)));
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @AfterAll
    static void stop() {
        ONEC.stop();
        OUTBOUND.close();
        VERTX.close();
    }

    private void open() {
        var config = new TestConfig(Optional.of(URI.create(ONEC.baseUrl() + "/hs/calls")));
        var line = new OneCLine(OUTBOUND, config.url().orElseThrow(), Optional.empty(), Optional.empty());
        engine.open(new CallsChannel(config, line, Clock.systemUTC()));
    }

    private void accept(String callid, String... payloads) {
        var items = Arrays.stream(payloads)
                .map(payload -> Item.of(CallsChannel.NAME, callid, "event", "{\"n\":\"" + payload + "\"}", "r"))
                .toList();
        jdbi.useTransaction(tx -> Acceptance.accept(tx, items));
        engine.committed(items);
    }

    private static void answersOnce(String payload, ResponseDefinitionBuilder answer) {
        ONEC.stubFor(post(urlEqualTo("/hs/calls"))
                .withRequestBody(containing("\"" + payload + "\""))
                .inScenario(payload)
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("done")
                .willReturn(answer));
    }

    private static void answers(String payload, int status) {
        ONEC.stubFor(post(urlEqualTo("/hs/calls"))
                .withRequestBody(containing("\"" + payload + "\""))
                .willReturn(aResponse().withStatus(status)));
    }

    private static List<String> bodies() {
        return ONEC.findAll(anyRequestedFor(urlEqualTo("/hs/calls"))).stream()
                .map(LoggedRequest::getBodyAsString)
                .toList();
    }

    @Test
    void theTokenIsTheLastKeyAndComesOnlyWithTheRequest() {
        open();
        accept("1", "a");

        await().untilAsserted(() -> assertThat(bodies()).containsExactly("{\"n\":\"a\",\"crm_token\":\"token123\"}"));
        await().until(() -> number("select count(*) from delivery_done") == 1);
        assertThat(number("select count(*) from delivery_done where payload like '%token%'"))
                .isZero();
    }

    @Test
    void eventsOfACallStayInOrderWhileOneOfThemFails() {
        answersOnce("a", aResponse().withStatus(503));
        open();
        accept("1", "a", "b", "c");
        accept("2", "x");

        await().until(() -> number("select count(*) from delivery_done") == 4);
        assertThat(bodies().stream().filter(body -> !body.contains("\"x\"")).map(body -> body.substring(6, 7)))
                .containsExactly("a", "a", "b", "c");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 302})
    void whatIsNotAboutTheEventHoldsEverythingAndLosesNothing(int status) {
        answers("a", status);
        open();
        accept("1", "a");

        await().until(() -> number("select count(*) from channel where pause_by = 'outcome'") == 1);
        assertThat(number("select count(*) from delivery where dead_at is null and attempts = 0"))
                .isEqualTo(1);
    }

    @Test
    void onlyAnAnswerAboutTheEventKillsIt() {
        answers("a", 422);
        open();
        accept("1", "a", "b");

        await().until(() -> number("select count(*) from delivery_done") == 1);
        assertThat(number("select count(*) from delivery where dead_at is not null and last_error = '1C answered 422'"))
                .isEqualTo(1);
    }

    @Test
    void aDeadLetterThatIsSentAgainIsMarkedLate() {
        answersOnce("a", aResponse().withStatus(422));
        open();
        accept("1", "a");
        await().until(() -> number("select count(*) from delivery where dead_at is not null") == 1);
        long dead = jdbi.withHandle(handle ->
                handle.select("select id from delivery").mapTo(Long.class).one());

        engine.deadLetters().replay(CallsChannel.NAME, List.of(dead));

        await().until(() -> number("select count(*) from delivery_done") == 1);
        var requests = ONEC.findAll(anyRequestedFor(urlEqualTo("/hs/calls")));
        assertThat(requests.getFirst().containsHeader("Mosty-Replay")).isFalse();
        assertThat(requests.getLast().getHeader("Mosty-Replay")).isEqualTo("late");
        assertThat(requests.getLast().getBodyAsString())
                .isEqualTo(requests.getFirst().getBodyAsString());
    }

    @Test
    void whatWasAcceptedBeforeTheProcessDiedGoesOutAfterwards() {
        accept("1", "a", "b");
        engine.close();
        assertThat(bodies()).isEmpty();

        engine = engine();
        open();

        await().atMost(Duration.ofSeconds(40)).until(() -> number("select count(*) from delivery_done") == 2);
        assertThat(bodies()).hasSize(2);
    }

    private int number(String query) {
        return jdbi.withHandle(
                handle -> handle.select(query).mapTo(Integer.class).one());
    }
}
