package dev.mosty.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
    private static final DurablePostgres POSTGRES = new DurablePostgres();

    @AutoClose
    private final BitrixStand stand = new BitrixStand(POSTGRES);

    @AfterAll
    static void stop() {
        POSTGRES.close();
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
        try (var service = stand.service(Map.of())) {
            var first = stand.post(service, "?wait=60s", all);
            var second = stand.post(service, "?wait=60s", all);

            assertThat(first.path("ok").asInt()).as(first.toString()).isEqualTo(5);
            assertThat(second.path("results")).isEqualTo(first.path("results"));
        }
        var deals = stand.items("deal", "D");
        assertThat(deals).hasSize(1);
        assertThat(deals.get(0).path("OPPORTUNITY").asText()).isEqualTo("100.00");
        var product = stand.items("product", "P");
        assertThat(product.get(0).path("PRICE").asText()).isEqualTo("12.50");
        assertThat(stand.items("contact", "C").get(0).path("PHONE")).hasSize(1);
    }

    @Test
    void aKilledServiceCreatesNothingTwice() throws Exception {
        String run;
        try (var service = stand.service(Map.of())) {
            run = stand.post(service, "", contacts(400)).path("run").asText();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> !stand.items("contact", "c-0").isEmpty());
            service.kill();
        }
        try (var service = stand.service(Map.of())) {
            await().atMost(Duration.ofSeconds(90))
                    .until(() -> stand.run(service, run).path("state").asText().equals("done"));
            assertThat(stand.run(service, run).path("ok").asInt()).isEqualTo(400);
        }
        assertThat(stand.writes("contact", "added")).isEqualTo(400);
    }

    /** The gateway gives up at once while PHP goes on for a while: a search in between finds nothing. */
    @Test
    void aCreateThatGoesOnAfterItsAnswerIsNotRepeated() throws Exception {
        try (var service = stand.service(Map.of())) {
            // A picture goes by itself, so the fault can be told to hit the create and not the search.
            var faults = stand.portal(
                    "POST",
                    "/sim/faults",
                    "{'times':1,'path':'/crm.product.add','effect':'answer-then-apply','status':504,'afterMillis':2500}");
            assertThat(faults).as(faults.toString()).hasSize(1);

            var run = stand.post(service, "?wait=60s", """
                    {'entity':'product','originId':'P','fields':{'NAME':'Анализ',
                     'PREVIEW_PICTURE':{'fileData':['a.png','aGVsbG8=']}}}""");

            assertThat(run.path("ok").asInt()).as(run.toString()).isEqualTo(1);
        }
        assertThat(stand.writes("product", "added")).isEqualTo(1);
    }
}
