package dev.mosty.bitrix.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.bitrix.plan.Item.Reference;
import dev.mosty.bitrix.plan.Item.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one entity of {@code POST /v1/entities}; a wrong shape is {@link Malformed} with the field's name. */
public final class ItemReader {
    private static final Set<String> KEYS = Set.of("entity", "originId", "fields", "refs", "rows", "force");
    private static final Set<String> ROW_TEXTS = Set.of("PRODUCT_NAME");
    private static final Pattern FIELD = Pattern.compile("[A-Z][A-Z0-9_]{0,99}");
    private static final Pattern ORIGIN = Pattern.compile("[^\\p{Cntrl}\\p{Cs}]{1,255}");
    private static final int MOST_ROWS = 2_000;
    private static final int MOST_DEPTH = 12;

    private ItemReader() {}

    /** What is wrong, and where within the entity. */
    public static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;
        private final String field;

        Malformed(String field, String why) {
            super(why);
            this.field = field;
        }

        /** Such as {@code refs.COMPANY_ID.originId}; empty for the entity itself. */
        public String field() {
            return field;
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }

    public static Item read(@Nullable JsonNode json) throws Malformed {
        if (json == null || !json.isObject()) {
            throw new Malformed("", "is not an object");
        }
        onlyKnown(json, KEYS, "");
        sane(json, "", 0);
        var type = type(json, "");
        var key = new EntityKey(type, origin(json, ""));
        var fields = fields(json.path("fields"), "fields");
        checkIdentity(key, fields);
        for (var name : fields.keySet()) {
            if (Multifields.NAMES.contains(name) && type.hasMultifields()) {
                Multifields.check(fields.get(name), "fields." + name);
            }
        }
        var references = references(json.path("refs"), fields);
        return new Item(key, fields, references, rows(json.path("rows"), type), force(json.path("force")));
    }

    /** A number such as 1e999999999 would fill the memory wherever it is written out. */
    private static void sane(JsonNode json, String within, int depth) throws Malformed {
        if (depth > MOST_DEPTH) {
            throw new Malformed(within, "is nested too deeply");
        }
        if (json.isNumber() && !ProductRows.sane(json.decimalValue())) {
            throw new Malformed(within, "is not a number that anybody has");
        }
        for (var field : json.properties()) {
            var name = shown(field.getKey());
            sane(field.getValue(), within.isEmpty() ? name : within + "." + name, depth + 1);
        }
        if (json.isArray()) {
            for (int i = 0; i < json.size(); i++) {
                sane(json.get(i), within + "[" + i + "]", depth + 1);
            }
        }
    }

    private static void onlyKnown(JsonNode json, Set<String> known, String within) throws Malformed {
        for (var names = json.fieldNames(); names.hasNext(); ) {
            var name = names.next();
            if (!known.contains(name)) {
                throw new Malformed(within + shown(name), "is unknown");
            }
        }
    }

    private static EntityType type(JsonNode json, String within) throws Malformed {
        return EntityType.of(json.path("entity").asText())
                .filter(type -> json.path("entity").isTextual())
                .orElseThrow(() -> new Malformed(
                        within + "entity", "must be contact, company, lead, deal, productsection or product"));
    }

    private static String origin(JsonNode json, String within) throws Malformed {
        var origin = json.path("originId");
        if (!origin.isTextual()
                || origin.asText().isBlank()
                || !ORIGIN.matcher(origin.asText()).matches()) {
            throw new Malformed(within + "originId", "must be a text of 1 to 255 characters that can be written");
        }
        return origin.asText().strip();
    }

    private static Map<String, JsonNode> fields(JsonNode json, String within) throws Malformed {
        if (json.isMissingNode() || json.isNull()) {
            return Map.of();
        }
        if (!json.isObject()) {
            throw new Malformed(within, "must be an object");
        }
        var fields = new LinkedHashMap<String, JsonNode>();
        for (var field : json.properties()) {
            named(field.getKey(), within);
            fields.put(field.getKey(), field.getValue());
        }
        return fields;
    }

    private static void named(String name, String within) throws Malformed {
        if (!FIELD.matcher(name).matches()) {
            throw new Malformed(within + "." + shown(name), "is not a field's name");
        }
    }

    /** The portal's own id is not 1C's to give, and the GUID stands in one place. */
    private static void checkIdentity(EntityKey key, Map<String, JsonNode> fields) throws Malformed {
        if (fields.containsKey("ID")) {
            throw new Malformed("fields.ID", "is the portal's to give");
        }
        var field = key.type().originField();
        var given = fields.get(field);
        if (given != null && !key.canonical().equals(EntityKey.canonical(given.asText()))) {
            throw new Malformed("fields." + field, "differs from originId");
        }
    }

    private static Map<String, Reference> references(JsonNode json, Map<String, JsonNode> fields) throws Malformed {
        if (json.isMissingNode() || json.isNull()) {
            return Map.of();
        }
        if (!json.isObject()) {
            throw new Malformed("refs", "must be an object");
        }
        var references = new LinkedHashMap<String, Reference>();
        for (var reference : json.properties()) {
            var within = "refs." + shown(reference.getKey());
            named(reference.getKey(), "refs");
            if (fields.containsKey(reference.getKey())) {
                throw new Malformed(within, "is among the fields, too");
            }
            references.put(reference.getKey(), reference(reference.getValue(), within));
        }
        return references;
    }

    private static Reference reference(JsonNode json, String within) throws Malformed {
        if (!json.isArray()) {
            return new Reference(false, List.of(target(json, within)));
        }
        var targets = new ArrayList<EntityKey>();
        for (int i = 0; i < json.size(); i++) {
            targets.add(target(json.get(i), within + "[" + i + "]"));
        }
        return new Reference(true, targets.stream().distinct().toList());
    }

    private static EntityKey target(JsonNode json, String within) throws Malformed {
        if (!json.isObject()) {
            throw new Malformed(within, "must be an object with entity and originId");
        }
        onlyKnown(json, Set.of("entity", "originId"), within + ".");
        return new EntityKey(type(json, within + "."), origin(json, within + "."));
    }

    private static Optional<List<Row>> rows(JsonNode json, EntityType type) throws Malformed {
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
            named(name, within);
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
        } else if (value.isContainerNode() || (ROW_TEXTS.contains(name) && !value.isTextual())) {
            throw new Malformed(within + "." + name, "has a wrong type");
        }
    }

    /** Its entity need not be said. */
    private static EntityKey product(JsonNode json, String within) throws Malformed {
        if (!json.isObject()) {
            throw new Malformed(within, "must be an object with originId");
        }
        onlyKnown(json, Set.of("entity", "originId"), within + ".");
        if (json.has("entity") && type(json, within + ".") != EntityType.PRODUCT) {
            throw new Malformed(within + ".entity", "must be product");
        }
        return new EntityKey(EntityType.PRODUCT, origin(json, within + "."));
    }

    private static boolean force(JsonNode json) throws Malformed {
        if (!json.isMissingNode() && !json.isBoolean()) {
            throw new Malformed("force", "must be true or false");
        }
        return json.asBoolean(false);
    }

    /** A hostile name must not fill the reply. */
    private static String shown(String name) {
        return name.length() <= 60 ? name : name.substring(0, 60) + "…";
    }
}
