package dev.mosty.testbed.pbx;

import dev.mosty.testbed.PlainHttp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * telephony-bridge as the PBX sees it.
 *
 * @param url with the secret segment, which nothing here ever prints
 */
public record Bridge(HttpClient http, String url) {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** Of its own client. */
    public static Bridge at(String base, String path) {
        return new Bridge(PlainHttp.client(), base + "/" + path + "/");
    }

    /** What it answered; 0 when there was no answer. */
    public record Answer(int status, String body) {
        boolean well() {
            return status == 200;
        }
    }

    /** Tells once. */
    public Answer tell(String query) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "?" + query))
                .timeout(PATIENCE)
                .build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            return new Answer(0, e.getClass().getSimpleName());
        }
    }

    /** Not the secret segment. */
    @Override
    public String toString() {
        return "Bridge[]";
    }
}
