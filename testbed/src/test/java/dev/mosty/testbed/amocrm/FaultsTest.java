package dev.mosty.testbed.amocrm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mosty.testbed.PlainHttp;
import dev.mosty.testbed.simulation.Fault;
import dev.mosty.testbed.simulation.FaultEffect;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultsTest {
    private static final String PRICE = "[{\"id\":23392663,\"price\":5}]";

    private final AmoCrmSimulator simulator = AmoCrmSimulator.start(SimulatorOptions.inMemory());
    private final Caller caller = new Caller(simulator);

    @AfterEach
    void stop() {
        caller.close();
        simulator.close();
    }

    @Test
    void faultsMeetTheirRequestsInOrderAndThenAreOver() {
        simulator.faults().next(1, new FaultEffect.Answer(500, FaultEffect.Body.HTML));
        simulator.faults().next(2, new FaultEffect.Answer(503, FaultEffect.Body.EMPTY));
        assertThat(caller.get("/api/v4/account").text()).contains("<h1>500 Internal Server Error</h1>");
        assertThat(caller.get("/api/v4/account").status()).isEqualTo(503);
        assertThat(caller.get("/api/v4/account").status()).isEqualTo(503);
        assertThat(caller.get("/api/v4/account").status()).isEqualTo(200);
        assertThat(simulator.faults().waiting()).isEmpty();
    }

    @Test
    void aFaultWaitsForTheMethodAndPathThatItNames() {
        simulator
                .faults()
                .add(Fault.next(1, new FaultEffect.Answer(504, FaultEffect.Body.PROBLEM))
                        .on("PATCH", "/api/v4/leads"));
        assertThat(caller.get("/api/v4/leads").status()).isEqualTo(200);
        assertThat(caller.patch("/api/v4/leads", PRICE).status()).isEqualTo(504);
        assertThat(price()).isEqualTo("0");
    }

    @Test
    void anAnswerCanBeLostAfterTheWrite() {
        simulator.faults().next(1, new FaultEffect.ApplyThenReset());
        assertThatThrownBy(() -> caller.patch("/api/v4/leads", PRICE)).hasCauseInstanceOf(IOException.class);
        assertThat(price()).isEqualTo("5");
    }

    @Test
    void aWriteCanBeAppliedBehindAGatewayTimeout() {
        simulator.faults().next(1, new FaultEffect.ApplyThenAnswer(504, FaultEffect.Body.HTML));
        assertThat(caller.patch("/api/v4/leads", PRICE).status()).isEqualTo(504);
        assertThat(price()).isEqualTo("5");
    }

    @Test
    void aResetConnectionAppliesNothing() {
        simulator.faults().next(1, new FaultEffect.Reset());
        assertThatThrownBy(() -> caller.patch("/api/v4/leads", PRICE)).hasCauseInstanceOf(IOException.class);
        assertThat(price()).isEqualTo("0");
    }

    @Test
    void aHangNeverAnswersAndApplyThenHangHasWritten() {
        simulator.faults().next(1, new FaultEffect.Hang());
        assertThatThrownBy(this::patchImpatiently).isInstanceOf(java.net.http.HttpTimeoutException.class);
        assertThat(price()).isEqualTo("0");
        simulator.faults().next(1, new FaultEffect.ApplyThenHang());
        assertThatThrownBy(this::patchImpatiently).isInstanceOf(java.net.http.HttpTimeoutException.class);
        assertThat(price()).isEqualTo("5");
    }

    @Test
    void aDrippingAnswerComesWholeInTheEnd() {
        simulator.faults().next(1, new FaultEffect.Drip(1));
        Caller.Answer answer = caller.patch("/api/v4/leads", PRICE);
        assertThat(answer.at("/_embedded/leads/0/id").asLong()).isEqualTo(23392663);
    }

    @Test
    void latencyDelaysTheAnswerNotTheWrite() {
        simulator.knobs().latencyMillis = 300;
        long start = System.nanoTime();
        caller.patch("/api/v4/leads", PRICE);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void theEighthRequestOfASecondIsRefusedWithoutSayingForHowLong() throws IOException, InterruptedException {
        for (int i = 0; i < 7; i++) {
            assertThat(caller.get("/api/v4/account").status()).isEqualTo(200);
        }
        try (HttpClient client = PlainHttp.client()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create(simulator.baseUrl() + "/api/v4/account"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.headers().firstValue("retry-after")).isEqualTo(Optional.empty());
        }
        assertThat(simulator.meter().reading().violations()).isEqualTo(1);
        assertThat(simulator.traffic().report().answers(429)).isEqualTo(1);
        assertThat(simulator.traffic().report().requests("GET /api/v4/account")).isEqualTo(8);
    }

    @Test
    void aRefusedRequestSpendsNoFault() {
        simulator.knobs().rate = 1;
        caller.get("/api/v4/account");
        simulator.faults().next(1, new FaultEffect.Reset());
        assertThat(caller.get("/api/v4/account").status()).isEqualTo(429);
        assertThat(simulator.faults().waiting()).hasSize(1);
    }

    @Test
    void hammeringOnEndsInTheBan() {
        simulator.knobs().rate = 1;
        simulator.knobs().banAfterViolations = 3;
        caller.get("/api/v4/account");
        assertThat(caller.get("/api/v4/account").status()).isEqualTo(429);
        assertThat(caller.get("/api/v4/account").status()).isEqualTo(429);
        Caller.Answer banned = caller.get("/api/v4/account");
        assertThat(banned.status()).isEqualTo(403);
        assertThat(banned.type()).startsWith("text/html");
    }

    @Test
    void aLapsedSubscriptionIsPaymentRequired() {
        simulator.knobs().paymentRequired = true;
        assertThat(caller.get("/api/v4/account").status()).isEqualTo(402);
    }

    private void patchImpatiently() throws IOException, InterruptedException {
        try (HttpClient client = PlainHttp.client()) {
            client.send(
                    HttpRequest.newBuilder(URI.create(simulator.baseUrl() + "/api/v4/leads"))
                            .timeout(Duration.ofMillis(300))
                            .header(
                                    "Authorization",
                                    "Bearer " + simulator.oauth().longLivedToken())
                            .method("PATCH", HttpRequest.BodyPublishers.ofString(PRICE))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
        }
    }

    private String price() {
        return simulator.leads().find(23392663).orElseThrow().price().toPlainString();
    }
}
