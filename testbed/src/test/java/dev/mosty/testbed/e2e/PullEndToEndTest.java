package dev.mosty.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.testbed.onec.OneCOptions;
import dev.mosty.testbed.onec.OneCSimulator;
import dev.mosty.testbed.simulation.Fault;
import dev.mosty.testbed.simulation.FaultEffect;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** From 1C's register of changes to the simulated portal, with the real jar: once, whatever happens on the way. */
class PullEndToEndTest {
    private static final DurablePostgres POSTGRES = new DurablePostgres();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @AutoClose
    private final BitrixStand stand = new BitrixStand(POSTGRES);

    @AutoClose
    private final OneCSimulator oneC = OneCSimulator.start(OneCOptions.inMemory());

    @AutoClose
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterAll
    static void stop() {
        POSTGRES.close();
    }

    private ServiceProcess service(String page) {
        return stand.service(Map.of(
                "ONEC_CHANGES_URL",
                oneC.changesUrl(),
                "ONEC_CHANGES_USER",
                oneC.options().user(),
                "ONEC_CHANGES_PASSWORD",
                oneC.options().password(),
                "ONEC_CHANGES_EVERY",
                "1s",
                "ONEC_CHANGES_TIMEOUT",
                "2s",
                "ONEC_CHANGES_PAGE",
                page));
    }

    private void change(String objects) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(oneC.url() + "/sim/changes"))
                .POST(BodyPublishers.ofString(objects.replace('\'', '"')));
        assertThat(http.send(request.build(), BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);
    }

    private JsonNode register() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(oneC.url() + "/sim/changes"));
        return BitrixStand.json(
                http.send(request.build(), BodyHandlers.ofString()).body());
    }

    private static String contact(String guid) {
        return "{'entity':'contact','originId':'%s','fields':{'NAME':'Анна','PHONE':['+79990000001']}}".formatted(guid);
    }

    private void awaitContact(String guid) {
        await().atMost(PATIENCE).until(() -> register().path("registered").isEmpty());
        await().atMost(PATIENCE).until(() -> stand.items("contact", guid).size() == 1);
    }

    private void assertOnce() throws IOException, InterruptedException {
        assertThat(stand.writes("contact", "added")).isEqualTo(1);
        assertThat(stand.items("contact", "c").path(0).path("PHONE")).hasSize(1);
    }

    @Test
    void whatChangedArrivesLinkedThoughEachObjectHasAPageOfItsOwn() throws Exception {
        change("""
                [{'entity':'deal','originId':'d','fields':{'TITLE':'Обследование'},
                  'refs':{'CONTACT_IDS':[{'entity':'contact','originId':'c'}]},
                  'rows':[{'PRODUCT_NAME':'Приём','PRICE':1500,'QUANTITY':2}]},
                 %s]""".formatted(contact("c")));
        try (var service = service("1")) {
            awaitContact("c");
            await().atMost(PATIENCE).until(() -> stand.items("deal", "d").size() == 1);
            await().atMost(PATIENCE)
                    .until(() -> stand.items("deal", "d")
                            .path(0)
                            .path("OPPORTUNITY")
                            .asText()
                            .equals("3000.00"));
            var deal = stand.items("deal", "d").path(0);
            var contact = stand.items("contact", "c").path(0);
            assertThat(deal.path("CONTACT_IDS").path(0).asText())
                    .isEqualTo(contact.path("ID").asText());
            var confirming = register().path("runs").path(0).asText();
            // Written when the answer has come, which is after the portal has it.
            await().atMost(PATIENCE)
                    .until(() -> stand.run(service, confirming).path("ok").asInt() == 1);

            change(contact("c").replace("Анна", "Анна Петровна"));
            await().atMost(PATIENCE)
                    .until(() -> stand.items("contact", "c")
                            .path(0)
                            .path("NAME")
                            .asText()
                            .equals("Анна Петровна"));
        }
        assertOnce();
        assertThat(stand.number("select count(*) from bitrix_run where source = 'pull'"))
                .isEqualTo(3);
    }

    /** The page may be asked for but not here, here but not confirmed, or confirmed without bitrix-sync knowing it. */
    static Stream<Arguments> moments() {
        return Stream.of(
                Arguments.of("GET", new FaultEffect.ApplyThenHang()),
                Arguments.of("POST", new FaultEffect.Hang()),
                Arguments.of("POST", new FaultEffect.ApplyThenHang()));
    }

    @ParameterizedTest
    @MethodSource("moments")
    void aServiceThatIsKilledOnTheWayCreatesNothingTwice(String method, FaultEffect effect) throws Exception {
        oneC.faults().add(Fault.next(1, effect).on(method, OneCOptions.CHANGES_PATH));
        change(contact("c"));
        try (var service = service("500")) {
            await().atMost(PATIENCE).until(() -> oneC.faults().waiting().isEmpty());
            service.kill();
        }
        // As if the time had passed for which the killed one's turn is respected.
        stand.execute("update bitrix_pull set busy_until = '-infinity'");
        try (var service = service("500")) {
            awaitContact("c");
            change(contact("after"));
            awaitContact("after");
            assertThat(service.said()).doesNotContain("+7999");
        }
        assertThat(stand.writes("contact", "added")).isEqualTo(2);
        assertThat(stand.items("contact", "c").path(0).path("PHONE")).hasSize(1);
    }

    private static List<FaultEffect> troubles() {
        return List.of(
                new FaultEffect.Answer(500, FaultEffect.Body.TEXT),
                new FaultEffect.Answer(200, FaultEffect.Body.HTML),
                new FaultEffect.ApplyThenAnswer(500, FaultEffect.Body.HTML),
                new FaultEffect.Reset(),
                new FaultEffect.ApplyThenReset(),
                new FaultEffect.Drip(100),
                new FaultEffect.Endless());
    }

    /** All in one life of the service, since each start costs seconds. */
    @Test
    void whateverOneCAnswersForAWhileTheObjectArrivesOnce() throws Exception {
        try (var service = service("500")) {
            for (var effect : troubles()) {
                oneC.faults().add(Fault.next(1, effect).on("GET", OneCOptions.CHANGES_PATH));
                oneC.faults().add(Fault.next(1, effect).on("POST", OneCOptions.CHANGES_PATH));
                change(contact("c"));
                await().atMost(PATIENCE).until(() -> oneC.faults().waiting().isEmpty());
                awaitContact("c");
            }
            oneC.knobs().latencyMillis = 5_000;
            change(contact("c"));
            var asked = oneC.calls().reading().pages();
            await().atMost(PATIENCE).until(() -> oneC.calls().reading().pages() > asked + 1);
            oneC.knobs().reset();
            awaitContact("c");
            assertThat(service.said()).doesNotContain("Анна").doesNotContain("79990000001");
        }
        assertOnce();
    }
}
