package dev.mosty.bitrix.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What the portal should have of an entity, in its own terms.
 *
 * @param values every field but the multifields, canonical
 * @param multifields what 1C wants of {@link Multifields#NAMES}
 * @param unresolved references whose entity has no id there yet
 * @param strangers 1C's users whom nobody has mapped
 * @param noCurrency 1C's word for a currency that nobody knows
 */
public record Desired(
        Map<String, JsonNode> values,
        Map<String, List<Multifields.Entry>> multifields,
        Set<String> unresolved,
        List<String> strangers,
        Optional<String> noCurrency) {
    private static final String RESPONSIBLE = "ASSIGNED_BY_ID";
    private static final String CURRENCY = "CURRENCY_ID";
    /** 1C's {@code 12,50} would be 12 to the portal. */
    private static final Set<String> AMOUNTS = Set.of("OPPORTUNITY", "PRICE", "REVENUE", "TAX_VALUE", "PROBABILITY");

    /** @param ids the portal's id of another entity, as far as it is known */
    public static Desired of(Want want, Function<EntityKey, Optional<Long>> ids, Dictionary dictionary) {
        var values = new LinkedHashMap<String, JsonNode>();
        var multifields = new LinkedHashMap<String, List<Multifields.Entry>>();
        var strangers = new ArrayList<String>();
        Optional<String> noCurrency = Optional.empty();
        for (var field : want.fields().entrySet()) {
            var name = field.getKey();
            if (want.key().type().hasMultifields() && Multifields.NAMES.contains(name)) {
                multifields.put(name, Multifields.read(name, field.getValue()));
                continue;
            }
            var value = FieldValue.canonical(field.getValue());
            if (name.equals(RESPONSIBLE) && !value.asText().isEmpty()) {
                dictionary
                        .user(value.asText())
                        .ifPresentOrElse(
                                user -> values.put(name, TextNode.valueOf(user)), () -> strangers.add(value.asText()));
            } else if (name.equals(CURRENCY) && !value.asText().isEmpty()) {
                var code = dictionary.currency(value.asText());
                code.ifPresent(known -> values.put(name, TextNode.valueOf(known)));
                if (code.isEmpty()) {
                    noCurrency = Optional.of(value.asText());
                }
            } else if (AMOUNTS.contains(name)) {
                values.put(
                        name,
                        ProductRows.number(field.getValue())
                                .map(amount -> FieldValue.canonical(JsonNodeFactory.instance.numberNode(amount)))
                                .orElse(value));
            } else {
                values.put(name, value);
            }
        }
        return new Desired(values, multifields, references(want, ids, values), strangers, noCurrency);
    }

    private static Set<String> references(
            Want want, Function<EntityKey, Optional<Long>> ids, Map<String, JsonNode> values) {
        var unresolved = new LinkedHashSet<String>();
        want.references().forEach((name, reference) -> {
            var found = reference.targets().stream()
                    .map(ids)
                    .flatMap(Optional::stream)
                    .map(id -> Long.toString(id))
                    .toList();
            if (found.size() < reference.targets().size()) {
                unresolved.add(name);
            } else if (reference.many()) {
                var list = JsonNodeFactory.instance.arrayNode();
                found.forEach(list::add);
                values.put(name, list);
            } else {
                values.put(name, TextNode.valueOf(found.getFirst()));
            }
        });
        return unresolved;
    }

    /** Everything as it is remembered, by field. */
    public Map<String, JsonNode> remembered() {
        var remembered = new LinkedHashMap<String, JsonNode>();
        values.forEach((name, value) -> remembered.put(name, FieldValue.remembered(value)));
        multifields.forEach((name, entries) -> remembered.put(name, remembered(entries)));
        return remembered;
    }

    /** Whole, since a value that was ours must be told from a person's. */
    private static JsonNode remembered(List<Multifields.Entry> entries) {
        var list = JsonNodeFactory.instance.arrayNode();
        for (var entry : entries) {
            var row = list.addObject().put("VALUE", entry.value());
            entry.type().ifPresent(type -> row.put("VALUE_TYPE", type));
        }
        return list;
    }

    /** The fields that 1C changed since it sent them last; all of them if 1C insists. */
    public Set<String> changed(Want want, Sent sent) {
        var changed = new LinkedHashSet<String>();
        remembered().forEach((name, value) -> {
            if (want.force() || sent.differs(name, value, want.deliveryOf(name))) {
                changed.add(name);
            }
        });
        return changed;
    }

    /** What the portal took from us last of a multifield. */
    public static List<Multifields.Entry> before(String name, Sent sent) {
        return entries(name, sent.of(name).map(Sent.Value::value));
    }

    /** What left since with an effect that nobody knows. */
    public static List<Multifields.Entry> doubtful(String name, Sent sent) {
        return entries(name, sent.of(name).map(Sent.Value::unknown));
    }

    private static List<Multifields.Entry> entries(String name, Optional<JsonNode> remembered) {
        return remembered
                .filter(JsonNode::isArray)
                .map(list -> Multifields.read(name, list))
                .orElse(List.of());
    }

    /** Without the values, which are personal data. */
    @Override
    public String toString() {
        return "Desired" + values.keySet();
    }
}
