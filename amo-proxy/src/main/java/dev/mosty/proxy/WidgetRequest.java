package dev.mosty.proxy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What the widget sent: a JSON object. Whatever it holds beside the token goes on to 1C as it is, known or not.
 *
 * @param token the field {@code token}; empty if it is not there
 * @param json the object without it, as text
 */
public record WidgetRequest(Optional<String> token, String json, ObjectNode fields) {
    private static final String TOKEN = "token";

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(50)
                            .maxNumberLength(100)
                            .build())
                    // Of two fields of one name 1C might take the other one.
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    // The default pool is by thread, and a virtual thread reads one request in its life.
                    .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /**
     * Empty if it is not such an object, or a required field is missing, blank or no text.
     *
     * @param tokenNeeded false if the caller shows who it is in another way; a token that is there must be a text anyhow
     */
    public static Optional<WidgetRequest> read(byte[] body, Question question, boolean tokenNeeded) {
        try {
            if (!(JSON.readTree(new String(body, StandardCharsets.UTF_8)) instanceof ObjectNode fields)) {
                return Optional.empty();
            }
            JsonNode token = fields.remove(TOKEN);
            boolean named = token != null && isText(token);
            if (!named && (tokenNeeded || (token != null && !token.isTextual()))) {
                return Optional.empty();
            }
            boolean complete = question.required().stream().allMatch(name -> isText(fields.path(name)));
            String json = JSON.writeValueAsString(fields);
            return complete && isUnicode(json)
                    ? Optional.of(
                            new WidgetRequest(named ? Optional.of(token.asText()) : Optional.empty(), json, fields))
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** The bytes that 1C gets. */
    public byte[] bytes() {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    /** A field's value as text: {@code 17} and {@code "17"} are the same; empty if it is missing or null. */
    public String text(String field) {
        JsonNode value = fields.path(field);
        return value.isContainerNode() ? value.toString() : value.isNull() ? "" : value.asText();
    }

    private static boolean isText(JsonNode value) {
        return value.isTextual() && !value.asText().isBlank();
    }

    /** Half a surrogate pair is no text that could be sent, nor is what was no UTF-8. */
    private static boolean isUnicode(String json) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(json) && json.indexOf('\uFFFD') < 0;
    }

    /** Without the token and the patient. */
    @Override
    public String toString() {
        return "WidgetRequest[" + json.length() + " characters]";
    }
}
