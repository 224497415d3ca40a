package dev.mosty.gate.amocrm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mosty.gate.lead.FieldIds;
import dev.mosty.gate.lead.LeadField;
import dev.mosty.gate.lead.LeadValue;
import dev.mosty.gate.lead.LeadValues;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BiPredicate;

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
     * @param print the {@link Fingerprint} of the value
     * @param delivery the id of the delivery that brought the value
     * @param fieldId amoCRM's id of the field; 0 for the lead's own price
     * @param written amoCRM confirmed it
     */
    record Known(String print, long delivery, long fieldId, boolean written) {}

    LeadState {
        var copy = new EnumMap<LeadField, Known>(LeadField.class);
        copy.putAll(fields);
        fields = Collections.unmodifiableMap(copy);
    }

    static LeadState unknown(String target) {
        return new LeadState(target, Map.of());
    }

    /** The values that have to be sent: not confirmed as they are in the field that they would go to now. */
    LeadValues changed(LeadValues values, FieldIds ids) {
        return only(values, (field, value) -> {
            var known = fields.get(field);
            return known == null
                    || !known.written()
                    || known.fieldId() != idOf(field, ids)
                    || !known.print().equals(Fingerprint.of(value));
        });
    }

    /** Of a delivery's values those that no later delivery has had confirmed: a replay never goes backwards. */
    LeadValues notOlder(LeadValues values, long delivery) {
        return only(values, (field, value) -> {
            var known = fields.get(field);
            return known == null || !known.written() || known.delivery() <= delivery;
        });
    }

    private static LeadValues only(LeadValues values, BiPredicate<LeadField, LeadValue> test) {
        var kept = new EnumMap<LeadField, LeadValue>(LeadField.class);
        values.byField().forEach((field, value) -> {
            if (test.test(field, value)) {
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
            next.put(field, new Known(Fingerprint.of(value), deliveries.getOrDefault(field, 0L), id, written));
        });
        return new LeadState(target, next);
    }

    private static long idOf(LeadField field, FieldIds ids) {
        return field == LeadField.PRICE ? 0 : ids.of(field).orElse(-1);
    }

    /** {@code {"price":{"h":"k3…","d":12,"t":0,"w":true}}}. */
    String toJson() {
        var json = JSON.createObjectNode();
        fields.forEach((field, known) -> json.putObject(field.key())
                .put("h", known.print())
                .put("d", known.delivery())
                .put("t", known.fieldId())
                .put("w", known.written()));
        return json.toString();
    }

    static LeadState fromJson(String target, String text) {
        try {
            var json = JSON.readTree(text);
            var fields = new EnumMap<LeadField, Known>(LeadField.class);
            for (var field : LeadField.values()) {
                var entry = json.get(field.key());
                if (entry != null) {
                    fields.put(
                            field,
                            new Known(
                                    entry.path("h").asText(),
                                    entry.path("d").asLong(),
                                    entry.path("t").asLong(),
                                    entry.path("w").asBoolean()));
                }
            }
            return new LeadState(target, fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("lead_state.fields is jsonb", e);
        }
    }
}
