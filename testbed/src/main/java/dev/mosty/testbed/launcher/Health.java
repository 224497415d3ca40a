package dev.mosty.testbed.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mosty.testbed.PlainHttp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a service answers when asked how it is. */
sealed interface Health {

    /** It answered, well or not. */
    record Told(boolean ready, List<Check> checks) implements Health {}

    /** Nobody answered. */
    record Silent(String why) implements Health {}

    /** One entry of MicroProfile Health's answer. */
    record Check(String name, boolean up, Map<String, String> data) {}

    default boolean ready() {
        return this instanceof Told told && told.ready();
    }

    Duration PATIENCE = Duration.ofSeconds(5);
    HttpClient CLIENT = PlainHttp.client(PATIENCE);

    static Health of(Service service, Suite suite) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(suite.url(service) + service.readyPath()))
                .timeout(PATIENCE)
                .build();
        try {
            HttpResponse<String> response = CLIENT.send(request, BodyHandlers.ofString());
            return new Told(response.statusCode() == 200, service.tellsHealth() ? checks(response.body()) : List.of());
        } catch (IOException e) {
            return new Silent(e.getClass().getSimpleName());
        }
    }

    /** An answer that is not health JSON has no entries; its status has been looked at already. */
    private static List<Check> checks(String body) {
        try {
            return new ObjectMapper()
                    .readTree(body)
                    .path("checks")
                    .valueStream()
                    .map(check -> new Check(
                            check.path("name").asText(),
                            check.path("status").asText().equals("UP"),
                            data(check.path("data"))))
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static Map<String, String> data(JsonNode node) {
        Map<String, String> data = new LinkedHashMap<>();
        node.properties()
                .forEach(entry -> data.put(entry.getKey(), entry.getValue().asText()));
        return data;
    }
}
