package dev.mosty.testbed.onec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;

/** Calls a simulated 1C as the proxy does for a receptionist. */
final class Receptionist implements AutoCloseable {
    /** A Monday. */
    static final String MONDAY = "2026-03-02";

    private static final String DOCTOR = "Ефимова Е.В.";

    private final HttpClient http = PlainHttp.client();
    private final OneCSimulator oneC;
    private String user = "admin:admin";

    Receptionist(OneCSimulator oneC) {
        this.oneC = oneC;
    }

    /** An answer; the body is missing if it is not JSON. */
    record Answer(int status, String type, String text, JsonNode body) {
        String number() {
            return body.path("number").asText();
        }

        String error() {
            return body.path("error").asText();
        }
    }

    Receptionist as(String nameAndPassword) {
        user = nameAndPassword;
        return this;
    }

    Answer hours() {
        return method(Json.object().put("date", MONDAY));
    }

    Answer book(long lead, String time) {
        return method(application(lead, time));
    }

    static ObjectNode application(long lead, String time) {
        return Json.object()
                .put("numberAmo", lead)
                .put("date", MONDAY)
                .put("doctor", DOCTOR)
                .put("time", time)
                .put("customer", "Проверкина Анна")
                .put("tel", "+79990000001");
    }

    Answer method(ObjectNode body) {
        return send("POST", OneCOptions.PATH + "GetSetData", body.toString());
    }

    CompletableFuture<Integer> statusOfHoursLater() {
        return http.sendAsync(
                        request("POST", OneCOptions.PATH + "GetSetData", "{\"date\":\"" + MONDAY + "\"}"),
                        BodyHandlers.ofString())
                .thenApply(HttpResponse::statusCode);
    }

    Answer send(String method, String path, String body) {
        try {
            HttpResponse<String> answer = http.send(request(method, path, body), BodyHandlers.ofString());
            String type = answer.headers().firstValue("content-type").orElse("");
            return new Answer(
                    answer.statusCode(),
                    type,
                    answer.body(),
                    Json.read(answer.body()).orElseGet(MissingNode::getInstance));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest request(String method, String path, String body) {
        String authorization = Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(URI.create(oneC.url() + path))
                .timeout(Duration.ofSeconds(2))
                .header("Authorization", "Basic " + authorization)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
