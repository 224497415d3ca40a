package dev.mosty.testbed.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mosty.testbed.launcher.Complaint;
import dev.mosty.testbed.launcher.Suite;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The simulated amoCRM as a manager sees it: what each lead holds, and which of it is new. */
record Account(HttpClient http, String url, Suite suite) {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A lead at one moment.
     *
     * @param price of the lead, as amoCRM keeps it
     * @param fields by the name that a person sees, as text
     * @param lastWrite the number of the latest write to it, 0 for none
     */
    record Lead(long id, String name, String price, Map<String, String> fields, long lastWrite) {}

    /** Empty for a lead that amoCRM does not have. */
    Optional<Lead> lead(long id) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/sim/leads/" + id))
                .timeout(PATIENCE)
                .build();
        try {
            var response = http.send(request, BodyHandlers.ofString());
            return response.statusCode() == 200 ? Optional.of(lead(JSON.readTree(response.body()))) : Optional.empty();
        } catch (IOException e) {
            throw new Complaint(
                    1, suite.text("demo.unreachable", url, e.getClass().getSimpleName()));
        }
    }

    private static Lead lead(JsonNode story) {
        JsonNode lead = story.path("lead");
        Map<String, String> fields = new LinkedHashMap<>();
        for (JsonNode field : lead.path("fields")) {
            fields.put(
                    field.path("name").asText(),
                    Shown.of(field.path("type").asText(), field.path("text").asText()));
        }
        long lastWrite = story.path("history")
                .valueStream()
                .mapToLong(write -> write.path("sequence").asLong())
                .max()
                .orElse(0);
        return new Lead(
                lead.path("id").asLong(),
                lead.path("name").asText(),
                Shown.of("numeric", lead.path("price").asText()),
                fields,
                lastWrite);
    }
}
