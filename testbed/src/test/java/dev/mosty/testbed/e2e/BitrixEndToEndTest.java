package dev.mosty.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.testbed.bitrix.BitrixOptions;
import dev.mosty.testbed.bitrix.BitrixSimulator;
import dev.mosty.testbed.simulation.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** From 1C's post to the simulated portal, through a kill and lost answers, with the real jar and a durable database. */
class BitrixEndToEndTest {
    private static final String TOKEN = "token-of-the-test";
    private static final DurablePostgres POSTGRES = new DurablePostgres();
    private static int databases;

    private final String url = POSTGRES.create("bitrix_" + databases++);

    @AutoClose
    private final BitrixSimulator portal = BitrixSimulator.start(BitrixOptions.inMemory());

    @AutoClose
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterAll
    static void stop() {
        POSTGRES.close();
    }

    /** With a short time after which a request is surely over, so that the test need not wait for a minute. */
    private ServiceProcess service() {
        return ServiceProcess.start(
                "bitrix-sync",
                Map.of(
                        "DB_URL",
                        url,
                        "BITRIX_PORTAL",
                        portal.url(),
                        "BITRIX_WEBHOOK",
                        portal.webhook(),
                        "BITRIX_SYNC_TOKEN",
                        TOKEN,
                        "BITRIX_TIMEOUT",
                        "5s"));
    }

    private static JsonNode json(String text) {
        return Json.read(text).orElseThrow(() -> new AssertionError(text));
    }

    private JsonNode post(ServiceProcess service, String query, String body) {
        return json(service.send(service.request("/v1/entities" + query)
                        .header("Authorization", "Bearer " + TOKEN)
                        .POST(BodyPublishers.ofString(body.replace('\'', '"'))))
                .body());
    }

    private JsonNode run(ServiceProcess service, String run) {
        return json(service.send(service.request("/v1/runs/" + run)
                        .header("Authorization", "Bearer " + TOKEN)
                        .GET())
                .body());
    }

    private JsonNode portal(String method, String path, String body) throws IOException, InterruptedException {
        return json(http.send(
                        HttpRequest.newBuilder(URI.create(portal.url() + path))
                                .method(method, BodyPublishers.ofString(body.replace('\'', '"')))
                                .build(),
                        BodyHandlers.ofString())
                .body());
    }

    private static String contacts(int count) {
        List<String> contacts = new ArrayList<>();
        IntStream.range(0, count)
                .forEach(i -> contacts.add("{'entity':'contact','originId':'c-" + i + "','fields':{'NAME':'Имя " + i
                        + "','PHONE':['+7999" + (1_000_000 + i) + "']}}"));
        return "[" + String.join(",", contacts) + "]";
    }

    @Test
    void aDealWithAllThatBelongsToItArrivesOnceHoweverOftenItIsSent() throws Exception {
        var all = """
                [{'entity':'deal','originId':'D','fields':{'TITLE':'Сделка','STAGE_ID':'NEW'},
                  'refs':{'COMPANY_ID':{'entity':'company','originId':'F'},
                          'CONTACT_IDS':[{'entity':'contact','originId':'C'}]},
                  'rows':[{'product':{'originId':'P'},'PRICE':40,'QUANTITY':3,'SUM':100}]},
                 {'entity':'product','originId':'P','fields':{'NAME':'Анализ','PRICE':'12,50','CURRENCY_ID':'руб.'},
                  'refs':{'SECTION_ID':{'entity':'productsection','originId':'S'}}},
                 {'entity':'productsection','originId':'S','fields':{'NAME':'Анализы'}},
                 {'entity':'contact','originId':'C','fields':{'NAME':'Анна','PHONE':['+7 999 123-45-67']}},
                 {'entity':'company','originId':'F','fields':{'TITLE':'Ромашка'}}]""";
        try (var service = service()) {
            var first = post(service, "?wait=60s", all);
            var second = post(service, "?wait=60s", all);

            assertThat(first.path("ok").asInt()).as(first.toString()).isEqualTo(5);
            assertThat(second.path("results")).isEqualTo(first.path("results"));
        }
        var deals = portal("GET", "/sim/items/deal?originId=D", "");
        assertThat(deals).hasSize(1);
        assertThat(deals.get(0).path("OPPORTUNITY").asText()).isEqualTo("100.00");
        var product = portal("GET", "/sim/items/product?originId=P", "");
        assertThat(product.get(0).path("PRICE").asText()).isEqualTo("12.50");
        assertThat(portal("GET", "/sim/items/contact?originId=C", "").get(0).path("PHONE"))
                .hasSize(1);
    }

    @Test
    void aKilledServiceCreatesNothingTwice() throws Exception {
        String run;
        try (var service = service()) {
            run = post(service, "", contacts(400)).path("run").asText();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> !portal("GET", "/sim/items/contact?originId=c-0", "")
                            .isEmpty());
            service.kill();
        }
        try (var service = service()) {
            await().atMost(Duration.ofSeconds(90))
                    .until(() -> run(service, run).path("state").asText().equals("done"));
            assertThat(run(service, run).path("ok").asInt()).isEqualTo(400);
        }
        assertThat(writes("contact", "added")).isEqualTo(400);
    }

    /** The gateway gives up at once while PHP goes on for a while: a search in between finds nothing. */
    @Test
    void aCreateThatGoesOnAfterItsAnswerIsNotRepeated() throws Exception {
        try (var service = service()) {
            // A picture goes by itself, so the fault can be told to hit the create and not the search.
            var faults = portal(
                    "POST",
                    "/sim/faults",
                    "{'times':1,'path':'/crm.product.add','effect':'answer-then-apply','status':504,'afterMillis':2500}");
            assertThat(faults).as(faults.toString()).hasSize(1);

            var run = post(service, "?wait=60s", """
                    {'entity':'product','originId':'P','fields':{'NAME':'Анализ',
                     'PREVIEW_PICTURE':{'fileData':['a.png','aGVsbG8=']}}}""");

            assertThat(run.path("ok").asInt()).as(run.toString()).isEqualTo(1);
        }
        assertThat(writes("product", "added")).isEqualTo(1);
    }

    private int writes(String kind, String what) throws Exception {
        return portal("GET", "/sim/stats", "")
                .path("writes")
                .path(kind)
                .path(what)
                .asInt();
    }
}
