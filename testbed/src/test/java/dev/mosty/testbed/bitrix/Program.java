package dev.mosty.testbed.bitrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.testbed.simulation.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A program that has the portal's webhook, and whoever turns the simulator's switches. */
final class Program implements AutoCloseable {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String portal;
    private final String webhook;

    Program(BitrixSimulator simulator) {
        this.portal = simulator.url();
        this.webhook = portal + "/" + simulator.webhook();
    }

    /** An answer; the body is missing if it is not JSON. */
    record Answer(int status, String text, JsonNode body) {
        JsonNode result() {
            return body.path("result");
        }

        long id() {
            return result().asLong();
        }

        /** {@code status error: description}. */
        String refusal() {
            return status + " " + body.path("error").asText() + ": "
                    + body.path("error_description").asText();
        }
    }

    Answer call(String method, String json) {
        return send("POST", webhook + method, json.replace('\'', '"'), "Content-Type", "application/json");
    }

    Answer form(String method, String body) {
        return send("POST", webhook + method, body, "Content-Type", "application/x-www-form-urlencoded");
    }

    Answer get(String methodAndQuery) {
        return send("GET", webhook + methodAndQuery, "", "Accept", "*/*");
    }

    /** Label and command by turns; the commands are encoded where it must be. */
    JsonNode batch(boolean halt, String... commands) {
        ObjectNode cmd = Json.object();
        for (int i = 0; i < commands.length; i += 2) {
            cmd.put(commands[i], commands[i + 1]);
        }
        ObjectNode body = Json.object().put("halt", halt ? 1 : 0);
        body.set("cmd", cmd);
        return call("batch", body.toString()).result();
    }

    long added(String kind, String fields) {
        Answer answer = call("crm." + kind + ".add", "{'fields':" + fields + "}");
        if (answer.status() != 200) {
            throw new AssertionError(answer.text());
        }
        return answer.id();
    }

    JsonNode got(String kind, long id) {
        return call("crm." + kind + ".get", "{'id':" + id + "}").result();
    }

    JsonNode control(String method, String path, String json) {
        return send(method, portal + path, json.replace('\'', '"'), "Accept", "application/json")
                .body();
    }

    void knobs(String json) {
        JsonNode answer = control("PATCH", "/sim/knobs", json);
        if (answer.has("error")) {
            throw new AssertionError(answer.toString());
        }
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    Answer send(String method, String url, String body, String header, String value) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(20))
                .header(header, value)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            return new Answer(
                    answer.statusCode(), answer.body(), Json.read(answer.body()).orElseGet(MissingNode::getInstance));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
