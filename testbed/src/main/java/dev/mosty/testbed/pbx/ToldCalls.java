package dev.mosty.testbed.pbx;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.testbed.simulation.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** What the simulated 1C was told since this was made, beside what a day expects. */
public final class ToldCalls {
    private static final long LOOK_EVERY_MILLIS = 100;
    private static final Duration SETTLED = Duration.ofMillis(500);

    private final HttpClient http;
    private final String oneC;
    private final List<Message> messages = new ArrayList<>();
    private long refusedBefore;
    private long after;

    private ToldCalls(HttpClient http, String oneC) {
        this.http = http;
        this.oneC = oneC;
    }

    /** From now on. */
    public static ToldCalls from(HttpClient http, String oneC) throws IOException, InterruptedException {
        ToldCalls told = new ToldCalls(http, oneC);
        told.readOn();
        told.messages.clear();
        told.refusedBefore = told.refused();
        return told;
    }

    /**
     * One that came.
     *
     * @param micros when, since 1970
     * @param repeat of the one before it in its call
     */
    public record Message(long micros, String callid, String phone, String ext, String step, boolean repeat) {
        /** Without the client. */
        @Override
        public String toString() {
            return "Message[" + callid + ", " + ext + ", " + step + "]";
        }
    }

    /**
     * A day beside what came of it.
     *
     * @param wrong calls whose steps differ, each in words
     * @param unexpected messages that no call expected
     * @param repeats messages that came twice, and changed nothing
     * @param refused messages that 1C would not take
     */
    public record Comparison(
            Map<String, Long> should,
            Map<String, Long> did,
            List<String> wrong,
            int unexpected,
            long repeats,
            long refused) {

        public long expected(String step) {
            return should.getOrDefault(step, 0L);
        }

        public long arrived(String step) {
            return did.getOrDefault(step, 0L);
        }
    }

    /** Waits until all that the day expects is there, and for a moment whether more comes. */
    public Comparison await(List<PlannedCall> day, Duration patience) throws IOException, InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        while (!compare(day).wrong().isEmpty() && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
            readOn();
        }
        TimeUnit.NANOSECONDS.sleep(SETTLED.toNanos());
        readOn();
        return compare(day);
    }

    Comparison compare(List<PlannedCall> day) throws IOException, InterruptedException {
        Map<String, Map<String, List<String>>> byPhone = new HashMap<>();
        Map<String, Long> did = new TreeMap<>();
        long repeats = 0;
        for (Message message : messages) {
            if (message.repeat()) {
                repeats++;
                continue;
            }
            did.merge(message.step(), 1L, Long::sum);
            byPhone.computeIfAbsent(message.phone(), any -> new HashMap<>())
                    .computeIfAbsent(message.ext(), any -> new ArrayList<>())
                    .add(message.step());
        }
        Map<String, Long> should = new TreeMap<>();
        List<String> wrong = new ArrayList<>();
        int unexpected = 0;
        for (PlannedCall call : day) {
            call.expected().values().forEach(steps -> steps.forEach(step -> should.merge(step, 1L, Long::sum)));
            Map<String, List<String>> came = byPhone.getOrDefault(call.phone(), Map.of());
            if (!came.equals(call.expected())) {
                wrong.add(call.plot() + ": " + came + ", " + call.expected());
                unexpected += Math.max(0, count(came) - count(call.expected()));
            }
        }
        return new Comparison(should, did, wrong, unexpected, repeats, refused() - refusedBefore);
    }

    private static int count(Map<String, List<String>> steps) {
        return steps.values().stream().mapToInt(List::size).sum();
    }

    /** All that came so far, in the order of its arrival. */
    public List<Message> messages() throws IOException, InterruptedException {
        readOn();
        return List.copyOf(messages);
    }

    private void readOn() throws IOException, InterruptedException {
        JsonNode page;
        do {
            page = get("/sim/calls/received?after=" + after);
            for (JsonNode one : page) {
                after = one.path("sequence").asLong();
                messages.add(message(one));
            }
        } while (!page.isEmpty());
    }

    private static Message message(JsonNode one) {
        JsonNode told = one.path("told");
        Instant at = Instant.parse(one.path("at").asText());
        return new Message(
                TimeUnit.SECONDS.toMicros(at.getEpochSecond()) + at.getNano() / 1_000,
                told.path("callid").asText(),
                told.path("phone").asText(),
                told.path("ext").asText(),
                told.path("step").asText(),
                one.path("repeat").asBoolean());
    }

    private long refused() throws IOException, InterruptedException {
        return get("/sim/calls/stats").properties().stream()
                .filter(count -> count.getKey().startsWith("refused."))
                .mapToLong(count -> count.getValue().asLong())
                .sum();
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(oneC + path))
                .timeout(Duration.ofSeconds(30))
                .build();
        return Json.read(http.send(request, BodyHandlers.ofString()).body())
                .orElseThrow(() -> new IOException("the simulated 1C did not answer in JSON"));
    }
}
