package dev.mosty.testbed.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.testbed.simulation.Json;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A clinic's price list with its sections, and a deal with its company, contacts and rows, as 1C sends them to
 * bitrix-sync; the people are invented.
 *
 * @param posts in the worst order: who refers comes before whom it refers to
 */
record PriceList(List<ArrayNode> posts) {

    /** The deal is another one for each run, the rest stays: so a second demo shows a deal arriving, too. */
    static PriceList of(long run) {
        try (InputStream file = PriceList.class.getResourceAsStream("price-list.json")) {
            JsonNode posts = Json.MAPPER.readTree(Objects.requireNonNull(file, "price-list.json"));
            PriceList list =
                    new PriceList(posts.valueStream().map(ArrayNode.class::cast).toList());
            ObjectNode deal = (ObjectNode) list.deal();
            deal.put("originId", "b24d0000-0000-4000-9000-%012d".formatted(run));
            ObjectNode fields = (ObjectNode) deal.path("fields");
            fields.put("TITLE", fields.path("TITLE").asText() + " № " + run);
            return list;
        } catch (IOException e) {
            throw new IllegalStateException("price-list.json cannot be read", e);
        }
    }

    Stream<JsonNode> all() {
        return posts.stream().flatMap(JsonNode::valueStream);
    }

    /** Everything in one post. */
    ArrayNode atOnce() {
        ArrayNode once = Json.MAPPER.createArrayNode();
        all().forEach(once::add);
        return once;
    }

    JsonNode deal() {
        return all().filter(item -> item.path("entity").asText().equals("deal"))
                .findFirst()
                .orElseThrow();
    }

    /** What 1C's rows come to. */
    BigDecimal total() {
        return deal().path("rows")
                .valueStream()
                .map(row -> row.has("SUM")
                        ? row.path("SUM").decimalValue()
                        : row.path("PRICE")
                                .decimalValue()
                                .multiply(row.path("QUANTITY").decimalValue()))
                .reduce(BigDecimal.ZERO.setScale(2), BigDecimal::add);
    }
}
