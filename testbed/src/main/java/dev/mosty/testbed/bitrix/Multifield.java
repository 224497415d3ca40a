package dev.mosty.testbed.bitrix;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.testbed.simulation.Json;

/** A telephone or an address, with an id of its own. */
record Multifield(long id, String value, String type) {

    /** As {@code get} shows it. */
    ObjectNode shown(String field) {
        return Json.object()
                .put("ID", Long.toString(id))
                .put("VALUE_TYPE", type)
                .put("VALUE", value)
                .put("TYPE_ID", field);
    }

    boolean same(Multifield other) {
        return value.equals(other.value) && type.equals(other.type);
    }
}
