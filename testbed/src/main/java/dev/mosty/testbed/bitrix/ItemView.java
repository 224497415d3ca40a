package dev.mosty.testbed.bitrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.testbed.simulation.Json;
import java.util.function.Predicate;

/** An item as {@code get} and {@code list} show it: every plain field, numbers as text, what is empty as null. */
record ItemView(Directory directory) {

    /** With everything; several ids of one field are never shown. */
    ObjectNode whole(Item item) {
        ObjectNode json = some(item, Field::plain);
        directory.of(item.kind()).stream()
                .filter(Field::multifield)
                .filter(field -> !item.multifield(field.name()).isEmpty())
                .forEach(field -> json.set(field.name(), rows(item, field)));
        return json;
    }

    /** With those fields, and always the id. */
    ObjectNode some(Item item, Predicate<Field> wanted) {
        ObjectNode json = Json.object().put("ID", Long.toString(item.id()));
        for (Field field : directory.of(item.kind())) {
            if (field.name().equals("ID") || field.many() || !wanted.test(field)) {
                continue;
            }
            if (!field.multifield()) {
                plain(json, item, field);
            } else if (!item.multifield(field.name()).isEmpty()) {
                json.set(field.name(), rows(item, field));
            }
        }
        return json;
    }

    private static JsonNode rows(Item item, Field field) {
        ArrayNode rows = Json.MAPPER.createArrayNode();
        item.multifield(field.name()).forEach(value -> rows.add(value.shown(field.name())));
        return rows;
    }

    private static void plain(ObjectNode json, Item item, Field field) {
        String value = item.value(field.name());
        if (value.isEmpty()) {
            json.putNull(field.name());
        } else if (field.type() == FieldType.DATE) {
            // Midnight in Greenwich, told in the portal's own zone.
            json.put(field.name(), value + "T03:00:00+03:00");
        } else if (field.type() == FieldType.FILE) {
            json.putObject(field.name())
                    .put("id", Long.toString(item.id()))
                    .put(
                            "showUrl",
                            "/bitrix/components/bitrix/crm." + item.kind().word() + ".show/show_file.php");
        } else {
            json.put(field.name(), value);
        }
    }
}
