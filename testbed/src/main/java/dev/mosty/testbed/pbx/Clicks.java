package dev.mosty.testbed.pbx;

import dev.mosty.testbed.simulation.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Calls by a click in 1C, through the bridge to the simulated PBX.
 *
 * @param bridge its address
 * @param key 1C's, {@code MAKECALL_KEY}
 * @param pbx the simulated PBX's address
 */
public record Clicks(HttpClient http, String bridge, String key, String pbx) {

    /** A call that is made, and one that the PBX refuses. */
    public static final int KINDS = 2;

    private static final String EXT = "100";

    /** How many of the two went as they should; the first must be told to 1C too. */
    public int make(ToldCalls oneC, Duration patience) throws IOException, InterruptedException {
        send("PATCH", pbx + "/sim/knobs", "{\"clickAnswerMillis\":200,\"clickTalkMillis\":300}");
        try {
            return (made(oneC, patience) ? 1 : 0) + (refused() ? 1 : 0);
        } finally {
            send("DELETE", pbx + "/sim/faults", "");
        }
    }

    private boolean made(ToldCalls oneC, Duration patience) throws IOException, InterruptedException {
        String phone = "7001%07d".formatted(System.currentTimeMillis() / 1_000 % 10_000_000);
        HttpResponse<String> answer = click(phone);
        if (answer.statusCode() != 200 || !answer.body().equals("{\"result\":\"ok\"}")) {
            return false;
        }
        long until = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < until) {
            boolean told = oneC.messages().stream()
                    .anyMatch(message -> message.phone().equals(phone)
                            && message.ext().equals(EXT)
                            && message.step().equals("SUCCESS"));
            if (told) {
                return true;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return false;
    }

    private boolean refused() throws IOException, InterruptedException {
        send("POST", pbx + "/sim/faults", "{\"times\":1,\"effect\":\"answer\",\"status\":500}");
        HttpResponse<String> answer = click("70019999999");
        // The sentence of seed 002, with the PBX's own words in it.
        return answer.statusCode() == 500
                && Json.read(answer.body())
                        .map(body -> body.path("error").asText())
                        .filter(sentence -> sentence.contains(": Internal Server Error. "))
                        .isPresent();
    }

    private HttpResponse<String> click(String phone) throws IOException, InterruptedException {
        String body = Json.object().put("user", EXT).put("phone", phone).toString();
        return send("POST", bridge + PbxOptions.MAKECALL, body);
    }

    private HttpResponse<String> send(String method, String url, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .header("X-API-KEY", key)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    /** Not the key. */
    @Override
    public String toString() {
        return "Clicks[]";
    }
}
