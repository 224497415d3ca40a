package dev.mosty.testbed.amocrm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosty.testbed.simulation.Fault;
import dev.mosty.testbed.simulation.FaultEffect;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ControlTest {
    private final AmoCrmSimulator simulator = AmoCrmSimulator.start(SimulatorOptions.inMemory());
    private final Caller caller = new Caller(simulator);

    @AfterEach
    void stop() {
        caller.close();
        simulator.close();
    }

    @Test
    void knobsAreTurnedByNameAndTheOthersStay() {
        Caller.Answer answer = caller.patch("/sim/knobs", "{\"latencyMillis\":15,\"banned\":true}");
        assertThat(answer.at("/latencyMillis").asLong()).isEqualTo(15);
        assertThat(simulator.knobs().banned).isTrue();
        assertThat(simulator.knobs().rate).isEqualTo(7);
    }

    @Test
    void aWrongKnobTurnsNothingAndSaysSo() {
        Caller.Answer answer = caller.patch("/sim/knobs", "{\"banned\":true,\"colour\":1}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).isEqualTo("{\"error\":\"There is no knob colour\"}");
        assertThat(caller.patch("/sim/knobs", "{\"banned\":true,\"rate\":0}").status())
                .isEqualTo(400);
        assertThat(simulator.knobs().banned).isFalse();
    }

    @Test
    void faultsAreAddedShownAndCleared() {
        caller.post(
                "/sim/faults",
                "{\"times\":2,\"method\":\"PATCH\",\"path\":\"/api/v4/leads\",\"effect\":\"answer\",\"status\":504,\"body\":\"html\"}");
        caller.post("/sim/faults", "{\"effect\":\"apply-then-hang\"}");
        assertThat(simulator.faults().waiting())
                .containsExactly(
                        Fault.next(2, new FaultEffect.Answer(504, FaultEffect.Body.HTML))
                                .on("PATCH", "/api/v4/leads"),
                        Fault.next(1, new FaultEffect.ApplyThenHang()));
        assertThat(caller.get("/sim/faults").at("/0/effect").asText()).isEqualTo("answer");
        simulator.knobs().banned = true;
        caller.send("DELETE", "/sim/faults", "");
        assertThat(simulator.faults().waiting()).isEmpty();
        assertThat(simulator.knobs().banned).isFalse();
        assertThat(caller.post("/sim/faults", "{\"effect\":\"explode\"}").status())
                .isEqualTo(400);
    }

    @Test
    void aCodeFromOutsideWorks() {
        String code = caller.post("/sim/oauth/code", "").at("/code").asText();
        assertThat(caller.token("authorization_code", "code", code).status()).isEqualTo(200);
    }

    @Test
    void aLeadIsShownWithNamesAndItsHistory() {
        caller.patch("/sim/leads/23392663", "{\"price\":5}");
        Caller.Answer answer = caller.get("/sim/leads/23392663");
        assertThat(answer.at("/lead/pipeline").asText()).isEqualTo("Бронирование");
        assertThat(answer.at("/lead/fields/0/name").asText()).isEqualTo("Источник обращения");
        assertThat(answer.at("/history/1/author").asText()).isEqualTo("MANAGER");
        assertThat(answer.at("/history/1/fields/0/after").asText()).isEqualTo("5");
        assertThat(caller.get("/sim/writes?after=5").at("/0/leadId").asLong()).isEqualTo(23392663);
        assertThat(caller.get("/sim/leads?limit=1").at("/leads/0/lead/id").asLong())
                .isEqualTo(23392663);
        assertThat(caller.get("/sim/leads/1").status()).isEqualTo(404);
    }

    @Test
    void aHundredThousandLeadsAreMadeAndSearchedThrough() {
        assertThat(caller.post("/sim/leads/range", "{\"from\":1,\"to\":100000}")
                        .at("/total")
                        .asInt())
                .isEqualTo(100_005);
        assertThat(caller.get("/api/v4/leads?query=99999")
                        .at("/_embedded/leads/0/id")
                        .asLong())
                .isEqualTo(99_999);
    }

    @Test
    void statisticsStartAnew() {
        caller.patch("/api/v4/leads", "[{\"id\":23392663,\"price\":5}]");
        Caller.Answer stats = caller.get("/sim/stats");
        assertThat(stats.at("/traffic/requests/PATCH ~1api~1v4~1leads").asInt()).isEqualTo(1);
        assertThat(stats.at("/traffic/patchedLeads").asInt()).isEqualTo(1);
        assertThat(stats.at("/traffic/bytesIn").asInt()).isEqualTo(27);
        caller.send("DELETE", "/sim/stats", "");
        assertThat(caller.get("/sim/stats").at("/meter/arrivals").asInt()).isZero();
    }

    @Test
    @Timeout(10)
    void thePageIsToldOfAWriteWhileItLooks() throws IOException {
        try (InputStream stream =
                        URI.create(simulator.baseUrl() + "/sim/events").toURL().openStream();
                BufferedReader events = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            assertThat(events.readLine()).isEqualTo("event: state");
            simulator.editAsManager(11642589, "{\"name\":\"<script>\"}");
            String line = events.readLine();
            while (line != null && !line.equals("event: leads")) {
                line = events.readLine();
            }
            assertThat(events.readLine()).contains("\"id\":11642589,\"name\":\"<script>\"");
        }
    }

    @Test
    void thePageIsRussianUnlessAskedOtherwise() {
        assertThat(caller.get("/").text()).contains("<html lang=\"ru\">", "<h1>Учебная amoCRM</h1>");
        assertThat(caller.get("/?lang=en").text()).contains("<html lang=\"en\">", "<h1>Practice amoCRM</h1>");
        assertThat(caller.get("/page.js").type()).isEqualTo("text/javascript; charset=utf-8");
        assertThat(caller.get("/page.css").type()).isEqualTo("text/css; charset=utf-8");
    }
}
