package dev.mosty.testbed.amocrm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeadReadsTest {
    private final AmoCrmSimulator simulator = AmoCrmSimulator.start(SimulatorOptions.inMemory());
    private final Caller caller = new Caller(simulator);

    LeadReadsTest() {
        simulator.knobs().rate = 10_000;
    }

    @AfterEach
    void stop() {
        caller.close();
        simulator.close();
    }

    @Test
    void theSearchFindsPartsOfNamesAndOfFieldValuesInAnyCase() {
        assertThat(search("query", "СОКОЛОВ")).containsExactly(23392663L);
        assertThat(search("query", "20000")).containsExactly(23392671L);
        assertThat(search("query", "бр")).hasSize(3);
        assertThat(search("query", "такого нет")).isEmpty();
    }

    @Test
    void theSearchFollowsAWriteAndIsNoExactMatch() {
        caller.post("/api/v4/leads", "[{\"name\":\"ID_2333\"},{\"name\":\"ID_233\"}]");
        assertThat(search("query", "ID_233")).hasSize(2);
        assertThat(search("filter[name]", "ID_233")).hasSize(1);
        caller.write(11642589, 1365121, "[{\"value\":\"ID_2333\"}]");
        assertThat(search("query", "ID_2333")).contains(11642589L).hasSize(2);
    }

    @Test
    void anEmptyPageAndAnUnknownLeadAreNoContent() {
        assertThat(caller.get("/api/v4/leads?page=2").status()).isEqualTo(204);
        assertThat(caller.get("/api/v4/leads/77").status()).isEqualTo(204);
        assertThat(caller.get("/api/v4/leads/custom_fields?page=2").status()).isEqualTo(204);
    }

    @Test
    void nextLeadsThroughAllPagesOfASearch() {
        simulator.leads().createRange(1, 600);
        List<Long> seen = new ArrayList<>();
        String next =
                "/api/v4/leads?limit=250&order[id]=desc&query=" + URLEncoder.encode("сделка", StandardCharsets.UTF_8);
        while (!next.isEmpty()) {
            Caller.Answer page = caller.get(next.replace("[", "%5B").replace("]", "%5D"));
            page.at("/_embedded/leads").forEach(lead -> seen.add(lead.path("id").asLong()));
            next = page.at("/_links/next/href").asText().replace(simulator.baseUrl(), "");
        }
        assertThat(seen).hasSize(600).startsWith(600L).endsWith(1L);
    }

    @Test
    void aLimitAboveTheMostAndAnUnknownFilterAreRefused() {
        assertThat(caller.get("/api/v4/leads?limit=251").status()).isEqualTo(400);
        assertThat(caller.get("/api/v4/leads?filter%5Bcolour%5D=red").status()).isEqualTo(400);
    }

    @Test
    void aLeadShowsItsFieldsWithTheirTypes() {
        JsonNode fields = caller.get("/api/v4/leads/23392663").at("/custom_fields_values");
        assertThat(fields.toString())
                .isEqualTo("[{\"field_id\":1304801,\"field_name\":\"Источник обращения\",\"field_code\":null,"
                        + "\"field_type\":\"select\",\"values\":[{\"value\":\"Сайт\",\"enum_id\":984001,"
                        + "\"enum_code\":\"site\"}]}]");
        assertThat(caller.get("/api/v4/leads/11642589")
                        .at("/custom_fields_values")
                        .isNull())
                .isTrue();
    }

    @Test
    void theCustomFieldsOfTheClinicAreThereWithTheirTypes() {
        JsonNode fields = caller.get("/api/v4/leads/custom_fields?limit=250").at("/_embedded/custom_fields");
        assertThat(type(fields, 1287599)).isEqualTo("date_time");
        assertThat(type(fields, 1305167)).isEqualTo("numeric");
        assertThat(type(fields, 1208395)).isEqualTo("birthday");
        assertThat(type(fields, 1363929)).isEqualTo("textarea");
        assertThat(fields).hasSize(18);
    }

    @Test
    void aFieldCanBeMadeAndFilled() {
        long id = caller.post("/api/v4/leads/custom_fields", "[{\"name\":\"Палата\",\"type\":\"numeric\"}]")
                .at("/_embedded/custom_fields/0/id")
                .asLong();
        assertThat(caller.write(11642589, id, "[{\"value\":12}]").status()).isEqualTo(200);
        assertThat(caller.post("/api/v4/leads/custom_fields", "[{\"name\":\"x\",\"type\":\"colour\"}]")
                        .error(0))
                .isEqualTo("NotSupportedChoice type");
    }

    @Test
    void bothPipelinesHaveTheirStatuses() {
        JsonNode pipelines = caller.get("/api/v4/leads/pipelines").at("/_embedded/pipelines");
        assertThat(pipelines)
                .extracting(pipeline -> pipeline.path("id").asLong())
                .containsExactly(10156066L, 10164486L);
        assertThat(pipelines.at("/1/_embedded/statuses"))
                .extracting(status -> status.path("id").asLong())
                .containsExactly(80512646L, 80512650L, 80512654L, 80512658L, 142L, 143L);
    }

    @Test
    void anUnknownPathAndAWrongMethodAreProblems() {
        Caller.Answer unknown = caller.get("/api/v4/contacts");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.type()).isEqualTo("application/problem+json");
        Caller.Answer wrong = caller.send("DELETE", "/api/v4/leads", "");
        assertThat(wrong.status()).isEqualTo(405);
        assertThat(wrong.type()).isEqualTo("application/problem+json");
    }

    private List<Long> search(String key, String text) {
        String query =
                URLEncoder.encode(key, StandardCharsets.UTF_8) + "=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
        List<Long> found = new ArrayList<>();
        caller.get("/api/v4/leads?" + query)
                .at("/_embedded/leads")
                .forEach(lead -> found.add(lead.path("id").asLong()));
        return found;
    }

    private static String type(JsonNode fields, long id) {
        for (JsonNode field : fields) {
            if (field.path("id").asLong() == id) {
                return field.path("type").asText();
            }
        }
        return "";
    }
}
