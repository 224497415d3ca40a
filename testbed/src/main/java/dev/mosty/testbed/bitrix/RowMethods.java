package dev.mosty.testbed.bitrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.mosty.testbed.bitrix.WriteLog.Author;
import dev.mosty.testbed.simulation.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** {@code crm.<kind>.productrows.get|set} of deals and leads. */
record RowMethods(Portal portal, Kind kind) {

    void into(Map<String, Method> methods) {
        methods.put(
                "crm." + kind.word() + ".productrows.get",
                params -> with(params, item -> new Outcome.Value(rows(item))));
        methods.put("crm." + kind.word() + ".productrows.set", params -> with(params, item -> set(item, params)));
    }

    /** Nothing is written if one of them is wrong. */
    private Outcome set(Item item, Params params) {
        JsonNode given = params.get("ROWS");
        if (!given.isContainerNode() && !Php.text(given).isEmpty()) {
            return Outcome.Refused.of("The parameter rows must be array.");
        }
        List<JsonNode> rows = Php.elements(given);
        Optional<Outcome.Refused> problem =
                rows.stream().map(ProductRow::problem).flatMap(Optional::stream).findFirst();
        if (problem.isPresent()) {
            return problem.get();
        }
        portal.setRows(item, rows, Author.REST);
        return Outcome.yes();
    }

    private static JsonNode rows(Item item) {
        ArrayNode rows = Json.MAPPER.createArrayNode();
        item.rows().forEach(row -> rows.add(row.shown(item.kind(), item.id())));
        return rows;
    }

    private Outcome with(Params params, Function<Item, Outcome> what) {
        long id = params.id();
        return id < 1
                ? Outcome.Refused.of("The parameter id is invalid or not defined.")
                : portal.find(kind, id).map(what).orElseGet(() -> Outcome.Refused.of("Not found"));
    }
}
