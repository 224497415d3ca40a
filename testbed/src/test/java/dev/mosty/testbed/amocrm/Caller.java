package dev.mosty.testbed.amocrm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.mosty.testbed.PlainHttp;
import dev.mosty.testbed.simulation.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Calls a simulator as an integration does. */
final class Caller implements AutoCloseable {
    private final HttpClient http = PlainHttp.client();
    private final AmoCrmSimulator simulator;
    private String token;

    Caller(AmoCrmSimulator simulator) {
        this.simulator = simulator;
        this.token = simulator.oauth().longLivedToken();
    }

    /** An answer; the body is missing if it is not JSON. */
    record Answer(int status, String type, String text, JsonNode body) {
        JsonNode at(String pointer) {
            return body.at(pointer);
        }

        /** {@code code path} of the first error of an item. */
        String error(int item) {
            JsonNode error = at("/validation-errors/" + item + "/errors/0");
            return error.path("code").asText() + " " + error.path("path").asText();
        }
    }

    Caller with(String otherToken) {
        token = otherToken;
        return this;
    }

    Answer get(String path) {
        return send("GET", path, "");
    }

    Answer post(String path, String body) {
        return send("POST", path, body);
    }

    Answer patch(String path, String body) {
        return send("PATCH", path, body);
    }

    /** {@code PATCH /api/v4/leads} with one custom field of one lead. */
    Answer write(long lead, long field, String values) {
        return patch(
                "/api/v4/leads",
                "[{\"id\":%d,\"custom_fields_values\":[{\"field_id\":%d,\"values\":%s}]}]"
                        .formatted(lead, field, values));
    }

    Answer token(String grantType, String key, String value) {
        Integration ours = simulator.options().integration();
        return post(
                "/oauth2/access_token",
                Json.object()
                        .put("client_id", ours.clientId())
                        .put("client_secret", ours.clientSecret())
                        .put("redirect_uri", ours.redirectUri())
                        .put("grant_type", grantType)
                        .put(key, value)
                        .toString());
    }

    Answer send(String method, String path, String body) {
        try {
            HttpResponse<String> answer = http.send(request(method, path, body), BodyHandlers.ofString());
            String type = answer.headers().firstValue("content-type").orElse("");
            JsonNode json = Json.read(answer.body()).orElseGet(MissingNode::getInstance);
            return new Answer(answer.statusCode(), type, answer.body(), json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest request(String method, String path, String body) {
        return HttpRequest.newBuilder(URI.create(simulator.baseUrl() + path))
                .timeout(Duration.ofSeconds(5))
                .header("Authorization", "Bearer " + token)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
