package dev.mosty.testbed.amocrm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code custom_fields_values} of one lead and collects what is wrong with them. Anything that
 * amoCRM did not ask for is refused, so an echoed entity fails as it does there (facts/amocrm.md §2).
 */
final class FieldReading {
    private static final String ROOT = "custom_fields_values";
    private static final Set<String> FIELD_KEYS = Set.of("field_id", "field_code", "values");

    private final CustomFields catalogue;
    private final List<Refusal> refusals;
    private final Map<Long, List<FieldValue>> fields = new LinkedHashMap<>();

    FieldReading(CustomFields catalogue, List<Refusal> refusals) {
        this.catalogue = catalogue;
        this.refusals = refusals;
    }

    /** What was read; an empty list of values clears the field. */
    Map<Long, List<FieldValue>> read(JsonNode list) {
        if (!list.isArray()) {
            refusals.add(Refusal.type(ROOT, "array"));
            return Map.of();
        }
        for (int i = 0; i < list.size(); i++) {
            readField(list.get(i), ROOT + "." + i);
        }
        return fields;
    }

    private void readField(JsonNode entry, String path) {
        if (!entry.isObject()) {
            refusals.add(Refusal.type(path, "object"));
            return;
        }
        entry.fieldNames().forEachRemaining(key -> {
            if (!FIELD_KEYS.contains(key)) {
                refusals.add(Refusal.unexpected(path + "." + key));
            }
        });
        field(entry, path).ifPresent(field -> {
            if (fields.putIfAbsent(field.id(), values(field, entry, path + ".values")) != null) {
                refusals.add(Refusal.twice(path + ".field_id"));
            }
        });
    }

    private Optional<CustomField> field(JsonNode entry, String path) {
        JsonNode id = entry.path("field_id");
        JsonNode code = entry.path("field_code");
        if (id.isMissingNode() && code.isTextual()) {
            return known(catalogue.withCode(code.textValue()), path + ".field_code");
        }
        if (id.isMissingNode()) {
            refusals.add(Refusal.missing(path + ".field_id"));
            return Optional.empty();
        }
        if (!id.isIntegralNumber()) {
            refusals.add(Refusal.type(path + ".field_id", "int"));
            return Optional.empty();
        }
        return known(catalogue.find(id.longValue()), path + ".field_id");
    }

    private Optional<CustomField> known(Optional<CustomField> field, String path) {
        if (field.isEmpty()) {
            refusals.add(Refusal.choice(path));
        }
        return field;
    }

    private List<FieldValue> values(CustomField field, JsonNode entry, String path) {
        JsonNode values = entry.path("values");
        if (values.isNull()) {
            return List.of();
        }
        if (values.isMissingNode()) {
            refusals.add(Refusal.missing(path));
            return List.of();
        }
        if (!values.isArray() || values.isEmpty()) {
            refusals.add(Refusal.type(path, "array"));
            return List.of();
        }
        if (values.size() > 1 && field.type() != FieldType.MULTISELECT) {
            refusals.add(new Refusal("TooMany", path, "This collection should contain exactly 1 element."));
        }
        List<FieldValue> read = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            value(field, values.get(i), path + "." + i).ifPresent(read::add);
        }
        return read;
    }

    private Optional<FieldValue> value(CustomField field, JsonNode entry, String path) {
        if (!entry.isObject()) {
            refusals.add(Refusal.type(path, "object"));
            return Optional.empty();
        }
        boolean choices = field.type().hasChoices();
        entry.fieldNames().forEachRemaining(key -> {
            boolean known = key.equals("value") || (choices && (key.equals("enum_id") || key.equals("enum_code")));
            if (!known) {
                refusals.add(Refusal.unexpected(path + "." + key));
            }
        });
        return choices ? choice(field, entry, path) : plain(field, entry, path + ".value");
    }

    private Optional<FieldValue> plain(CustomField field, JsonNode entry, String path) {
        JsonNode value = entry.path("value");
        if (value.isMissingNode()) {
            refusals.add(Refusal.missing(path));
            return Optional.empty();
        }
        if (value.isNull() || (value.isTextual() && value.textValue().isEmpty() && isText(field.type()))) {
            return Optional.empty();
        }
        Optional<JsonNode> fitting = field.type().fit(value);
        if (fitting.isEmpty()) {
            refusals.add(Refusal.type(path, field.type().apiName()));
        } else if (value.isTextual()
                && value.textValue().length() > field.type().limit()) {
            refusals.add(Refusal.tooLong(path, field.type().limit()));
        }
        return fitting.map(FieldValue::plain);
    }

    private static boolean isText(FieldType type) {
        return type == FieldType.TEXT || type == FieldType.TEXTAREA || type == FieldType.URL;
    }

    private Optional<FieldValue> choice(CustomField field, JsonNode entry, String path) {
        JsonNode value = entry.path("value");
        if (value.isNull() && entry.size() == 1) {
            return Optional.empty();
        }
        Optional<CustomField.Choice> taken = field.choices().stream()
                .filter(choice -> matches(choice, entry))
                .findFirst();
        if (taken.isEmpty()) {
            refusals.add(Refusal.choice(path + "." + chosenBy(entry)));
        }
        return taken.map(choice -> new FieldValue(TextNode.valueOf(choice.value()), choice));
    }

    /** The key that says which choice it is: an id beats a code beats the text. */
    private static String chosenBy(JsonNode entry) {
        return entry.hasNonNull("enum_id") ? "enum_id" : entry.hasNonNull("enum_code") ? "enum_code" : "value";
    }

    private static boolean matches(CustomField.Choice choice, JsonNode entry) {
        JsonNode wanted = entry.path(chosenBy(entry));
        return switch (chosenBy(entry)) {
            case "enum_id" -> wanted.isIntegralNumber() && wanted.longValue() == choice.id();
            case "enum_code" -> wanted.isTextual() && wanted.textValue().equals(choice.code());
            default -> wanted.isTextual() && wanted.textValue().equals(choice.value());
        };
    }
}
