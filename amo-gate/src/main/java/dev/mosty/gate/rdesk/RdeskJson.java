package dev.mosty.gate.rdesk;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * The JSON that the gate reads: plain RFC 8259, at most {@value #MAX_DEPTH} levels deep, numbers exact.
 */
public final class RdeskJson {

    static final int MAX_DEPTH = 200;
    static final int MAX_NUMBER_LENGTH = 1000;

    /**
     * For the intake. Lengths are not limited here (the body is), because one overlong number must cost its own item
     * and not the whole post. Field names are neither interned nor pooled: a hostile body could fill the pool.
     */
    static final JsonFactory INTAKE = factory(Integer.MAX_VALUE);

    private static final JsonMapper TREES = JsonMapper.builder(factory(MAX_NUMBER_LENGTH))
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private RdeskJson() {}

    /**
     * The tree of an item that {@link Intake#read} took as {@link Item.ForLead} or {@link Item.NoLead}; decimals stay
     * exact.
     *
     * @throws IllegalArgumentException if the text is not JSON, which an item of the intake never is
     */
    public static JsonNode tree(String json) {
        try {
            return TREES.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not an item of the intake", e);
        }
    }

    private static JsonFactory factory(int maxNumberLength) {
        return JsonFactory.builder()
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxNumberLength(maxNumberLength)
                        .maxStringLength(Integer.MAX_VALUE)
                        .maxNameLength(Integer.MAX_VALUE)
                        .build())
                .build();
    }
}
