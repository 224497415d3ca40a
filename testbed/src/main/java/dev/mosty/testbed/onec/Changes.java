package dev.mosty.testbed.onec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.testbed.simulation.Json;
import dev.mosty.testbed.simulation.Reply;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What 1C changed and Bitrix24 has not been told of, as an exchange plan keeps it: an object stands in it once, each page
 * gets the next number, a confirmation takes out what was in pages up to it, and what changed since stays.
 */
final class Changes {
    private static final int MOST_PAGE = 5_000;

    private final Map<String, Registered> registered = new LinkedHashMap<>();
    private final List<String> runs = new ArrayList<>();
    private long lastMessage;
    private long received;

    /** @param message of the last page that it was in; 0 while it was in none since it changed */
    private record Registered(ObjectNode object, long message) {}

    /** What a test asks. */
    record Reading(int registered, long lastMessage, long received, List<String> runs) {}

    /** An object, or an array of them, was changed. */
    synchronized void register(JsonNode changed) {
        for (JsonNode object : changed.isArray() ? changed : List.of(changed)) {
            if (!(object instanceof ObjectNode one) || !one.path("originId").isTextual()) {
                throw new IllegalArgumentException("an object has entity and originId");
            }
            String key = one.path("entity").asText() + "/"
                    + one.path("originId").asText().toLowerCase(Locale.ROOT);
            registered.remove(key);
            registered.put(key, new Registered(one, 0));
        }
    }

    /** {@code GET …?limit=500}. */
    synchronized Reply page(RoutingContext context) {
        String limit = context.request().getParam("limit", "");
        if (!limit.matches("\\d{1,4}") || Integer.parseInt(limit) < 1 || Integer.parseInt(limit) > MOST_PAGE) {
            return refused("limit must be from 1 to " + MOST_PAGE);
        }
        ObjectNode answer = Json.object();
        ArrayNode entities = answer.putArray("entities");
        List<String> keys =
                registered.keySet().stream().limit(Integer.parseInt(limit)).toList();
        if (!keys.isEmpty()) {
            lastMessage++;
        }
        for (String key : keys) {
            Optional.ofNullable(registered.get(key)).ifPresent(each -> {
                entities.add(each.object());
                registered.put(key, new Registered(each.object(), lastMessage));
            });
        }
        answer.put("message", lastMessage).put("more", keys.size() < registered.size());
        return Reply.json(200, answer);
    }

    /** {@code POST … {"received":17,"run":"…"}}. */
    synchronized Reply confirm(RoutingContext context) {
        Optional<JsonNode> body = Json.read(
                        Optional.ofNullable(context.body().asString()).orElse(""))
                .filter(JsonNode::isObject);
        JsonNode number = body.map(read -> read.path("received")).orElse(Json.object());
        if (!number.isIntegralNumber() || number.asLong() < 1) {
            return refused("received must be the number of a page");
        }
        if (number.asLong() > lastMessage) {
            return refused("there was no such page");
        }
        received = Math.max(received, number.asLong());
        registered.values().removeIf(each -> each.message() > 0 && each.message() <= number.asLong());
        body.map(read -> read.path("run").asText()).ifPresent(runs::add);
        return Reply.json(200, Json.object().put("received", received));
    }

    synchronized Reading reading() {
        return new Reading(registered.size(), lastMessage, received, List.copyOf(runs));
    }

    /** As an exchange plan that begins. */
    synchronized void reset() {
        registered.clear();
        runs.clear();
        lastMessage = 0;
        received = 0;
    }

    private static Reply refused(String why) {
        return Reply.json(400, Map.of("error", why));
    }
}
