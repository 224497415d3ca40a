package dev.mosty.testbed.amocrm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.testbed.simulation.Json;
import java.util.List;

/** A lead as {@code GET /api/v4/leads} shows it. */
final class LeadJson {
    private final CustomFields catalogue;
    private final String account;
    private final long accountId;

    LeadJson(CustomFields catalogue, SimulatorOptions options) {
        this.catalogue = catalogue;
        this.account = "https://" + options.subdomain() + ".amocrm.ru";
        this.accountId = options.accountId();
    }

    JsonNode of(Lead lead) {
        ObjectNode json = Json.object()
                .put("id", lead.id())
                .put("name", lead.name())
                .put("price", lead.price())
                .put("responsible_user_id", lead.responsibleUserId())
                .put("group_id", 0)
                .put("status_id", lead.statusId())
                .put("pipeline_id", lead.pipelineId())
                .putNull("loss_reason_id")
                .put("created_by", lead.createdBy())
                .put("updated_by", lead.updatedBy())
                .put("created_at", lead.createdAt().getEpochSecond())
                .put("updated_at", lead.updatedAt().getEpochSecond())
                .putNull("closed_at")
                .putNull("closest_task_at")
                .put("is_deleted", false)
                .put("account_id", accountId);
        json.set("custom_fields_values", fields(lead));
        json.set("_links", self(lead.id()));
        ArrayNode tags = json.putObject("_embedded").putArray("tags");
        lead.tags().forEach(tag -> tags.addObject().put("id", tagId(tag)).put("name", tag));
        return json;
    }

    ObjectNode self(long id) {
        ObjectNode links = Json.object();
        links.putObject("self").put("href", account + "/api/v4/leads/" + id);
        return links;
    }

    static int tagId(String tag) {
        return tag.hashCode() & 0x7fffff;
    }

    private JsonNode fields(Lead lead) {
        ArrayNode list = Json.MAPPER.createArrayNode();
        lead.fields().forEach((id, values) -> catalogue.find(id).ifPresent(field -> list.add(field(field, values))));
        return list.isEmpty() ? list.nullNode() : list;
    }

    private static JsonNode field(CustomField field, List<FieldValue> values) {
        ObjectNode json = Json.object()
                .put("field_id", field.id())
                .put("field_name", field.name())
                .put("field_code", field.code())
                .put("field_type", field.type().apiName());
        ArrayNode list = json.putArray("values");
        for (FieldValue value : values) {
            ObjectNode entry = list.addObject();
            entry.set("value", value.value());
            CustomField.Choice choice = value.choice();
            if (choice != null) {
                entry.put("enum_id", choice.id()).put("enum_code", choice.code());
            }
        }
        return json;
    }
}
