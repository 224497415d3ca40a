package dev.mosty.testbed.amocrm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.testbed.simulation.ControlRoute;
import dev.mosty.testbed.simulation.Reply;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The control endpoints of leads: what a test looks at, and what a manager does by hand. */
final class LeadControl {
    private static final String ONE_LEAD = "/sim/leads/(?<id>\\d{1,18})";
    private static final int MAX_RANGE = 500_000;
    private static final int MAX_LIST = 1_000;

    private final Account account;
    private final Leads leads;

    LeadControl(Account account) {
        this.account = account;
        this.leads = account.leads();
    }

    /** A lead with the writes to it, oldest first. */
    record Story(LeadView lead, List<LeadChange> history) {}

    /** Some of all leads. */
    record Listing(int total, List<Story> leads) {}

    void on(Router router) {
        router.get("/sim/leads").handler(ControlRoute.answering(this::list));
        router.getWithRegex(ONE_LEAD).handler(ControlRoute.answering(this::one));
        router.post("/sim/leads/range").handler(ControlRoute.answering(this::createRange));
        router.post("/sim/leads")
                .handler(ControlRoute.answering(
                        context -> account.batches().add(ControlRoute.body(context), Author.MANAGER)));
        router.patchWithRegex(ONE_LEAD)
                .handler(ControlRoute.answering(context ->
                        account.batches().patchOne(ApiRoutes.id(context), ControlRoute.body(context), Author.MANAGER)));
        router.get("/sim/fields")
                .handler(ControlRoute.answering(context -> account.fields().all()));
        router.get("/sim/writes").handler(ControlRoute.answering(this::writes));
    }

    private Object list(RoutingContext context) {
        MultiMap query = context.queryParams();
        int limit = Math.clamp(number(query, "limit", 50), 1, MAX_LIST);
        Stream<Lead> found;
        if (query.contains("ids")) {
            found = Arrays.stream(query.get("ids").split(",", -1)).flatMap(id -> leads.find(parse(id)).stream());
        } else if (query.contains("after")) {
            found = leads.after(number(query, "after", 0), limit).stream();
        } else if (query.contains("query")) {
            found = leads.search(LeadQuery.read(query)).stream();
        } else {
            found = leads.latest(limit).stream();
        }
        return new Listing(leads.count(), found.map(this::story).toList());
    }

    private Object one(RoutingContext context) {
        return leads.find(ApiRoutes.id(context))
                .<Object>map(this::story)
                .orElseGet(() -> Reply.json(404, Map.of("error", "There is no such lead")));
    }

    private Object createRange(RoutingContext context) {
        JsonNode body = ControlRoute.body(context);
        long from = body.path("from").asLong();
        long to = body.path("to").asLong();
        if (from < 1 || to < from || to - from >= MAX_RANGE) {
            throw new IllegalArgumentException("from and to must be ids of at most " + MAX_RANGE + " leads");
        }
        leads.createRange(from, to);
        account.changed();
        return Map.of("total", leads.count());
    }

    private Object writes(RoutingContext context) {
        MultiMap query = context.queryParams();
        int limit = Math.clamp(number(query, "limit", MAX_LIST), 1, 10 * MAX_LIST);
        return leads.writesAfter(number(query, "after", 0), limit);
    }

    private Story story(Lead lead) {
        return new Story(LeadView.of(lead, account), leads.history(lead.id()));
    }

    private static long number(MultiMap query, String key, long usual) {
        return query.contains(key) ? parse(query.get(key)) : usual;
    }

    private static long parse(String number) {
        try {
            return Long.parseLong(number.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("Not a number: " + number, e);
        }
    }
}
