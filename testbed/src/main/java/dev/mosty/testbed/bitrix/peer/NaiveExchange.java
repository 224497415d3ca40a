package dev.mosty.testbed.bitrix.peer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.testbed.simulation.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The algorithm of seed 004 as its 1C code has it: for each contact a list by ORIGIN_ID and then an add or an update, one
 * by one, by forms, a new connection each. A refusal is that contact's error; nothing is tried again.
 *
 * @param portal its address
 * @param webhook {@code rest/1/secret/}
 * @param pace seconds between two requests, so that the bucket never refuses; 0 for none, as in the seed
 */
public record NaiveExchange(String portal, String webhook, double pace) implements Peer {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** What the seed's function returns, and which way it went. */
    private sealed interface Result {
        record Added() implements Result {}

        record Updated() implements Result {}

        record Failed(String why) implements Result {}
    }

    @Override
    public Counts bring(List<BenchContact> contacts) throws IOException, InterruptedException {
        Running running = new Running(this);
        long start = System.nanoTime();
        int added = 0;
        int updated = 0;
        int failed = 0;
        String firstError = "";
        for (BenchContact contact : contacts) {
            switch (running.createOrUpdate(contact)) {
                case Result.Added() -> added++;
                case Result.Updated() -> updated++;
                case Result.Failed(String why) -> {
                    failed++;
                    firstError = firstError.isEmpty() ? why : firstError;
                }
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Counts(
                pace == 0 ? "seed-004" : "seed-004-paced",
                contacts.size(),
                running.requests,
                added,
                updated,
                failed,
                firstError,
                seconds);
    }

    private static final class Running {
        private final NaiveExchange peer;
        private long requests;
        private long next = System.nanoTime();

        Running(NaiveExchange peer) {
            this.peer = peer;
        }

        Result createOrUpdate(BenchContact contact) throws IOException, InterruptedException {
            JsonNode found = post("crm.contact.list.json/", "filter[ORIGIN_ID]=" + encoded(contact.originId()));
            if (!found.has("total")) {
                return new Result.Failed(sentence("search", found));
            }
            return switch (found.path("total").asInt()) {
                case 0 -> {
                    JsonNode answer = post(
                            "crm.contact.add.json/",
                            "fields[ORIGIN_ID]=" + encoded(contact.originId()) + form(contact.fields()));
                    yield answer.has("result") ? new Result.Added() : new Result.Failed(sentence("add", answer));
                }
                case 1 -> {
                    String id = found.at("/result/0/ID").asText();
                    JsonNode answer = post("crm.contact.update.json?id=" + id, form(contact.fields()));
                    yield answer.path("result").asBoolean()
                            ? new Result.Updated()
                            : new Result.Failed(sentence("update", answer));
                }
                default -> new Result.Failed("search: more than one");
            };
        }

        /** Telephones and addresses by their number, as the seed builds them. */
        private static String form(Map<String, Object> fields) {
            StringBuilder form = new StringBuilder();
            fields.forEach((name, value) -> {
                if (value instanceof List<?> rows) {
                    for (int i = 0; i < rows.size(); i++) {
                        form.append("&fields[%s][%d][VALUE]=%s".formatted(name, i, encoded("" + rows.get(i))));
                    }
                } else {
                    form.append("&fields[%s]=%s".formatted(name, encoded("" + value)));
                }
            });
            return form.toString();
        }

        private static String sentence(String when, JsonNode answer) {
            return when + ": " + answer.path("error").asText() + ", error_description: "
                    + answer.path("error_description").asText();
        }

        /** What is not JSON is an error too. */
        private JsonNode post(String method, String body) throws IOException, InterruptedException {
            long wait = next - System.nanoTime();
            if (peer.pace() > 0 && wait > 0) {
                TimeUnit.NANOSECONDS.sleep(wait);
            }
            next = Math.max(next, System.nanoTime()) + Math.round(peer.pace() * 1e9);
            requests++;
            try (HttpClient http =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
                HttpRequest request = HttpRequest.newBuilder(URI.create(peer.portal() + "/" + peer.webhook() + method))
                        .timeout(PATIENCE)
                        .POST(BodyPublishers.ofString(body))
                        .build();
                return Json.read(http.send(request, BodyHandlers.ofString()).body())
                        .orElseGet(Json::object);
            }
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }
    }

    /** Not the webhook. */
    @Override
    public String toString() {
        return "NaiveExchange[]";
    }
}
