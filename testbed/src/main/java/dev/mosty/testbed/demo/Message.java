package dev.mosty.testbed.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * One post of the demo, as RDESK or 1C would send it (facts/amocrm.md §1).
 *
 * @param about the end of the key {@code demo.about.…} of its description
 * @param path at the gate
 */
record Message(String about, String path, JsonNode body) {

    static final String PAYMENTS = "/payments";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** All of them in the order in which they are sent; their people are invented. */
    static List<Message> all() {
        try (InputStream file = Message.class.getResourceAsStream("scenario.json")) {
            return Arrays.asList(JSON.readValue(Objects.requireNonNull(file, "scenario.json"), Message[].class));
        } catch (IOException e) {
            throw new IllegalStateException("scenario.json cannot be read", e);
        }
    }

    /** The payments need 1C's token; the others need none. */
    boolean isPayment() {
        return path.equals(PAYMENTS);
    }

    /** The leads that it is about, as far as they can be leads. */
    Stream<Long> leads() {
        Stream<JsonNode> items = body.isArray() ? body.valueStream() : Stream.of(body);
        return items.map(
                        item -> item.path(isPayment() ? "numberAmo" : "lead_id").asText())
                .filter(lead -> lead.matches("\\d{1,18}"))
                .map(Long::valueOf);
    }
}
