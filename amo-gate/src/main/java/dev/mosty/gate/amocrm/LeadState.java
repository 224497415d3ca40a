package dev.mosty.gate.amocrm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.mosty.gate.lead.FieldIds;
import dev.mosty.gate.lead.LeadField;
import dev.mosty.gate.lead.LeadValue;
import dev.mosty.gate.lead.LeadValues;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What one lead holds as far as we know, field by field. Immutable.
 *
 * <p>A field is marked unknown before a request leaves and known again when amoCRM has named the lead as taken, so that
 * a crash, a timeout or a reset in between leaves the truth: we do not know.
 *
 * @param target the account and the lead there; a state of another target says nothing
 */
record LeadState(String target, Map<LeadField, Known> fields) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * @param delivery the id of the delivery that brought the value
     * @param fieldId amoCRM's id of the field; 0 for the lead's own price
     * @param written amoCRM confirmed it
     */
    record Known(LeadValue value, long delivery, long fieldId, boolean written) {}

    LeadState {
        var copy = new EnumMap<LeadField, Known>(LeadField.class);
        copy.putAll(fields);
        fields = Collections.unmodifiableMap(copy);
    }

    static LeadState unknown(String target) {
        return new LeadState(target, Map.of());
    }

    /** What need not be sent again: confirmed, and in the field that it would go to now. */
    LeadValues written(FieldIds ids) {
        var written = new EnumMap<LeadField, LeadValue>(LeadField.class);
        fields.forEach((field, known) -> {
            if (known.written() && known.fieldId() == idOf(field, ids)) {
                written.put(field, known.value());
            }
        });
        return new LeadValues(written);
    }

    /** Of a delivery's values those that no later delivery has had confirmed: a replay never goes backwards. */
    LeadValues notOlder(LeadValues values, long delivery) {
        var kept = new EnumMap<LeadField, LeadValue>(LeadField.class);
        values.byField().forEach((field, value) -> {
            var known = fields.get(field);
            if (known == null || !known.written() || known.delivery() <= delivery) {
                kept.put(field, value);
            }
        });
        return new LeadValues(kept);
    }

    /** The state while, or after, the values were sent. Two of our fields on one of amoCRM's: the other is gone. */
    LeadState with(LeadValues sent, Map<LeadField, Long> deliveries, FieldIds ids, boolean written) {
        var next = new EnumMap<LeadField, Known>(LeadField.class);
        next.putAll(fields);
        sent.byField().forEach((field, value) -> {
            var id = idOf(field, ids);
            next.entrySet()
                    .removeIf(other -> id != 0
                            && other.getKey() != field
                            && other.getValue().fieldId() == id
                            && !sent.byField().containsKey(other.getKey()));
            next.put(field, new Known(value, deliveries.getOrDefault(field, 0L), id, written));
        });
        return new LeadState(target, next);
    }

    private static long idOf(LeadField field, FieldIds ids) {
        return field == LeadField.PRICE ? 0 : orUnset(ids.of(field));
    }

    private static long orUnset(OptionalLong id) {
        return id.orElse(-1);
    }

    /** {@code {"price":{"v":{"price":59000},"d":12,"t":0,"w":true}}}. */
    String toJson() {
        var json = JSON.createObjectNode();
        fields.forEach((field, known) -> {
            var entry = json.putObject(field.key());
            entry.putRawValue("v", new RawValue(new LeadValues(Map.of(field, known.value())).toJson()));
            entry.put("d", known.delivery());
            entry.put("t", known.fieldId());
            entry.put("w", known.written());
        });
        try {
            return JSON.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of values is always JSON", e);
        }
    }

    static LeadState fromJson(String target, String text) {
        try {
            var json = JSON.readTree(text);
            var fields = new LinkedHashMap<LeadField, Known>();
            for (var field : LeadField.values()) {
                var entry = json.get(field.key());
                if (entry != null) {
                    LeadValues.fromJson(entry.path("v").toString())
                            .get(field)
                            .ifPresent(value -> fields.put(
                                    field,
                                    new Known(
                                            value,
                                            entry.path("d").asLong(),
                                            entry.path("t").asLong(),
                                            entry.path("w").asBoolean())));
                }
            }
            return new LeadState(target, fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("lead_state.fields is jsonb", e);
        }
    }
}
