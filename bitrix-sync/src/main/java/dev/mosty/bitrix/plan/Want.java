package dev.mosty.bitrix.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.bitrix.plan.Fields.Standing;
import dev.mosty.bitrix.plan.Item.Reference;
import dev.mosty.bitrix.plan.Item.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What 1C wants of one entity by all that waits for it, over runs: field by field the later value wins, as if one had
 * been sent after the other.
 *
 * @param deliveries which delivery each field, reference and {@link Sent#ROWS} came with
 * @param unfit fields that 1C named and the portal cannot be told: they are among neither fields nor references
 */
public record Want(
        EntityKey key,
        Map<String, JsonNode> fields,
        Map<String, Reference> references,
        Optional<List<Row>> rows,
        Map<String, Long> deliveries,
        boolean force,
        Map<String, Standing> unfit) {

    /** One of those that wait, in order. */
    public record Part(long delivery, Item item) {}

    /** @param parts in order, at least one */
    public static Want of(List<Part> parts) {
        var key = parts.getFirst().item().key();
        var fields = new LinkedHashMap<String, JsonNode>();
        var references = new LinkedHashMap<String, Reference>();
        var deliveries = new LinkedHashMap<String, Long>();
        Optional<List<Row>> rows = Optional.empty();
        var force = false;
        for (var part : parts) {
            var item = part.item();
            item.fields().forEach((name, value) -> {
                fields.put(name, value);
                references.remove(name);
                deliveries.put(name, part.delivery());
            });
            item.references().forEach((name, reference) -> {
                references.put(name, reference);
                fields.remove(name);
                deliveries.put(name, part.delivery());
            });
            if (item.rows().isPresent()) {
                rows = item.rows();
                deliveries.put(Sent.ROWS, part.delivery());
            }
            force |= item.force();
        }
        // The GUID is the link's own, and no field to compare.
        fields.remove(key.type().originField());
        return new Want(key, fields, references, rows, deliveries, force, Map.of());
    }

    /** Without what the portal does not have, or keeps to itself: the rest goes on. */
    public Want fitting(Fields known) {
        var unfit = new LinkedHashMap<String, Standing>();
        Stream.concat(fields.keySet().stream(), references.keySet().stream()).forEach(name -> {
            var standing = known.of(key.type(), name);
            if (standing != Standing.WRITABLE) {
                unfit.put(name, standing);
            }
        });
        if (unfit.isEmpty()) {
            return this;
        }
        var fit = new LinkedHashMap<>(fields);
        fit.keySet().removeAll(unfit.keySet());
        var refer = new LinkedHashMap<>(references);
        refer.keySet().removeAll(unfit.keySet());
        return new Want(key, fit, refer, rows, deliveries, force, unfit);
    }

    /** Those of the fields that cannot be told for that reason, in 1C's order. */
    public List<String> unfit(Standing why) {
        return unfit.entrySet().stream()
                .filter(field -> field.getValue() == why)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Every entity that has to be in the portal first. */
    public Set<EntityKey> needs() {
        var needs = new LinkedHashSet<EntityKey>();
        references.values().forEach(reference -> needs.addAll(reference.targets()));
        rows.ifPresent(lines -> lines.forEach(row -> row.product().ifPresent(needs::add)));
        return needs;
    }

    public long deliveryOf(String field) {
        return deliveries.getOrDefault(field, 0L);
    }

    /** The name under which a person finds the reference: its field, or the rows. */
    public String whereIs(EntityKey target) {
        var names = new ArrayList<String>();
        references.forEach((name, reference) -> {
            if (reference.targets().contains(target)) {
                names.add(name);
            }
        });
        return names.isEmpty() ? Sent.ROWS : String.join(", ", names);
    }

    /** Without the values, which are personal data. */
    @Override
    public String toString() {
        return "Want[" + key + "]";
    }
}
