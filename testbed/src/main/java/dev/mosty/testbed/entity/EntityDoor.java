package dev.mosty.testbed.entity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.testbed.simulation.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * {@code POST /v1/entities} and {@code GET /v1/runs/{id}} of a bitrix-sync.
 *
 * @param url of the service
 * @param token {@code BITRIX_SYNC_TOKEN}
 */
public record EntityDoor(HttpClient http, String url, String token) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    /**
     * Posts one entity or an array of them.
     *
     * @return the run's id
     * @throws IOException if they were not stored, with the answer
     */
    public String post(JsonNode entities) throws IOException, InterruptedException {
        return ask(request("/v1/entities")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(Json.text(entities))))
                .path("run")
                .asText();
    }

    /** What became of a run so far. */
    public JsonNode run(String run) throws IOException, InterruptedException {
        return ask(request("/v1/runs/" + run));
    }

    /** The same once it has ended, or when that time is up. */
    public JsonNode await(String run, Duration patience) throws IOException, InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        JsonNode report = run(run);
        while (!ended(report) && System.nanoTime() < until) {
            Thread.sleep(LOOK_EVERY);
            report = run(run);
        }
        return report;
    }

    /** Whether every entity has its result. */
    public static boolean ended(JsonNode report) {
        return report.path("state").asText().equals("done");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token);
    }

    private JsonNode ask(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        if (response.statusCode() != 200 && response.statusCode() != 202) {
            throw new IOException(response.statusCode() + ": " + response.body());
        }
        return Json.read(response.body()).orElseThrow(() -> new IOException("not JSON"));
    }

    /** Not the token. */
    @Override
    public String toString() {
        return "EntityDoor[" + url + "]";
    }
}
