package dev.mosty.bitrix.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.UUID;

/**
 * A delivery's payload: an entity and the place in its run where the result goes.
 *
 * @param item as 1C sent it
 */
public record Work(UUID run, int position, JsonNode item) {
    /** The channel's name. */
    public static final String CHANNEL = "bitrix";

    /** The kinds of delivery: to be written, and only to be compared. */
    public static final String UPSERT = "upsert";

    public static final String DRY = "dry";

    /** Numbers stay as 1C wrote them: a price is money. */
    public static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    public String payload() {
        return JSON.createObjectNode()
                .put("run", run.toString())
                .put("position", position)
                .set("item", item)
                .toString();
    }

    /** @throws IllegalArgumentException if it is not a payload of ours */
    public static Work of(String payload) {
        try {
            var json = JSON.readTree(payload);
            return new Work(
                    UUID.fromString(json.path("run").asText()),
                    json.path("position").asInt(),
                    json.path("item"));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a payload of bitrix-sync", e);
        }
    }

    /** Without the values, which are personal data. */
    @Override
    public String toString() {
        return "Work[" + run + "#" + position + "]";
    }
}
