package dev.mosty.testbed.bitrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.testbed.simulation.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How PHP turns one thing into another: the portal is written in it, and its habits show through. */
final class Php {
    private static final Pattern WHOLE = Pattern.compile("^\\s*([+-]?\\d{1,18})");
    private static final Pattern DECIMAL = Pattern.compile("^\\s*([+-]?(?:\\d{1,18}(?:\\.\\d{0,18})?|\\.\\d{1,18}))");

    private Php() {}

    /** {@code (int)$value}: the digits in front, 0 without any, and 1 for an array that is not empty. */
    static long whole(JsonNode value) {
        if (value.isContainerNode()) {
            return value.isEmpty() ? 0 : 1;
        }
        Matcher digits = WHOLE.matcher(text(value));
        return digits.find() ? Long.parseLong(digits.group(1)) : 0;
    }

    /** {@code (float)$value}: stops at a comma, so {@code 12,50} is 12. */
    static BigDecimal decimal(JsonNode value) {
        if (value.isContainerNode()) {
            return value.isEmpty() ? BigDecimal.ZERO : BigDecimal.ONE;
        }
        Matcher digits = DECIMAL.matcher(text(value));
        return digits.find() ? new BigDecimal(digits.group(1)) : BigDecimal.ZERO;
    }

    /** {@code (string)$value}; an array is the word itself. */
    static String text(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> value.textValue();
            case BOOLEAN -> value.booleanValue() ? "1" : "";
            case NUMBER -> value.decimalValue().toPlainString();
            case ARRAY, OBJECT -> "Array";
            case BINARY, MISSING, NULL, POJO -> "";
        };
    }

    /** {@code (bool)$value}. */
    static boolean truth(JsonNode value) {
        String text = text(value);
        return value.isContainerNode() ? !value.isEmpty() : !text.isEmpty() && !text.equals("0");
    }

    /** The values of an array, whichever of JSON's two forms it came in; a single value is an array of one. */
    static List<JsonNode> elements(JsonNode value) {
        if (value.isContainerNode()) {
            return value.valueStream().toList();
        }
        return text(value).isEmpty() ? List.of() : List.of(value);
    }

    /** {@code json_encode}: a map without entries, or with the keys 0, 1, 2 …, becomes a list and loses its keys. */
    static JsonNode array(Map<String, ? extends JsonNode> map) {
        int expected = 0;
        for (String key : map.keySet()) {
            if (!key.equals(Integer.toString(expected))) {
                ObjectNode object = Json.object();
                map.forEach(object::set);
                return object;
            }
            expected++;
        }
        ArrayNode list = Json.MAPPER.createArrayNode();
        map.values().forEach(list::add);
        return list;
    }
}
