package dev.mosty.bitrix.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which product rows the portal would have otherwise.
 *
 * @param index from 0, in the portal's order
 * @param was the portal's row, as far as 1C speaks of it; empty if it has none there
 * @param becomes 1C's row; empty if the portal's goes
 */
public record RowDifference(int index, Optional<JsonNode> was, Optional<JsonNode> becomes) {
    /** 1C does not speak of it where there is none, and the portal's then goes with the row. */
    private static final String DISCOUNT = "DISCOUNT_SUM";

    /** @param there the portal's rows, in which numbers may be texts */
    public static List<RowDifference> of(JsonNode there, JsonNode wanted) {
        var differences = new ArrayList<RowDifference>();
        for (int i = 0; i < Math.max(there.size(), wanted.size()); i++) {
            var was = Optional.ofNullable(there.get(i));
            var becomes = Optional.ofNullable(wanted.get(i));
            if (was.isEmpty() || becomes.isEmpty() || !same(was.get(), becomes.get())) {
                var shown =
                        was.map(row -> becomes.map(ours -> onlyOf(row, ours)).orElse(row));
                differences.add(new RowDifference(i, shown, becomes));
            }
        }
        return differences;
    }

    private static boolean same(JsonNode was, JsonNode becomes) {
        for (var field : becomes.properties()) {
            if (!equal(was.path(field.getKey()), field.getValue())) {
                return false;
            }
        }
        var discount = ProductRows.number(was.path(DISCOUNT)).orElse(BigDecimal.ZERO);
        return becomes.has(DISCOUNT) || discount.signum() == 0;
    }

    private static boolean equal(JsonNode was, JsonNode becomes) {
        var one = ProductRows.number(was);
        var other = ProductRows.number(becomes);
        if (one.isPresent() && other.isPresent()) {
            return one.get().compareTo(other.get()) == 0;
        }
        return FieldValue.canonical(was).equals(FieldValue.canonical(becomes));
    }

    private static JsonNode onlyOf(JsonNode row, JsonNode ours) {
        var shown = JsonNodeFactory.instance.objectNode();
        row.properties().forEach(field -> {
            if (ours.has(field.getKey()) || field.getKey().equals(DISCOUNT)) {
                shown.set(field.getKey(), field.getValue());
            }
        });
        return shown;
    }

    /** Without the values. */
    @Override
    public String toString() {
        return "RowDifference[" + index + "]";
    }
}
