package dev.mosty.bitrix.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mosty.settings.Sha256;
import java.math.BigDecimal;
import java.util.TreeMap;

/** A field's value as the portal takes it, and as it is remembered for the next comparison. */
public final class FieldValue {
    /** Longer ones, such as comments and pictures, are remembered by their hash. */
    private static final int REMEMBERED_WHOLE = 200;

    private FieldValue() {}

    /** Texts all through, as the portal's form encoding has them; yes and no are Y and N, nothing is empty. */
    public static JsonNode canonical(JsonNode json) {
        if (json.isArray()) {
            var array = JsonNodeFactory.instance.arrayNode();
            json.forEach(each -> array.add(canonical(each)));
            return array;
        }
        if (json.isObject()) {
            var object = JsonNodeFactory.instance.objectNode();
            var sorted = new TreeMap<String, JsonNode>();
            json.properties().forEach(field -> sorted.put(field.getKey(), canonical(field.getValue())));
            object.setAll(sorted);
            return object;
        }
        return TextNode.valueOf(text(json));
    }

    /** What is kept of a canonical value: equal values have equal ones. */
    public static JsonNode remembered(JsonNode canonical) {
        var text = canonical.toString();
        return text.length() <= REMEMBERED_WHOLE ? canonical : TextNode.valueOf("sha256:" + Sha256.hex(text));
    }

    /** A file as the portal takes it: {@code {"fileData":["name.jpg","<base64>"]}}. Batches take none. */
    public static boolean isFile(JsonNode json) {
        return json.isObject() && json.has("fileData");
    }

    private static String text(JsonNode json) {
        if (json.isNull() || json.isMissingNode()) {
            return "";
        }
        if (json.isBoolean()) {
            return json.asBoolean() ? "Y" : "N";
        }
        return json.isNumber() ? number(json.decimalValue()) : json.asText();
    }

    private static String number(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
