package dev.mosty.testbed.bitrix;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.testbed.simulation.Json;

/**
 * A field of a kind.
 *
 * @param length longer strings are cut to it without a word; 0 for no limit
 * @param required may not be empty when one is added
 * @param many holds several ids
 * @param statuses of a status field: the list that its values come from
 */
record Field(
        String name,
        FieldType type,
        String title,
        int length,
        boolean required,
        boolean readOnly,
        boolean many,
        String statuses) {

    /** Absent parts of the JSON are none. */
    @SuppressWarnings("ConstantValue")
    Field {
        title = title == null ? name : title;
        statuses = statuses == null ? "" : statuses;
    }

    boolean multifield() {
        return type == FieldType.MULTIFIELD;
    }

    /** Shown by {@code list} when nothing is selected, and by {@code get}. */
    boolean plain() {
        return !multifield() && !many;
    }

    /** As {@code crm.*.fields} describes it. */
    ObjectNode described() {
        ObjectNode json = Json.object()
                .put("type", type.word())
                .put("isRequired", required)
                .put("isReadOnly", readOnly)
                .put("isImmutable", false)
                .put("isMultiple", many || multifield())
                .put("isDynamic", false);
        if (!statuses.isEmpty()) {
            json.put("statusType", statuses);
        }
        return json.put("title", title);
    }
}
