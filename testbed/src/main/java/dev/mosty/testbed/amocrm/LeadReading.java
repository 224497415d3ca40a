package dev.mosty.testbed.amocrm;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads one lead of a request body and collects everything that is wrong with it.
 *
 * <p>Keys that amoCRM takes but the simulator has no use for ({@code created_at},
 * {@code loss_reason_id}, …) are checked and otherwise ignored.
 */
final class LeadReading {
    private static final Set<String> USERS = Set.of("responsible_user_id", "created_by", "updated_by");
    private static final Set<String> NUMBERS =
            Set.of("created_at", "updated_at", "closed_at", "loss_reason_id", "pipeline_id", "status_id");
    private static final Set<String> OTHERS =
            Set.of("id", "name", "price", "custom_fields_values", "_embedded", "request_id");

    private final CustomFields catalogue;
    private final Pipelines pipelines;

    LeadReading(CustomFields catalogue, Pipelines pipelines) {
        this.catalogue = catalogue;
        this.pipelines = pipelines;
    }

    /** What the item asks for, and why it may not have it. */
    record Read(LeadEdit edit, List<Refusal> refusals) {}

    /**
     * Reads the item for a lead that exists, or for a new one.
     *
     * @param current the lead that is edited; empty for a new one
     */
    Read read(JsonNode item, Optional<Lead> current) {
        List<Refusal> refusals = new ArrayList<>();
        if (!item.isObject()) {
            refusals.add(Refusal.type("", "object"));
            return new Read(nothing(), refusals);
        }
        item.fieldNames().forEachRemaining(key -> checkKey(item, key, refusals));
        Optional<Long> pipeline = number(item, "pipeline_id");
        Optional<Long> status = number(item, "status_id");
        checkStep(pipeline, status, current, refusals);
        JsonNode fields = item.path("custom_fields_values");
        LeadEdit edit = new LeadEdit(
                name(item, refusals),
                price(item, refusals),
                pipeline,
                status.or(() -> pipeline.flatMap(pipelines::find)
                        .map(funnel -> funnel.first().id())),
                number(item, "responsible_user_id"),
                tags(item, refusals),
                fields.isMissingNode() ? Map.of() : new FieldReading(catalogue, refusals).read(fields));
        return new Read(edit, refusals);
    }

    private static LeadEdit nothing() {
        return new LeadEdit(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    private static Optional<String> name(JsonNode item, List<Refusal> refusals) {
        JsonNode name = item.path("name");
        if (name.isMissingNode()) {
            return Optional.empty();
        }
        if (!name.isTextual()) {
            refusals.add(Refusal.type("name", "string"));
            return Optional.empty();
        }
        return Optional.of(name.textValue());
    }

    private static Optional<BigDecimal> price(JsonNode item, List<Refusal> refusals) {
        JsonNode price = item.path("price");
        if (price.isMissingNode()) {
            return Optional.empty();
        }
        if (!price.isNumber()) {
            refusals.add(Refusal.type("price", "numeric"));
            return Optional.empty();
        }
        return Optional.of(price.decimalValue());
    }

    /** A user who is gone is refused, as in an echoed created_by (facts/amocrm.md §2). */
    private static void checkKey(JsonNode item, String key, List<Refusal> refusals) {
        boolean nothing = key.equals("loss_reason_id") && item.path(key).isNull();
        if (!USERS.contains(key) && !NUMBERS.contains(key)) {
            if (!OTHERS.contains(key)) {
                refusals.add(Refusal.unexpected(key));
            }
        } else if (!nothing && number(item, key).isEmpty()) {
            refusals.add(Refusal.type(key, "int"));
        } else if (USERS.contains(key) && !Author.knows(number(item, key).orElse(0L))) {
            refusals.add(Refusal.choice(key));
        }
    }

    private static Optional<Long> number(JsonNode item, String key) {
        JsonNode number = item.path(key);
        return number.isIntegralNumber() && number.canConvertToLong()
                ? Optional.of(number.longValue())
                : Optional.empty();
    }

    /** A status belongs to a funnel, and a lead in Unsorted is not to be touched (facts/amocrm.md §2, Statuses). */
    private void checkStep(
            Optional<Long> pipeline, Optional<Long> status, Optional<Lead> current, List<Refusal> refusals) {
        long funnelId = pipeline.or(() -> current.map(Lead::pipelineId))
                .orElse(pipelines.main().id());
        Optional<Pipelines.Pipeline> funnel = pipelines.find(funnelId);
        if (funnel.isEmpty()) {
            refusals.add(Refusal.choice("pipeline_id"));
            return;
        }
        long step = status.or(() -> pipeline.isPresent() ? Optional.empty() : current.map(Lead::statusId))
                .orElse(funnel.get().first().id());
        if (funnel.get().status(step).map(Pipelines.Status::unsorted).orElse(true)) {
            refusals.add(Refusal.choice("status_id"));
        }
    }

    private static Optional<List<String>> tags(JsonNode item, List<Refusal> refusals) {
        JsonNode embedded = item.path("_embedded");
        if (embedded.isMissingNode()) {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>();
        for (JsonNode tag : embedded.path("tags")) {
            if (!tag.path("name").isTextual()) {
                refusals.add(Refusal.missing("_embedded.tags." + names.size() + ".name"));
                return Optional.empty();
            }
            names.add(tag.path("name").textValue());
        }
        return Optional.of(names);
    }
}
