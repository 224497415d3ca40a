package dev.mosty.testbed.demo;

import dev.mosty.testbed.launcher.Complaint;
import dev.mosty.testbed.launcher.Suite;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** The gate as RDESK and 1C see it. */
record Gate(HttpClient http, String url, Suite suite) {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** Sends one message; a reply other than 200 ends the demo with a sentence. */
    void post(Message message, String requestId) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + message.path()))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("X-Request-Id", requestId)
                .POST(BodyPublishers.ofString(message.body().toString()));
        if (message.isPayment()) {
            token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
        } else {
            new Tokens(suite)
                    .given("GATE_TOKEN")
                    .ifPresent(token -> request.header("Authorization", "Bearer " + token));
        }
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new Complaint(
                        1, suite.text("demo.refused", message.path(), response.statusCode(), response.body()));
            }
        } catch (IOException e) {
            throw new Complaint(
                    1, suite.text("demo.unreachable", url, e.getClass().getSimpleName()));
        }
    }

    /** 1C's token. */
    Optional<String> token() {
        return new Tokens(suite).named("ONEC_TOKEN");
    }
}
