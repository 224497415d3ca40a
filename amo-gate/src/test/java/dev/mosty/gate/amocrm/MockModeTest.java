package dev.mosty.gate.amocrm;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static dev.mosty.gate.amocrm.FakeAmo.creations;
import static dev.mosty.gate.amocrm.FakeAmo.json;
import static dev.mosty.gate.amocrm.FakeAmo.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.http.Fault;
import dev.mosty.delivery.Item;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A test domain: lead 233 of RDESK is the lead named exactly ID_233 of the connected account. */
class MockModeTest {
    @AutoClose
    private static final FakeAmo AMO = new FakeAmo();

    @AutoClose
    private final Gate gate = new Gate(AMO).with("mock.lead-id", "true");

    @BeforeEach
    void everythingGoesWell() {
        AMO.goWell();
    }

    @Test
    void theLeadOfExactlyThatNameIsFoundAmongOthersOverSeveralPages() {
        AMO.found("ID_233", 1, 250, id -> id % 2 == 0 ? "ID_2333" : "xID_233");
        AMO.found("ID_233", 2, 3, id -> "ID_233");
        gate.start().post(233, "waiting");
        gate.awaitDone(1);

        assertThat(AMO.patchedIds()).containsExactly(List.of(2_001L));
        assertThat(AMO.bodies("POST", "/api/v4/leads")).isEmpty();
    }

    @Test
    void aMissingLeadIsMadeInTheFunnelsPipelineAndThePairingIsRemembered() {
        gate.with("mock.pipeline-booked-id", "10156066")
                .with("mock.pipeline-booked-status-id", "80453094")
                .with("mock.pipeline-mc-id", "10164486")
                .start();
        gate.post(Gate.booked(233, "waiting"), Item.of(AmoChannel.NAME, "234", "MC", "{\"id\":7}", null));
        gate.awaitDone(2);
        gate.start().post(233, "checkin");
        gate.awaitDone(3);

        assertThat(AMO.bodies("POST", "/api/v4/leads"))
                .containsExactly(
                        "[{\"name\":\"ID_233\",\"request_id\":\"233\",\"pipeline_id\":10156066,"
                                + "\"status_id\":80453094},{\"name\":\"ID_234\",\"request_id\":\"234\",\"pipeline_id\":10164486}]");
        assertThat(AMO.patchedIds()).containsExactly(List.of(9_001L, 9_002L), List.of(9_001L));
        assertThat(AMO.urls("GET", "/api/v4/leads?query")).hasSize(2);
        assertThat(gate.texts("select account || ' ' || lead_id || ' ' || remote_id from mock_lead order by lead_id"))
                .containsExactly(AMO.url() + " 233 9001", AMO.url() + " 234 9002");
    }

    @Test
    void aLeadWhoseCreationHadNoAnswerIsLookedForBeforeItIsMadeAgain() {
        gate.start();
        AMO.answerNext(creations(), json(200, "").withFault(Fault.CONNECTION_RESET_BY_PEER));
        gate.post(233, "waiting");
        await().until(() -> AMO.bodies("POST", "/api/v4/leads").size() == 1);
        AMO.found("ID_233", 1, 1, id -> "ID_233");
        await().until(() -> gate.number("select attempts from delivery") == 1);
        gate.hurry();
        gate.awaitDone(1);

        assertThat(AMO.bodies("POST", "/api/v4/leads")).hasSize(1);
        assertThat(AMO.patchedIds()).containsExactly(List.of(1_001L));
    }

    @Test
    void oneOfSeveralLeadsOfThatNameIsTheOldest() {
        AMO.found("ID_233", 1, 3, id -> "ID_233");
        gate.start().post(233, "waiting");
        gate.awaitDone(1);

        assertThat(AMO.patchedIds()).containsExactly(List.of(1_001L));
    }

    @Test
    void aWrongPipelineIsSaidAndNothingIsLost() {
        gate.with("mock.pipeline-booked-id", "1").start();
        AMO.answer(creations(), json(400, "{\"detail\":\"Pipeline not found\"}"));
        gate.post(233, "waiting");

        assertThat(gate.awaitPause("refused")).isEqualTo("refused: amoCRM answered 400: Pipeline not found");
        assertThat(gate.live()).containsExactly("233 waiting 0");
    }

    @Test
    void tooManyRequestsEndTheSearching() {
        gate.start();
        await().until(() -> AMO.urls("GET", "/api/v4/leads/custom_fields").size() == 1);
        AMO.answer(get(urlPathEqualTo("/api/v4/leads")).withQueryParam("limit", equalTo("250")), page(429));
        gate.postLeads(20);
        gate.awaitPause("too-many-requests");

        assertThat(AMO.urls("GET", "/api/v4/leads?query")).hasSize(1);
        assertThat(gate.live()).hasSize(20);
    }
}
