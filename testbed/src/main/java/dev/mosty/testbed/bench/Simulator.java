package dev.mosty.testbed.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mosty.testbed.PlainHttp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The control endpoints of the simulated amoCRM; its package documentation lists them. */
public record Simulator(HttpClient http, String url) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public static Simulator at(String url) {
        return new Simulator(PlainHttp.client(), url);
    }

    public JsonNode get(String path) throws IOException, InterruptedException {
        return ask("GET", path, "");
    }

    /** @throws IOException with its sentence when the simulator refuses */
    public JsonNode ask(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(method + " " + path + ": " + response.body());
        }
        return JSON.readTree(response.body());
    }

    public void createLeads(long from, int count) throws IOException, InterruptedException {
        ask("POST", "/sim/leads/range", "{\"from\":" + from + ",\"to\":" + (from + count - 1) + "}");
    }
}
