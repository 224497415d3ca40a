package dev.mosty.testbed.bitrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.testbed.bitrix.WriteLog.Author;
import dev.mosty.testbed.simulation.ControlRoute;
import dev.mosty.testbed.simulation.Json;
import dev.mosty.testbed.simulation.Reply;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What a person does in the portal's own pages, and what a test wants to see of its data. */
final class ItemControl {
    private static final String ONE = "/sim/items/(?<kind>[a-z]{4,14})/(?<id>\\d{1,18})";
    private static final String PREFIX = "00000000-0000-4000-8000-";
    private static final int MOST_SEEDED = 200_000;
    private static final int MOST_SHOWN = 10_000;

    private final Portal portal;

    ItemControl(Portal portal) {
        this.portal = portal;
    }

    void on(Router router) {
        router.get("/sim/items/:kind").handler(ControlRoute.answering(this::some));
        router.post("/sim/items/:kind").handler(ControlRoute.answering(this::add));
        router.getWithRegex(ONE).handler(ControlRoute.answering(context -> with(context, this::shown)));
        router.patchWithRegex(ONE)
                .handler(ControlRoute.answering(context -> with(context, item -> edit(context, item))));
        router.deleteWithRegex(ONE)
                .handler(ControlRoute.answering(context ->
                        with(context, item -> ControlRoute.done(() -> portal.delete(item, Author.PERSON)))));
        router.post("/sim/seed").handler(ControlRoute.answering(this::seed));
        router.get("/sim/writes").handler(ControlRoute.answering(this::writes));
    }

    /** The latest first; or those with that identifier of the other system. */
    private Object some(RoutingContext context) {
        Kind kind = kind(context);
        String origin = context.request().getParam("originId", "");
        List<Item> all = portal.all(kind);
        return all.reversed().stream()
                .filter(item -> origin.isEmpty() || item.originId().equalsIgnoreCase(origin))
                .limit(number(context, "limit", 50, MOST_SHOWN))
                .map(this::shown)
                .toList();
    }

    private Object add(RoutingContext context) {
        JsonNode fields = ControlRoute.body(context).path("fields");
        refuse(portal.problem(kind(context), fields, true));
        return shown(portal.add(kind(context), fields, Author.PERSON));
    }

    /** A form sends what is in it: a telephone without an ID is one more. */
    private Object edit(RoutingContext context, Item item) {
        JsonNode wanted = ControlRoute.body(context);
        refuse(portal.problem(item.kind(), wanted.path("fields"), false));
        Item edited = portal.update(item, wanted.path("fields"), Author.PERSON);
        return shown(
                wanted.has("rows")
                        ? portal.setRows(
                                edited, wanted.path("rows").valueStream().toList(), Author.PERSON)
                        : edited);
    }

    private static void refuse(Optional<Outcome.Refused> problem) {
        problem.ifPresent(refused -> {
            throw new IllegalArgumentException(refused.description());
        });
    }

    /** Items that were synchronized before, with identifiers that can be told beforehand. */
    private Object seed(RoutingContext context) {
        JsonNode wanted = ControlRoute.body(context);
        Kind kind = Kind.of(wanted.path("kind").asText());
        int count = wanted.path("count").asInt();
        if (count < 1 || count > MOST_SEEDED) {
            throw new IllegalArgumentException("count must be between 1 and " + MOST_SEEDED);
        }
        int from = wanted.path("from").asInt(1);
        long first = 0;
        long last = 0;
        for (int i = from; i < from + count; i++) {
            ObjectNode fields = Json.object().put(kind.origin(), originId(wanted, i));
            fields.put(kind == Kind.CONTACT || kind.ofCatalogue() ? "NAME" : "TITLE", kind.word() + " " + i);
            if (wanted.path("fields") instanceof ObjectNode more) {
                fields.setAll(more);
            }
            last = portal.add(kind, fields, Author.PERSON).id();
            first = first == 0 ? last : first;
        }
        return Map.of("first", first, "last", last, "firstOriginId", originId(wanted, from));
    }

    private static String originId(JsonNode wanted, int number) {
        return wanted.path("prefix").asText(PREFIX) + "%012d".formatted(number);
    }

    private Object writes(RoutingContext context) {
        return portal.log()
                .after(number(context, "after", 0, Long.MAX_VALUE), (int) number(context, "limit", 1_000, MOST_SHOWN));
    }

    private JsonNode shown(Item item) {
        ObjectNode json = new ItemView(portal.directory()).whole(item);
        json.set("CONTACT_IDS", Json.tree(item.contacts()));
        json.set("COMPANY_IDS", Json.tree(item.companies()));
        if (!item.rows().isEmpty()) {
            json.set(
                    "rows",
                    Json.tree(item.rows().stream()
                            .map(row -> row.shown(item.kind(), item.id()))
                            .toList()));
        }
        return json;
    }

    private Object with(RoutingContext context, Function<Item, Object> what) {
        return portal.find(kind(context), Long.parseLong(context.pathParam("id")))
                .map(what)
                .orElseGet(() -> Reply.json(404, Map.of("error", "There is no such item")));
    }

    private static Kind kind(RoutingContext context) {
        return Kind.of(context.pathParam("kind"));
    }

    private static long number(RoutingContext context, String name, long usual, long most) {
        String text = context.request().getParam(name, Long.toString(usual));
        if (!text.matches("\\d{1,18}")) {
            throw new IllegalArgumentException(name + " is not a number");
        }
        return Math.min(most, Long.parseLong(text));
    }
}
