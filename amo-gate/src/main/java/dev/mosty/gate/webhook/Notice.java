package dev.mosty.gate.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What amoCRM posted, read from a form or from JSON into the same shape.
 *
 * @param accountIds every id of an account that it names: they should be one
 */
record Notice(List<LeadEvent> events, List<String> accountIds, JsonNode account) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** @throws IllegalArgumentException with a sentence, when the body is neither */
    static Notice read(byte[] body) {
        var text = new String(body, StandardCharsets.UTF_8).strip();
        return of(text.startsWith("{") ? json(text) : FormTree.read(text));
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static Notice of(JsonNode root) {
        var leads = root.path("leads");
        var events = new ArrayList<LeadEvent>();
        var accountIds = new ArrayList<String>();
        var account = one(root.path("account"));
        add(accountIds, account.path("id"));
        add(accountIds, leads.path("account_id"));
        leads.properties().forEach(entry -> {
            // The seed's JSON has the fields of the lead beside it: they are no event.
            for (var lead : entry.getKey().equals("custom_fields") ? List.<JsonNode>of() : many(entry.getValue())) {
                if (lead.isObject() && lead.hasNonNull("id")) {
                    add(accountIds, lead.path("account_id"));
                    events.add(LeadEvent.of(entry.getKey(), (ObjectNode) lead, leads.path("custom_fields")));
                }
            }
        });
        return new Notice(List.copyOf(events), List.copyOf(accountIds), account);
    }

    /** amoCRM's account is an object in a form and an array of one in the seed's JSON. */
    private static JsonNode one(JsonNode node) {
        return node.isArray() ? node.path(0) : node;
    }

    /** The elements of an array, or of a form's numbered fields. */
    static List<JsonNode> many(JsonNode node) {
        var elements = new ArrayList<JsonNode>();
        if (node.isContainerNode()) {
            node.elements().forEachRemaining(elements::add);
        }
        return elements;
    }

    private static void add(List<String> ids, JsonNode id) {
        if (id.isValueNode() && !id.asText().isBlank() && !ids.contains(id.asText())) {
            ids.add(id.asText());
        }
    }

    static JsonNode empty() {
        return JsonNodeFactory.instance.objectNode();
    }
}
