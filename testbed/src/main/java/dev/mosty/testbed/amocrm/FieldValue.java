package dev.mosty.testbed.amocrm;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import org.jspecify.annotations.Nullable;

/**
 * One value of a custom field.
 *
 * @param value text, a boolean, or Unix seconds
 * @param choice for a field with choices, the one that was taken
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FieldValue(JsonNode value, CustomField.@Nullable Choice choice) {

    /** A number is kept as a long, whatever a snapshot makes of a small one. */
    public FieldValue {
        value = value.isIntegralNumber() ? LongNode.valueOf(value.longValue()) : value;
    }

    static FieldValue plain(JsonNode value) {
        return new FieldValue(value, null);
    }

    /** The value as a person reads it; dates stay Unix seconds. */
    public String text() {
        return value.asText();
    }
}
