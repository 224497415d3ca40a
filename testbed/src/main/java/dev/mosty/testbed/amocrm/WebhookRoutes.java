package dev.mosty.testbed.amocrm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.testbed.simulation.Json;
import dev.mosty.testbed.simulation.Reply;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Subscribing to webhooks (facts/amocrm.md §2): the same destination again updates, at most 100 an
 * account. Unlike amoCRM the simulator tells loopback only, so that a test reaches nobody outside.
 */
final class WebhookRoutes {
    private static final int MAX_SUBSCRIPTIONS = 100;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Subscriptions subscriptions;
    private final SimulatorOptions options;

    WebhookRoutes(Subscriptions subscriptions, SimulatorOptions options) {
        this.subscriptions = subscriptions;
        this.options = options;
    }

    void on(Router router, Front front) {
        router.get("/api/v4/webhooks").handler(front.answering(this::list));
        router.post("/api/v4/webhooks").handler(front.answeringJson((context, body) -> subscribe(body)));
        router.delete("/api/v4/webhooks").handler(front.answeringJson((context, body) -> unsubscribe(body)));
    }

    private Reply list(RoutingContext context) {
        List<String> wanted = context.queryParam("filter[destination]");
        List<Subscription> shown = subscriptions.all().stream()
                .filter(subscription -> wanted.isEmpty() || wanted.contains(subscription.destination()))
                .toList();
        ObjectNode body = Json.object().put("_total_items", shown.size());
        ArrayNode list = body.putObject("_embedded").putArray("webhooks");
        shown.forEach(subscription -> list.add(json(subscription)));
        return AmoReply.ok(body);
    }

    private Reply subscribe(JsonNode body) {
        String destination = body.path("destination").asText();
        if (!isLoopback(destination)) {
            return refused(Refusal.choice("destination"));
        }
        Set<String> settings = new TreeSet<>();
        body.path("settings").forEach(setting -> settings.add(setting.asText()));
        if (settings.isEmpty()) {
            return refused(Refusal.missing("settings"));
        }
        if (!Subscription.LEAD_SETTINGS.containsAll(settings)) {
            return refused(Refusal.choice("settings"));
        }
        List<Subscription> known = subscriptions.all();
        if (known.size() >= MAX_SUBSCRIPTIONS
                && known.stream().noneMatch(one -> one.destination().equals(destination))) {
            return AmoReply.problem(400, "An account takes at most " + MAX_SUBSCRIPTIONS + " webhooks");
        }
        JsonNode reply = json(subscriptions.subscribe(destination, settings));
        return new Reply(201, "application/hal+json", Json.text(reply), Map.of());
    }

    private Reply unsubscribe(JsonNode body) {
        return subscriptions.unsubscribe(body.path("destination").asText())
                ? Reply.empty(204)
                : AmoReply.problem(404, "Webhook not found");
    }

    private static Reply refused(Refusal refusal) {
        return Refusal.reply(Map.of("0", List.of(refusal)));
    }

    private static boolean isLoopback(String destination) {
        URI address = URI.create(destination);
        return "http".equals(address.getScheme()) && LOOPBACK.contains(String.valueOf(address.getHost()));
    }

    private JsonNode json(Subscription subscription) {
        ObjectNode json = Json.object()
                .put("id", subscription.id())
                .put("destination", subscription.destination())
                .put("created_at", subscription.createdAt().getEpochSecond())
                .put("updated_at", subscription.updatedAt().getEpochSecond())
                .put("account_id", options.accountId())
                .put("created_by", Author.INTEGRATION.userId())
                .put("sort", subscription.id())
                .put("disabled", subscription.disabled());
        json.set("settings", Json.tree(subscription.settings()));
        return json;
    }
}
