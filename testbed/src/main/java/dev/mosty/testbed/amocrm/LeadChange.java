package dev.mosty.testbed.amocrm;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One write to one lead, as the history keeps it.
 *
 * @param sequence grows by one with every write to any lead
 * @param created whether the lead came into being
 * @param fields everything that was sent, needless repeats included
 */
public record LeadChange(
        long sequence, Instant at, long leadId, Author author, boolean created, List<FieldChange> fields) {

    /** What this write made of a property or custom field; empty if it did not touch it. */
    public Optional<String> after(String key) {
        return fields.stream()
                .filter(field -> field.key().equals(key))
                .map(FieldChange::after)
                .findFirst();
    }

    /** Whether anything is different now. */
    @JsonIgnore
    public boolean isReal() {
        return created || fields.stream().anyMatch(FieldChange::real);
    }

    boolean touched(String key) {
        return fields.stream().anyMatch(field -> field.key().equals(key) && field.real());
    }
}
