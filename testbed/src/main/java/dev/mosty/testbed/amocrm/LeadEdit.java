package dev.mosty.testbed.amocrm;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a request wants of one lead, already found valid. Empty means untouched; an empty list of
 * values clears the field.
 */
record LeadEdit(
        Optional<String> name,
        Optional<BigDecimal> price,
        Optional<Long> pipelineId,
        Optional<Long> statusId,
        Optional<Long> responsibleUserId,
        Optional<List<String>> tags,
        Map<Long, List<FieldValue>> fields) {

    /** The lead after this edit. */
    Lead applyTo(Lead lead, Author author, Instant now) {
        TreeMap<Long, List<FieldValue>> filled = new TreeMap<>(lead.fields());
        fields.forEach((id, values) -> {
            if (values.isEmpty()) {
                filled.remove(id);
            } else {
                filled.put(id, values);
            }
        });
        return new Lead(
                lead.id(),
                name.orElse(lead.name()),
                price.orElse(lead.price()),
                pipelineId.orElse(lead.pipelineId()),
                statusId.orElse(lead.statusId()),
                responsibleUserId.orElse(lead.responsibleUserId()),
                lead.createdBy(),
                author.userId(),
                lead.createdAt(),
                now,
                tags.orElse(lead.tags()),
                filled);
    }

    /** Everything that was sent, with what it was before; equal texts mean a needless write. */
    List<FieldChange> between(Lead before, Lead after, CustomFields catalogue) {
        Map<String, FieldChange> sent = new LinkedHashMap<>();
        name.ifPresent(to -> put(sent, "name", before.name(), to));
        price.ifPresent(to -> put(sent, "price", before.price().toPlainString(), to.toPlainString()));
        pipelineId.ifPresent(to -> put(sent, "pipeline_id", "" + before.pipelineId(), "" + to));
        statusId.ifPresent(to -> put(sent, "status_id", "" + before.statusId(), "" + to));
        responsibleUserId.ifPresent(to -> put(sent, "responsible_user_id", "" + before.responsibleUserId(), "" + to));
        tags.ifPresent(to -> put(sent, "tags", String.join(", ", before.tags()), String.join(", ", to)));
        for (Long id : fields.keySet()) {
            String label = catalogue.find(id).map(CustomField::name).orElse("");
            String from = before.text(id).orElse("");
            sent.put(
                    "" + id,
                    new FieldChange("" + id, label, from, after.text(id).orElse("")));
        }
        return new ArrayList<>(sent.values());
    }

    private static void put(Map<String, FieldChange> sent, String key, String from, String to) {
        sent.put(key, new FieldChange(key, "", from, to));
    }
}
