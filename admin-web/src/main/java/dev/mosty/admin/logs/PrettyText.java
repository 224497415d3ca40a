package dev.mosty.admin.logs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

/** A body as people read it: JSON with its lines apart, everything else as it is. */
public final class PrettyText {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private PrettyText() {}

    /** Never fails: what was cut is no JSON any more and stays as it is. */
    public static String of(String body) {
        String start = body.stripLeading();
        if (!start.startsWith("{") && !start.startsWith("[")) {
            return body;
        }
        try {
            JsonNode tree = JSON.readTree(body);
            return JSON.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            return body;
        }
    }
}
