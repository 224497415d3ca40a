package dev.mosty.testbed.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.testbed.bench.Simulator;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;

/** What a person sees in the simulated Bitrix24 of the objects that 1C sent. */
record PortalView(Simulator portal) {
    private static final List<String> WRITES = List.of("added", "updated", "deleted", "rows", "links");

    /** All that have this identifier of 1C; one, if all is well. */
    List<JsonNode> with(String entity, String originId) throws IOException, InterruptedException {
        return portal.get("/sim/items/" + entity + "?originId=" + originId)
                .valueStream()
                .toList();
    }

    /** What programs have added, changed, linked and deleted so far. */
    long writes() throws IOException, InterruptedException {
        long writes = 0;
        for (JsonNode kind : portal.get("/sim/stats").path("writes")) {
            for (String what : WRITES) {
                writes += kind.path(what).asLong();
            }
        }
        return writes;
    }

    /** An amount that the portal writes as text. */
    static BigDecimal amount(JsonNode item, String field) {
        String text = item.path(field).asText();
        return text.isEmpty() || text.equals("null") ? BigDecimal.ZERO : new BigDecimal(text);
    }
}
