package dev.mosty.testbed.amocrm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.testbed.simulation.Json;
import dev.mosty.testbed.simulation.Reply;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the account consists of: itself, its custom fields, its pipelines. */
final class CatalogueRoutes {
    private final String name;
    private final SimulatorOptions options;
    private final CustomFields fields;
    private final Pipelines pipelines;
    private final Runnable changed;

    CatalogueRoutes(Account account) {
        this.name = account.clinic().account();
        this.options = account.options();
        this.fields = account.fields();
        this.pipelines = account.clinic().pipelines();
        this.changed = account::changed;
    }

    void on(Router router, Front front) {
        router.get("/api/v4/account").handler(front.answering(context -> account()));
        router.get("/api/v4/leads/pipelines").handler(front.answering(context -> pipelineList()));
        router.get("/api/v4/leads/custom_fields").handler(front.answering(this::fieldPage));
        router.post("/api/v4/leads/custom_fields").handler(front.answeringJson((context, body) -> addFields(body)));
    }

    private Reply account() {
        return AmoReply.ok(Json.object()
                .put("id", options.accountId())
                .put("name", name)
                .put("subdomain", options.subdomain())
                .put("current_user_id", Author.INTEGRATION.userId())
                .put("country", "RU")
                .put("currency", "RUB")
                .put("currency_symbol", "₽")
                .put("customers_mode", "disabled")
                .put("is_unsorted_on", true));
    }

    private Reply pipelineList() {
        ObjectNode body = Json.object().put("_total_items", pipelines.all().size());
        ArrayNode list = body.putObject("_embedded").putArray("pipelines");
        for (Pipelines.Pipeline pipeline : pipelines.all()) {
            ObjectNode json = list.addObject()
                    .put("id", pipeline.id())
                    .put("name", pipeline.name())
                    .put("sort", list.size())
                    .put("is_main", pipeline.equals(pipelines.main()))
                    .put("is_unsorted_on", true)
                    .put("is_archive", false)
                    .put("account_id", options.accountId());
            ArrayNode statuses = json.putObject("_embedded").putArray("statuses");
            for (Pipelines.Status status : pipeline.statuses()) {
                statuses.addObject()
                        .put("id", status.id())
                        .put("name", status.name())
                        .put("sort", statuses.size() * 10)
                        .put("is_editable", status.id() > 143 && !status.unsorted())
                        .put("pipeline_id", pipeline.id())
                        .put("color", status.color())
                        .put("type", status.unsorted() ? 1 : 0)
                        .put("account_id", options.accountId());
            }
        }
        return AmoReply.ok(body);
    }

    private Reply fieldPage(RoutingContext context) {
        Page page = Page.read(context.queryParams());
        List<CustomField> all = fields.all();
        List<CustomField> shown = page.of(all.stream());
        if (shown.isEmpty()) {
            return Reply.empty(204);
        }
        ObjectNode body = Json.object()
                .put("_total_items", all.size())
                .put("_page", page.number())
                .put("_page_count", Math.ceilDiv(all.size(), page.limit()));
        ArrayNode list = body.putObject("_embedded").putArray("custom_fields");
        shown.forEach(field -> list.add(json(field)));
        return AmoReply.ok(body);
    }

    private Reply addFields(JsonNode body) {
        if (!body.isArray() || body.isEmpty()) {
            return AmoReply.problem(400, "The request body must be an array with at least one entity");
        }
        Map<String, List<Refusal>> refused = new LinkedHashMap<>();
        for (int i = 0; i < body.size(); i++) {
            List<Refusal> refusals = refusals(body.get(i));
            if (!refusals.isEmpty()) {
                refused.put("" + i, refusals);
            }
        }
        if (!refused.isEmpty()) {
            return Refusal.reply(refused);
        }
        ObjectNode reply = Json.object().put("_total_items", body.size());
        ArrayNode list = reply.putObject("_embedded").putArray("custom_fields");
        body.forEach(item -> list.add(json(create(item))));
        changed.run();
        return AmoReply.ok(reply);
    }

    private static List<Refusal> refusals(JsonNode item) {
        List<Refusal> refusals = new ArrayList<>();
        if (item.path("name").asText().isBlank()) {
            refusals.add(Refusal.missing("name"));
        }
        String type = item.path("type").asText();
        if (Arrays.stream(FieldType.values()).noneMatch(known -> known.apiName().equals(type))) {
            refusals.add(Refusal.choice("type"));
        }
        return refusals;
    }

    private CustomField create(JsonNode item) {
        List<String> choices = new ArrayList<>();
        item.path("enums").forEach(choice -> choices.add(choice.path("value").asText()));
        Optional<String> code = Optional.of(item.path("code").asText()).filter(text -> !text.isEmpty());
        return fields.create(
                item.path("name").asText(), code, FieldType.of(item.path("type").asText()), choices);
    }

    private JsonNode json(CustomField field) {
        ObjectNode json = Json.object()
                .put("id", field.id())
                .put("name", field.name())
                .put("type", field.type().apiName())
                .put("account_id", options.accountId())
                .put("code", field.code())
                .put("sort", 500)
                .put("is_api_only", false)
                .putNull("enums")
                .put("entity_type", "leads");
        if (!field.choices().isEmpty()) {
            ArrayNode enums = json.putArray("enums");
            for (CustomField.Choice choice : field.choices()) {
                enums.addObject()
                        .put("id", choice.id())
                        .put("value", choice.value())
                        .put("code", choice.code())
                        .put("sort", enums.size());
            }
        }
        return json;
    }
}
