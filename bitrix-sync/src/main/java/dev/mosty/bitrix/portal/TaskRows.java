package dev.mosty.bitrix.portal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.mosty.bitrix.plan.EntityKey;
import dev.mosty.bitrix.plan.FieldValue;
import dev.mosty.bitrix.plan.ProductRows;
import dev.mosty.bitrix.plan.Sent;
import java.util.Map;
import java.util.Optional;

/** An entity's product rows as the portal takes them. */
final class TaskRows {
    private TaskRows() {}

    /** Empty if 1C does not speak of them, or a product of theirs has no id yet. */
    static Optional<JsonNode> of(Task task, Map<EntityKey, Long> ids) {
        return task.want()
                .rows()
                .filter(rows -> rows.stream()
                        .allMatch(row -> row.product().map(ids::containsKey).orElse(true)))
                .map(rows -> {
                    var list = JsonNodeFactory.instance.arrayNode();
                    ProductRows.of(rows, key -> ids.getOrDefault(key, 0L)).forEach(list::add);
                    return list;
                });
    }

    static JsonNode remembered(JsonNode rows) {
        return FieldValue.remembered(FieldValue.canonical(rows));
    }

    /** Whether 1C changed them since the portal took them last. */
    static boolean differ(Task task, JsonNode rows) {
        return task.want().force()
                || task.sent().differs(Sent.ROWS, remembered(rows), task.want().deliveryOf(Sent.ROWS));
    }
}
