package dev.mosty.testbed.amocrm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhooksTest {
    private final AmoCrmSimulator simulator = AmoCrmSimulator.start(SimulatorOptions.inMemory());
    private final Caller caller = new Caller(simulator);
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger answer = new AtomicInteger(200);
    private final HttpServer target;

    WebhooksTest() throws IOException {
        target = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        target.createContext("/", exchange -> {
            received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(answer.get(), -1);
            exchange.close();
        });
    }

    @BeforeEach
    void subscribe() {
        simulator.knobs().rate = 1000;
        simulator.knobs().webhookMinuteMillis = 1;
        target.start();
        assertThat(post("\"add_lead\",\"update_lead\",\"status_lead\"").status())
                .isEqualTo(201);
    }

    @AfterEach
    void stop() {
        target.stop(0);
        caller.close();
        simulator.close();
    }

    @Test
    void aManagersEditIsToldAsAForm() {
        simulator.editAsManager(
                23392663,
                "{\"price\":100,\"custom_fields_values\":[{\"field_id\":1349841,\"values\":[{\"value\":\"cancel\"}]}]}");
        await().until(() -> received.size() == 1);
        assertThat(form(0))
                .containsEntry("leads[update][0][id]", "23392663")
                .containsEntry("leads[update][0][price]", "100")
                .containsEntry("leads[update][0][modified_user_id]", "8000002")
                .containsEntry("leads[update][0][custom_fields][0][id]", "1304801")
                .containsEntry("leads[update][0][custom_fields][0][values][0][value]", "Сайт")
                .containsEntry("leads[update][0][custom_fields][0][values][0][enum]", "984001")
                .containsEntry("leads[update][0][custom_fields][1][name]", "Статус брони")
                .containsEntry("leads[update][0][custom_fields][1][values][0][value]", "cancel")
                .containsEntry("account[id]", "19277260")
                .containsEntry("account[subdomain]", "clinic")
                .doesNotContainKey("leads[update][0][old_status_id]");
    }

    @Test
    void anotherStatusIsAnEventOfItsOwn() {
        simulator.editAsManager(23392663, "{\"status_id\":142}");
        await().until(() -> received.size() == 1);
        assertThat(form(0))
                .containsEntry("leads[status][0][status_id]", "142")
                .containsEntry("leads[status][0][old_status_id]", "80453094");
    }

    @Test
    void theIntegrationsOwnWriteIsToldToo() {
        caller.patch("/api/v4/leads", "[{\"id\":23392663,\"price\":7}]");
        await().until(() -> received.size() == 1);
        assertThat(form(0)).containsEntry("leads[update][0][modified_user_id]", "8000001");
    }

    @Test
    void aNewLeadIsToldWithItsTags() {
        caller.post("/api/v4/leads", "[{\"name\":\"x\",\"_embedded\":{\"tags\":[{\"name\":\"tilda\"}]}}]");
        await().until(() -> received.size() == 1);
        assertThat(form(0)).containsEntry("leads[add][0][tags][0][name]", "tilda");
    }

    @Test
    void aWriteThatChangesNothingIsNotTold() {
        caller.patch("/api/v4/leads", "[{\"id\":23392663,\"price\":0}]");
        caller.patch("/api/v4/leads", "[{\"id\":11642589,\"price\":1}]");
        await().until(() -> received.size() == 1);
        assertThat(form(0)).containsEntry("leads[update][0][id]", "11642589");
    }

    @Test
    void aServerErrorIsTriedFiveTimesAndARefusalThree() {
        answer.set(500);
        simulator.editAsManager(23392663, "{\"price\":1}");
        await().until(() -> simulator.webhooks().deliveries().size() == 5);
        answer.set(404);
        simulator.editAsManager(23392663, "{\"price\":2}");
        await().until(() -> simulator.webhooks().deliveries().size() == 8);
        await().during(java.time.Duration.ofMillis(100))
                .until(() -> simulator.webhooks().deliveries().size() == 8);
        assertThat(simulator.webhooks().deliveries())
                .extracting(Webhooks.Delivery::attempt)
                .containsExactly(1, 2, 3, 4, 5, 1, 2, 3);
    }

    @Test
    void moreThanAHundredBadAnswersDisableASubscriptionUntilItIsMadeAnew() {
        simulator.knobs().webhookMinuteMillis = 100;
        answer.set(404);
        for (int i = 1; i <= 101; i++) {
            simulator.editAsManager(23392663, "{\"price\":" + i + "}");
        }
        await().until(() -> caller.get("/api/v4/webhooks")
                .at("/_embedded/webhooks/0/disabled")
                .asBoolean());
        assertThat(post("\"update_lead\"").at("/disabled").asBoolean()).isFalse();
        assertThat(caller.get("/api/v4/webhooks").at("/_total_items").asInt()).isEqualTo(1);
    }

    @Test
    void aSubscriptionCanBeEndedOnce() {
        String body = "{\"destination\":\"%s\"}".formatted(destination());
        assertThat(caller.send("DELETE", "/api/v4/webhooks", body).status()).isEqualTo(204);
        assertThat(caller.send("DELETE", "/api/v4/webhooks", body).status()).isEqualTo(404);
    }

    @Test
    void anUnknownEventAndAStrangersAddressAreRefused() {
        assertThat(post("\"explode_lead\"").error(0)).isEqualTo("NotSupportedChoice settings");
        assertThat(caller.post(
                                "/api/v4/webhooks",
                                "{\"destination\":\"http://example.org/\",\"settings\":[\"add_lead\"]}")
                        .error(0))
                .isEqualTo("NotSupportedChoice destination");
    }

    private Caller.Answer post(String settings) {
        return caller.post(
                "/api/v4/webhooks", "{\"destination\":\"%s\",\"settings\":[%s]}".formatted(destination(), settings));
    }

    private String destination() {
        return "http://127.0.0.1:" + target.getAddress().getPort() + "/amo/webhook/secret";
    }

    private Map<String, String> form(int index) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : new ArrayList<>(received).get(index).split("&", -1)) {
            String[] parts = pair.split("=", 2);
            pairs.put(
                    URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                    URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return pairs;
    }
}
