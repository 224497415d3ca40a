package dev.mosty.testbed.bitrix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlTest extends PortalTest {

    @Test
    void aPersonsEditIsNoWriteOfTheProgram() {
        JsonNode edited = program.control(
                "PATCH", "/sim/items/deal/1", "{'fields':{'TITLE':'По телефону'},'rows':[{'PRICE':10,'QUANTITY':3}]}");
        assertThat(edited.path("TITLE").asText()).isEqualTo("По телефону");
        assertThat(edited.path("OPPORTUNITY").asText()).isEqualTo("30.00");
        assertThat(program.got("deal", 1).path("MODIFY_BY_ID").asText()).isEqualTo("7");
        assertThat(program.control("GET", "/sim/stats", "").at("/writes/deal").isMissingNode())
                .isTrue();
        JsonNode added = program.control("POST", "/sim/items/contact", "{'fields':{'NAME':'Зина'}}");
        assertThat(added.path("ID").asText()).isEqualTo("2");
        assertThat(program.control("DELETE", "/sim/items/contact/2", "")
                        .path("status")
                        .asText())
                .isEqualTo("ok");
        assertThat(program.control("GET", "/sim/items/contact/2", "")
                        .path("error")
                        .asText())
                .isEqualTo("There is no such item");
    }

    @Test
    void seededItemsHaveIdentifiersThatCanBeToldBeforehand() {
        JsonNode seeded = program.control("POST", "/sim/seed", "{'kind':'contact','count':1000}");
        assertThat(seeded.path("firstOriginId").asText()).isEqualTo("00000000-0000-4000-8000-000000000001");
        JsonNode one = program.control("GET", "/sim/items/contact?originId=00000000-0000-4000-8000-000000000042", "");
        assertThat(one.at("/0/NAME").asText()).isEqualTo("contact 42");
        assertThat(one).hasSize(1);
    }

    @Test
    void writesAreCountedByKindAndThoseThatChangedNothingToo() {
        long id = program.added("contact", "{'NAME':'a'}");
        program.call("crm.contact.update", "{'id':" + id + ",'fields':{'NAME':'b'}}");
        program.call("crm.contact.update", "{'id':" + id + ",'fields':{'NAME':'b'}}");
        assertThat(program.control("GET", "/sim/stats", "").at("/writes/contact"))
                .hasToString("{\"added\":1,\"updated\":2,\"deleted\":0,\"rows\":0,\"links\":0,\"idle\":1}");
        JsonNode writes = program.control("GET", "/sim/writes?after=0", "");
        JsonNode last = writes.get(writes.size() - 1);
        assertThat(last.path("fields")).hasToString("{\"NAME\":\"b\"}");
        assertThat(last.path("by").asText()).isEqualTo("REST");
        program.control("DELETE", "/sim/stats", "");
        assertThat(program.control("GET", "/sim/stats", "").path("total").asLong())
                .isZero();
    }

    @Test
    void theLatestCallsAreShownWithoutTheWebhook() {
        program.batch(false, "a", "profile", "b", "crm.contact.get?id=999");
        JsonNode call = program.control("GET", "/sim/calls", "").get(0);
        assertThat(call.path("method").asText()).isEqualTo("batch");
        assertThat(call.path("commands")).hasToString("{\"profile\":1,\"crm.contact.get\":1}");
        assertThat(call.path("refused").asInt()).isEqualTo(1);
        assertThat(program.control("GET", "/sim/calls", "").toString()).doesNotContain("simulatedwebhook");
        assertThat(BitrixOptions.inMemory().toString()).doesNotContain("simulatedwebhook");
    }

    @Test
    void aWrongKnobIsRefusedWithASentence() {
        assertThat(program.control("PATCH", "/sim/knobs", "{'speed':1}")
                        .path("error")
                        .asText())
                .isEqualTo("There is no knob speed");
        assertThat(program.control("PATCH", "/sim/knobs", "{'timeScale':0}")
                        .path("error")
                        .asText())
                .isEqualTo("rate, burst, timeScale and requestSeconds must be positive");
        assertThat(program.control("POST", "/sim/seed", "{'kind':'person'}")
                        .path("error")
                        .asText())
                .isEqualTo("There is no kind person");
    }

    @Test
    void mendingForgetsFaultsAndRefusalsAndPutsEveryKnobBack() {
        program.knobs("{'burst':1,'closed':'OVERLOAD_LIMIT'}");
        program.control("POST", "/sim/faults", "{'effect':'reset'}");
        program.control("POST", "/sim/refusals", "{'method':'profile'}");
        program.control("DELETE", "/sim/faults", "");
        assertThat(program.get("profile").status()).isEqualTo(200);
        assertThat(program.control("GET", "/sim/knobs", "").path("burst").asInt())
                .isEqualTo(50);
    }

    @Test
    void thePortalOutlivesARestart(@TempDir Path directory) {
        BitrixOptions options = BitrixOptions.inMemory().keptIn(directory.resolve("portal.json"));
        long deal;
        try (BitrixSimulator first = BitrixSimulator.start(options);
                Program caller = new Program(first)) {
            deal = caller.added("deal", "{'TITLE':'a','ORIGIN_ID':'g','CONTACT_IDS':[1]}");
            caller.call("crm.deal.productrows.set", "{'id':" + deal + ",'rows':[{'PRICE':5}]}");
            caller.call("crm.contact.update", "{'id':1,'fields':{'PHONE':[{'VALUE':'2'}]}}");
        }
        try (BitrixSimulator again = BitrixSimulator.start(options);
                Program caller = new Program(again)) {
            assertThat(caller.call("crm.deal.list", "{'filter':{'ORIGIN_ID':'g'}}")
                            .result()
                            .at("/0/ID")
                            .asLong())
                    .isEqualTo(deal);
            assertThat(caller.got("deal", deal).path("OPPORTUNITY").asText()).isEqualTo("5.00");
            assertThat(caller.got("contact", 1).path("PHONE")).hasSize(2);
            assertThat(caller.added("deal", "{'TITLE':'b'}")).isEqualTo(deal + 1);
        }
    }
}
