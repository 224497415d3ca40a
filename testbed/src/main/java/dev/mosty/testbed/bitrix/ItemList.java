package dev.mosty.testbed.bitrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.mosty.testbed.simulation.Json;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** {@code crm.*.list}: fifty at a time, always. */
record ItemList(Directory directory, Items items, BitrixKnobs knobs) {
    private static final int PAGE = 50;

    Outcome of(Kind kind, Params params) {
        for (String part : List.of("ORDER", "FILTER")) {
            if (params.has(part)
                    && !params.get(part).isContainerNode()
                    && !Php.text(params.get(part)).isEmpty()) {
                return Outcome.Refused.of("Parameter '%s' must be array.".formatted(part.toLowerCase(Locale.ROOT)));
            }
        }
        ItemFilter filter = ItemFilter.read(kind, params.get("FILTER"), directory, knobs.dropUnknownFilters);
        List<Item> found = filter.candidates(items).stream()
                .filter(filter::test)
                .sorted(order(kind, params.get("ORDER")))
                .toList();
        long start = Php.whole(params.get("START"));
        // Only whole pages: 70 is the second, as 50 is.
        int from = (int) Math.min(found.size(), Math.max(0, start) / PAGE * PAGE);
        int until = Math.min(found.size(), from + PAGE);
        Predicate<Field> wanted = selected(params.get("SELECT"));
        ItemView view = new ItemView(directory);
        ArrayNode rows = Json.MAPPER.createArrayNode();
        found.subList(from, until).forEach(item -> rows.add(view.some(item, wanted)));
        return start < 0
                ? new Outcome.Listed(rows, 0, OptionalInt.empty())
                : new Outcome.Listed(
                        rows, found.size(), until < found.size() ? OptionalInt.of(until) : OptionalInt.empty());
    }

    /** Multifields are shown only where they are named. */
    private static Predicate<Field> selected(JsonNode select) {
        Set<String> names = Php.elements(select).stream().map(Php::text).collect(Collectors.toCollection(HashSet::new));
        boolean all = names.isEmpty() || names.contains("*");
        return field -> names.contains(field.name()) || (all && field.plain());
    }

    private Comparator<Item> order(Kind kind, JsonNode order) {
        Comparator<Item> comparator = (_, _) -> 0;
        for (Map.Entry<String, JsonNode> entry : order.properties()) {
            Field field = directory.field(kind, entry.getKey()).orElse(null);
            if (field != null && field.plain()) {
                Comparator<Item> next =
                        (one, other) -> ItemFilter.compare(field, one.value(field.name()), other.value(field.name()));
                boolean down = Php.text(entry.getValue()).equalsIgnoreCase("DESC");
                comparator = comparator.thenComparing(down ? next.reversed() : next);
            }
        }
        return comparator.thenComparingLong(Item::id);
    }
}
