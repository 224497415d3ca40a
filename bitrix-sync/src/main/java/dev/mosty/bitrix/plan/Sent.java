package dev.mosty.bitrix.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.mosty.settings.Sha256;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What 1C sent last of one entity, by field: whatever it did not change since is not sent again, so that a person's
 * edit in the portal stays.
 *
 * @param fields by the portal's names; product rows are under {@link #ROWS}
 */
public record Sent(Map<String, Value> fields) {
    public static final String ROWS = "rows";
    public static final Sent NOTHING = new Sent(Map.of());

    public Sent {
        fields = Map.copyOf(fields);
    }

    /**
     * @param value what the portal took; null if it never took one
     * @param unknown what left later with an effect that nobody knows; null if there is no such doubt
     * @param delivery that carried it: an older one that is replayed does not bring an old value back
     */
    public record Value(@Nullable JsonNode value, @Nullable JsonNode unknown, long delivery) {}

    /** Whether a value of that delivery has to go out. */
    public boolean differs(String field, JsonNode remembered, long delivery) {
        var known = fields.get(field);
        if (known == null) {
            return true;
        }
        return delivery >= known.delivery() && (known.unknown() != null || !remembered.equals(known.value()));
    }

    /** What may stand in the portal because of us: the value and the doubt about it. */
    public Optional<Value> of(String field) {
        return Optional.ofNullable(fields.get(field));
    }

    /** Before anything leaves: from now on nobody knows which of the two the portal has. */
    public Sent leaving(Map<String, JsonNode> remembered) {
        var next = new TreeMap<>(fields);
        remembered.forEach((field, value) -> {
            var known = fields.get(field);
            next.put(
                    field,
                    new Value(known == null ? null : known.value(), value, known == null ? 0 : known.delivery()));
        });
        return new Sent(next);
    }

    /** The portal has taken them. */
    public Sent taken(Map<String, JsonNode> remembered, Map<String, Long> deliveries) {
        var next = new TreeMap<>(fields);
        remembered.forEach(
                (field, value) -> next.put(field, new Value(value, null, deliveries.getOrDefault(field, 0L))));
        return new Sent(next);
    }

    /** Stands for all of it, in the portal's ORIGIN_VERSION; rows apart, which have their own place. */
    public String version() {
        var values = new TreeMap<String, String>();
        fields.forEach((field, value) -> {
            if (!field.equals(ROWS) && value.unknown() == null && value.value() != null) {
                values.put(field, value.value().toString());
            }
        });
        return Sha256.hex(values.toString()).substring(0, 32);
    }

    public String json() {
        var json = JsonNodeFactory.instance.objectNode();
        new TreeMap<>(fields).forEach((field, value) -> {
            var entry = json.putObject(field);
            if (value.value() != null) {
                entry.set("v", value.value());
            }
            if (value.unknown() != null) {
                entry.set("u", value.unknown());
            }
            entry.put("d", value.delivery());
        });
        return json.toString();
    }

    public static Sent read(String json) {
        var fields = new TreeMap<String, Value>();
        try {
            for (var field : Work.JSON.readTree(json).properties()) {
                var entry = field.getValue();
                fields.put(
                        field.getKey(),
                        new Value(
                                entry.get("v"), entry.get("u"), entry.path("d").asLong()));
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a link's fields are always JSON", e);
        }
        return new Sent(fields);
    }

    /** Without the values, which are personal data. */
    @Override
    public String toString() {
        return "Sent" + fields.keySet();
    }
}
