package dev.mosty.gate.lead;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Which field of the connected account holds which of ours, once settings, fallbacks and the account's own list of
 * fields have been settled. A field without an id is not written.
 */
public record FieldIds(Map<LeadField, Long> byField) {

    /** Copies the map; ids are positive, and {@link LeadField#PRICE} has none. */
    public FieldIds {
        EnumMap<LeadField, Long> copy = new EnumMap<>(LeadField.class);
        copy.putAll(byField);
        if (copy.containsKey(LeadField.PRICE)) {
            throw new IllegalArgumentException("A lead's price is no custom field");
        }
        if (copy.values().stream().anyMatch(id -> id <= 0)) {
            throw new IllegalArgumentException("A field's id is positive");
        }
        byField = Collections.unmodifiableMap(copy);
    }

    /** The account's id of the field. */
    public OptionalLong of(LeadField field) {
        Long id = byField.get(field);
        return id == null ? OptionalLong.empty() : OptionalLong.of(id);
    }
}
