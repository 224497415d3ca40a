package dev.mosty.admin.bitrix;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** The form that a tried entity was typed into, so that whoever was refused need not type it again. */
final class TypedItem {
    private static final ObjectMapper JSON = new ObjectMapper();

    private TypedItem() {}

    /** @param item as {@link TryForm#read} made it; what is not that gives an empty form */
    static TryForm form(String item) {
        JsonNode json;
        try {
            json = JSON.readTree(item);
        } catch (JsonProcessingException e) {
            return TryForm.EMPTY;
        }
        StringJoiner fields = lines();
        for (Map.Entry<String, JsonNode> field : json.path("fields").properties()) {
            each(field.getValue()).forEach(value -> fields.add(field.getKey() + " = " + value.asText()));
        }
        StringJoiner refs = lines();
        for (Map.Entry<String, JsonNode> ref : json.path("refs").properties()) {
            each(ref.getValue())
                    .forEach(target -> refs.add(ref.getKey() + " = "
                            + target.path("entity").asText() + "/"
                            + target.path("originId").asText()));
        }
        StringJoiner rows = lines();
        for (JsonNode row : json.path("rows")) {
            rows.add(String.join(
                    "; ",
                    row.path("product").path("originId").asText(),
                    row.path("PRICE").asText(),
                    row.path("QUANTITY").asText()));
        }
        return new TryForm(
                json.path("entity").asText(),
                json.path("originId").asText(),
                fields.toString(),
                refs.toString(),
                rows.toString(),
                json.path("force").asBoolean());
    }

    private static StringJoiner lines() {
        return new StringJoiner("\n");
    }

    private static Iterable<JsonNode> each(JsonNode value) {
        return value.isArray() ? value : List.of(value);
    }
}
