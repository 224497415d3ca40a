package dev.mosty.bitrix.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.bitrix.plan.Item.Row;
import dev.mosty.bitrix.plan.ItemReader.Malformed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the product rows of an entity; a wrong shape is {@link Malformed} with the row and the field. */
final class RowReader {
    private static final Set<String> TEXTS = Set.of("PRODUCT_NAME");
    private static final int MOST_ROWS = 2_000;

    private RowReader() {}

    /** Empty if 1C does not speak of them. */
    static Optional<List<Row>> read(JsonNode json, EntityType type) throws Malformed {
        if (json.isMissingNode() || json.isNull()) {
            return Optional.empty();
        }
        if (!type.hasRows()) {
            throw new Malformed("rows", "are for deals and leads");
        }
        if (!json.isArray() || json.size() > MOST_ROWS) {
            throw new Malformed("rows", "must be an array of at most " + MOST_ROWS);
        }
        var rows = new ArrayList<Row>();
        for (int i = 0; i < json.size(); i++) {
            rows.add(row(json.get(i), "rows[" + i + "]"));
        }
        return Optional.of(List.copyOf(rows));
    }

    private static Row row(JsonNode json, String within) throws Malformed {
        if (!json.isObject()) {
            throw new Malformed(within, "must be an object");
        }
        Optional<EntityKey> product = Optional.empty();
        var fields = new LinkedHashMap<String, JsonNode>();
        for (var field : json.properties()) {
            var name = field.getKey();
            var value = field.getValue();
            if (name.equals("product")) {
                product = Optional.of(product(value, within + ".product"));
                continue;
            }
            ItemReader.named(name, within);
            checkCell(name, value, within);
            fields.put(name, value);
        }
        if (product.isEmpty() && !fields.containsKey("PRODUCT_NAME") && !fields.containsKey("PRODUCT_ID")) {
            throw new Malformed(within + ".product", "is missing, and so are PRODUCT_NAME and PRODUCT_ID");
        }
        if (!fields.containsKey("PRICE") && !fields.containsKey("SUM")) {
            throw new Malformed(within + ".PRICE", "is missing");
        }
        if (ProductRows.isPercent(fields) && !fields.containsKey("DISCOUNT_RATE")) {
            throw new Malformed(within + ".DISCOUNT_RATE", "is missing, and DISCOUNT_TYPE_ID says per cent");
        }
        return new Row(product, fields);
    }

    private static void checkCell(String name, JsonNode value, String within) throws Malformed {
        if (ProductRows.NUMBERS.contains(name)) {
            if (ProductRows.number(value).isEmpty()) {
                throw new Malformed(within + "." + name, "must be a number");
            }
        } else if (value.isContainerNode() || (TEXTS.contains(name) && !value.isTextual())) {
            throw new Malformed(within + "." + name, "has a wrong type");
        }
    }

    /** Its entity need not be said. */
    private static EntityKey product(JsonNode json, String within) throws Malformed {
        if (!json.isObject()) {
            throw new Malformed(within, "must be an object with originId");
        }
        ItemReader.onlyKnown(json, Set.of("entity", "originId"), within + ".");
        if (json.has("entity") && ItemReader.type(json, within + ".") != EntityType.PRODUCT) {
            throw new Malformed(within + ".entity", "must be product");
        }
        return new EntityKey(EntityType.PRODUCT, ItemReader.origin(json, within + "."));
    }
}
