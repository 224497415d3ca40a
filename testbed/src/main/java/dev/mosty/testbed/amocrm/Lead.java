package dev.mosty.testbed.amocrm;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A lead at one moment.
 *
 * @param price roubles; fractions are allowed (facts/amocrm.md §2)
 * @param tags names
 * @param fields filled custom fields by id; a cleared field is absent
 */
public record Lead(
        long id,
        String name,
        BigDecimal price,
        long pipelineId,
        long statusId,
        long responsibleUserId,
        long createdBy,
        long updatedBy,
        Instant createdAt,
        Instant updatedAt,
        List<String> tags,
        Map<Long, List<FieldValue>> fields) {

    /** The text of a custom field, several values joined by a comma; empty if it is not filled. */
    public Optional<String> text(long fieldId) {
        List<FieldValue> values = fields.getOrDefault(fieldId, List.of());
        return values.isEmpty()
                ? Optional.empty()
                : Optional.of(values.stream().map(FieldValue::text).collect(Collectors.joining(", ")));
    }
}
