package dev.mosty.gate.lead;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.gate.rdesk.RdeskJson;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * A state of a lead, or a part of one: the fields that are known, each with its value. A field that is not in the map
 * is left untouched. Immutable; equal states are equal and have the same JSON.
 */
public record LeadValues(Map<LeadField, LeadValue> byField) {

    /** Touches nothing. */
    public static final LeadValues EMPTY = new LeadValues(Map.of());

    /** Copies the map, in the order of the fields. */
    public LeadValues {
        EnumMap<LeadField, LeadValue> copy = new EnumMap<>(LeadField.class);
        copy.putAll(byField);
        byField = Collections.unmodifiableMap(copy);
    }

    /** What the field is to hold, if it is touched at all. */
    public Optional<LeadValue> get(LeadField field) {
        return Optional.ofNullable(byField.get(field));
    }

    /** True if no field is touched. */
    public boolean isEmpty() {
        return byField.isEmpty();
    }

    /** This state and then the later one: field by field, the later value wins. */
    public LeadValues merge(LeadValues later) {
        EnumMap<LeadField, LeadValue> merged = new EnumMap<>(LeadField.class);
        merged.putAll(byField);
        merged.putAll(later.byField);
        return new LeadValues(merged);
    }

    /** What is left to write when {@code written} is known to be there: only the fields that differ. */
    public LeadValues minus(LeadValues written) {
        EnumMap<LeadField, LeadValue> left = new EnumMap<>(LeadField.class);
        byField.forEach((field, value) -> {
            if (!value.equals(written.byField.get(field))) {
                left.put(field, value);
            }
        });
        return new LeadValues(left);
    }

    /**
     * The canonical text, fit for {@code jsonb}: {@code {"price":59000,"guests":null}}; null is
     * {@link LeadValue.Cleared}.
     */
    public String toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        byField.forEach((field, value) -> json.set(field.key(), node(value)));
        return json.toString();
    }

    /**
     * Reads what {@link #toJson} wrote. A key that this version does not know is skipped: a replica one version ahead
     * may have written it, and sends it itself.
     *
     * @throws IllegalArgumentException if the text is no object of numbers, strings and nulls
     */
    public static LeadValues fromJson(String json) {
        JsonNode node = RdeskJson.tree(json);
        if (!node.isObject()) {
            throw new IllegalArgumentException("Not a state of a lead");
        }
        EnumMap<LeadField, LeadValue> values = new EnumMap<>(LeadField.class);
        for (LeadField field : LeadField.values()) {
            JsonNode value = node.get(field.key());
            if (value != null) {
                values.put(field, value(value));
            }
        }
        return new LeadValues(values);
    }

    static JsonNode node(LeadValue value) {
        return switch (value) {
            case LeadValue.Amount(var amount) -> DecimalNode.valueOf(amount);
            case LeadValue.Text(String text) -> JsonNodeFactory.instance.textNode(text);
            case LeadValue.Cleared() -> JsonNodeFactory.instance.nullNode();
        };
    }

    private static LeadValue value(JsonNode node) {
        return switch (node.getNodeType()) {
            case NULL -> LeadValue.CLEARED;
            case STRING -> LeadValue.ofText(node.textValue());
            case NUMBER -> new LeadValue.Amount(node.decimalValue());
            case ARRAY, BINARY, BOOLEAN, MISSING, OBJECT, POJO ->
                throw new IllegalArgumentException("Not a value of a lead's field");
        };
    }
}
