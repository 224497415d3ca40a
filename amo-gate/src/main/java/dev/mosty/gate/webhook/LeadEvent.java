package dev.mosty.gate.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One lead in a webhook.
 *
 * @param name what happened: add, update, status, delete, …
 * @param lead the lead as amoCRM sent it, less its custom fields
 * @param fields its custom fields by name; several values joined by a comma
 * @param values the same by id, to be compared with what we wrote
 * @param tags the names of its tags
 */
record LeadEvent(
        String name, ObjectNode lead, Map<String, String> fields, Map<String, String> values, Set<String> tags) {

    /** @param beside custom fields that stand beside the lead instead of in it, as in the JSON of seed 003 */
    static LeadEvent of(String name, ObjectNode raw, JsonNode beside) {
        var lead = raw.deepCopy();
        var own = lead.remove("custom_fields");
        var fields = new LinkedHashMap<String, String>();
        var values = new LinkedHashMap<String, String>();
        for (var field : Notice.many(own == null ? beside : own)) {
            var text = Notice.many(field.path("values")).stream()
                    .map(LeadEvent::text)
                    .collect(Collectors.joining(", "));
            fields.put(field.path("name").asText(field.path("id").asText("?")), text);
            values.put(field.path("id").asText(""), text);
        }
        var tags = new LinkedHashSet<String>();
        Notice.many(lead.path("tags"))
                .forEach(tag -> tags.add(
                        tag.isValueNode() ? tag.asText() : tag.path("name").asText()));
        return new LeadEvent(name, lead, fields, values, tags);
    }

    /** A value is an object with {@code value}, or in some forms the bare value. */
    private static String text(JsonNode value) {
        return value.isValueNode() ? value.asText() : value.path("value").asText("");
    }

    String id() {
        return lead.path("id").asText();
    }

    /** amoCRM's Unix seconds of the change; 0 when it does not say. */
    long lastModified() {
        return lead.path("last_modified").asLong(lead.path("updated_at").asLong());
    }
}
