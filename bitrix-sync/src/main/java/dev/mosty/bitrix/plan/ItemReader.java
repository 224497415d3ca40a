package dev.mosty.bitrix.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.bitrix.plan.Item.Reference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one entity of {@code POST /v1/entities}; a wrong shape is {@link Malformed} with the field's name. */
public final class ItemReader {
    private static final Set<String> KEYS = Set.of("entity", "originId", "fields", "refs", "rows", "force");
    private static final Pattern FIELD = Pattern.compile("[A-Z][A-Z0-9_]{0,99}");
    private static final Pattern ORIGIN = Pattern.compile("[^\\p{Cntrl}\\p{Cs}]{1,255}");
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
        return new Item(key, fields, references, RowReader.read(json.path("rows"), type), force(json.path("force")));
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

    static void onlyKnown(JsonNode json, Set<String> known, String within) throws Malformed {
        for (var names = json.fieldNames(); names.hasNext(); ) {
            var name = names.next();
            if (!known.contains(name)) {
                throw new Malformed(within + shown(name), "is unknown");
            }
        }
    }

    static EntityType type(JsonNode json, String within) throws Malformed {
        return EntityType.of(json.path("entity").asText())
                .filter(type -> json.path("entity").isTextual())
                .orElseThrow(() -> new Malformed(
                        within + "entity", "must be contact, company, lead, deal, productsection or product"));
    }

    static String origin(JsonNode json, String within) throws Malformed {
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

    static void named(String name, String within) throws Malformed {
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
