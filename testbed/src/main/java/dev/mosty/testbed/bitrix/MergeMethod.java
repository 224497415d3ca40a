package dev.mosty.testbed.bitrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.testbed.bitrix.WriteLog.Author;
import dev.mosty.testbed.simulation.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code crm.entity.mergeBatch}: the first keeps its id, takes what it lacks from the others, and they are deleted. Where
 * two fill one field differently a person has to decide: {@code CONFLICT}, and nothing is done.
 */
record MergeMethod(Portal portal) {
    private static final Map<Long, Kind> TYPES =
            Map.of(1L, Kind.LEAD, 2L, Kind.DEAL, 3L, Kind.CONTACT, 4L, Kind.COMPANY);

    void into(Map<String, Method> methods) {
        methods.put("crm.entity.mergebatch", params -> merge(params.get("PARAMS")));
    }

    private Outcome merge(JsonNode params) {
        Optional<Kind> kind = Optional.ofNullable(TYPES.get(Php.whole(params.path("entityTypeId"))));
        List<Long> ids = Php.elements(params.path("entityIds")).stream()
                .map(Php::whole)
                .distinct()
                .toList();
        if (kind.isEmpty()) {
            return refused("The parameter entityTypeId is required.");
        }
        if (ids.size() < 2) {
            return refused("The parameter entityIds must contains at least two elements.");
        }
        List<Item> items =
                ids.stream().flatMap(id -> portal.find(kind.get(), id).stream()).toList();
        if (items.size() < ids.size()) {
            return refused("Owner was not found");
        }
        List<Item> others = items.subList(1, items.size());
        if (!portal.directory().of(kind.get()).stream().allMatch(field -> agree(items, field))) {
            return answer("CONFLICT", List.of());
        }
        Item kept = items.getFirst();
        for (Item other : others) {
            portal.update(portal.find(kind.get(), kept.id()).orElse(kept), lacking(kept, other), Author.REST);
            portal.replace(other, kept, Author.REST);
        }
        return answer("SUCCESS", others.stream().map(Item::id).toList());
    }

    private static boolean agree(List<Item> items, Field field) {
        boolean decides = field.type() == FieldType.STRING || field.type() == FieldType.DATE;
        return !decides
                || field.readOnly()
                || items.stream()
                                .map(item -> item.value(field.name()))
                                .filter(value -> !value.isEmpty())
                                .distinct()
                                .count()
                        <= 1;
    }

    private ObjectNode lacking(Item kept, Item other) {
        ObjectNode fields = Json.object();
        for (Field field : portal.directory().of(kept.kind())) {
            String value = other.value(field.name());
            if (field.plain() && kept.value(field.name()).isEmpty() && !value.isEmpty()) {
                fields.put(field.name(), value);
            }
            if (field.multifield()) {
                other.multifield(field.name())
                        .forEach(one -> fields.withArray(field.name())
                                .addObject()
                                .put("VALUE", one.value())
                                .put("VALUE_TYPE", one.type()));
            }
        }
        return fields;
    }

    private static Outcome answer(String status, List<Long> deleted) {
        ObjectNode result = Json.object().put("STATUS", status);
        result.set("ENTITY_IDS", Json.tree(deleted));
        return new Outcome.Value(result);
    }

    private static Outcome refused(String why) {
        return new Outcome.Refused(400, "0", why);
    }
}
