package dev.mosty.testbed.amocrm;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A lead as the human page and {@code /sim/leads} show it: names instead of ids, everything in it
 * still as it was written, so whoever shows it must escape it.
 *
 * @param lastChange the keys that the latest write really changed; none for a lead that is new
 */
record LeadView(
        long id,
        String name,
        BigDecimal price,
        long pipelineId,
        String pipeline,
        long statusId,
        String status,
        String color,
        Instant updatedAt,
        Author updatedBy,
        List<String> tags,
        List<Field> fields,
        List<String> lastChange) {

    record Field(long id, String name, FieldType type, String text) {}

    static LeadView of(Lead lead, Account account) {
        Optional<Pipelines.Pipeline> pipeline = account.clinic().pipelines().find(lead.pipelineId());
        Optional<Pipelines.Status> status = pipeline.flatMap(funnel -> funnel.status(lead.statusId()));
        List<LeadChange> history = account.leads().history(lead.id());
        return new LeadView(
                lead.id(),
                lead.name(),
                lead.price(),
                lead.pipelineId(),
                pipeline.map(Pipelines.Pipeline::name).orElse(""),
                lead.statusId(),
                status.map(Pipelines.Status::name).orElse(""),
                status.map(Pipelines.Status::color).orElse("#c1c1c1"),
                lead.updatedAt(),
                lead.updatedBy() == Author.INTEGRATION.userId() ? Author.INTEGRATION : Author.MANAGER,
                lead.tags(),
                fields(lead, account.fields()),
                history.isEmpty() ? List.of() : changed(history.getLast()));
    }

    private static List<Field> fields(Lead lead, CustomFields catalogue) {
        return lead.fields().keySet().stream()
                .flatMap(id -> catalogue.find(id).stream())
                .map(field -> new Field(
                        field.id(),
                        field.name(),
                        field.type(),
                        lead.text(field.id()).orElse("")))
                .toList();
    }

    private static List<String> changed(LeadChange change) {
        return change.created()
                ? List.of()
                : change.fields().stream()
                        .filter(FieldChange::real)
                        .map(FieldChange::key)
                        .toList();
    }
}
