package dev.mosty.admin.bitrix;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * What a comparison found of one field.
 *
 * @param was what the portal has, empty if that is not known or nothing
 * @param becomes what 1C wants of it
 */
record FieldChange(String field, String was, String becomes) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** By these bitrix-sync finds its own again; nobody wants to compare them. */
    private static final Set<String> OUR_MARKS = Set.of("ORIGIN_ID", "ORIGIN_VERSION", "ORIGINATOR_ID", "XML_ID");

    /** As bitrix-sync writes it: {@code [{"field","was","becomes"}]}; what is not that is nothing. */
    static List<FieldChange> read(@Nullable String json) {
        if (json == null) {
            return List.of();
        }
        List<FieldChange> changes = new ArrayList<>();
        try {
            for (JsonNode change : JSON.readTree(json)) {
                String field = change.path("field").asText();
                if (!OUR_MARKS.contains(field)) {
                    changes.add(new FieldChange(field, text(change.path("was")), text(change.path("becomes"))));
                }
            }
        } catch (JsonProcessingException e) {
            return List.of();
        }
        return changes;
    }

    /** A phone's rows one after another by their values; what has no value of its own, as it is. */
    private static String text(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (value.isArray()) {
            StringJoiner each = new StringJoiner("\n");
            value.forEach(row -> each.add(text(row)));
            return each.toString();
        }
        if (value.isObject()) {
            return "Y".equals(value.path("DELETE").asText())
                    ? "− " + value.path("ID").asText()
                    : value.has("VALUE") ? value.path("VALUE").asText() : value.toString();
        }
        return value.asText();
    }

    /** Without what people sent. */
    @Override
    public String toString() {
        return "FieldChange[" + field + "]";
    }
}
