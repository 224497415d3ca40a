package dev.mosty.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
    record Silent(Failure failure) implements Health {}

    /** One entry of MicroProfile Health's answer. */
    record Check(String name, boolean up, Map<String, String> data) {}

    default boolean ready() {
        return this instanceof Told told && told.ready();
    }

    /** How long an answer may take. */
    Duration PATIENCE = Duration.ofSeconds(5);

    /** Speaks HTTP/1.1: left to itself it would ask each server to go over to HTTP/2. */
    HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    /** @param ready answers 200 once the service can work */
    static Health of(URI ready) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(ready).timeout(PATIENCE).build();
        try {
            HttpResponse<String> response = CLIENT.send(request, BodyHandlers.ofString());
            return new Told(response.statusCode() == 200, checks(response.body()));
        } catch (IOException e) {
            return new Silent(new Failure(e));
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
