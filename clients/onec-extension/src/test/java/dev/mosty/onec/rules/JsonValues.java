package dev.mosty.onec.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mosty.onec.bsl.Keyed;
import dev.mosty.onec.bsl.Undefined;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** JSON as {@code ПрочитатьJSON(…, Истина)} reads it and {@code ЗаписатьJSON} writes it. */
final class JsonValues {
    private JsonValues() {}

    /** Objects become {@code Соответствие}, null becomes {@code Неопределено}. */
    static Object value(JsonNode node) {
        return switch (node) {
            case TextNode text -> text.asText();
            case BooleanNode bool -> bool.asBoolean();
            case NullNode nothing -> Undefined.VALUE;
            case ArrayNode array -> {
                List<Object> values = new ArrayList<>();
                array.forEach(element -> values.add(value(element)));
                yield values;
            }
            case ObjectNode object -> {
                Keyed.Mapping mapping = new Keyed.Mapping();
                object.properties().forEach(field -> mapping.put(field.getKey(), value(field.getValue())));
                yield mapping;
            }
            default -> node.decimalValue();
        };
    }

    /** Equal values become equal trees, whatever the scale of their numbers. */
    static JsonNode json(Object value) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (value) {
            case String text -> nodes.textNode(text);
            case Boolean bool -> nodes.booleanNode(bool);
            case BigDecimal number -> DecimalNode.valueOf(number.stripTrailingZeros());
            case Undefined undefined -> nodes.nullNode();
            case List<?> list -> {
                ArrayNode array = nodes.arrayNode();
                list.forEach(element -> array.add(json(element)));
                yield array;
            }
            case Keyed keyed -> {
                ObjectNode object = nodes.objectNode();
                keyed.pairs().forEach(pair -> object.set((String) pair.key(), json(pair.value())));
                yield object;
            }
            default -> throw new IllegalArgumentException("not a value of JSON: " + value);
        };
    }
}
