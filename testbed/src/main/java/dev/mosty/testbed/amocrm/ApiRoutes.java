package dev.mosty.testbed.amocrm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.testbed.simulation.Json;
import dev.mosty.testbed.simulation.Reply;
import io.netty.handler.codec.http.QueryStringEncoder;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** The part of API v4 that deals with leads. An empty page is 204 (facts/amocrm.md §2, Errors). */
final class ApiRoutes {
    private static final String ONE_LEAD = "/api/v4/leads/(?<id>\\d{1,18})";

    private final OAuthServer oauth;
    private final Leads leads;
    private final LeadBatches batches;
    private final LeadJson json;

    ApiRoutes(OAuthServer oauth, Leads leads, LeadBatches batches, LeadJson json) {
        this.oauth = oauth;
        this.leads = leads;
        this.batches = batches;
        this.json = json;
    }

    void on(Router router, Front front) {
        router.route("/api/*").handler(context -> {
            if (authorized(context)) {
                context.next();
            } else {
                front.send(context, AmoReply.problem(401, "Unauthorized"));
            }
        });
        router.get("/api/v4/leads").handler(front.answering(this::list));
        router.post("/api/v4/leads")
                .handler(front.answeringJson((context, body) -> batches.add(body, Author.INTEGRATION)));
        router.patch("/api/v4/leads")
                .handler(front.answeringJson((context, body) -> batches.patch(body, Author.INTEGRATION)));
        router.getWithRegex(ONE_LEAD).handler(front.answering(this::get));
        router.patchWithRegex(ONE_LEAD)
                .handler(front.answeringJson(
                        (context, body) -> batches.patchOne(id(context), body, Author.INTEGRATION)));
    }

    static long id(RoutingContext context) {
        return Long.parseLong(context.pathParam("id"));
    }

    private boolean authorized(RoutingContext context) {
        String header = context.request().getHeader("Authorization");
        return header != null && header.startsWith("Bearer ") && oauth.accepts(header.substring("Bearer ".length()));
    }

    private Reply list(RoutingContext context) {
        LeadQuery query = LeadQuery.read(context.queryParams());
        List<JsonNode> found = leads.search(query).stream().map(json::of).toList();
        if (found.isEmpty()) {
            return Reply.empty(204);
        }
        ObjectNode body = Json.object().put("_page", query.page().number());
        body.set("_links", links(context, query.page(), found.size()));
        ArrayNode list = body.putObject("_embedded").putArray("leads");
        list.addAll(found);
        return AmoReply.ok(body);
    }

    private Reply get(RoutingContext context) {
        return leads.find(id(context)).map(lead -> AmoReply.ok(json.of(lead))).orElseGet(() -> Reply.empty(204));
    }

    private static ObjectNode links(RoutingContext context, Page page, int found) {
        ObjectNode links = Json.object();
        links.putObject("self").put("href", context.request().absoluteURI());
        if (found == page.limit()) {
            QueryStringEncoder next =
                    new QueryStringEncoder(context.request().absoluteURI().replaceFirst("\\?.*", ""));
            context.queryParams().remove("page").forEach(next::addParam);
            next.addParam("page", "" + (page.number() + 1));
            links.putObject("next").put("href", next.toString());
        }
        return links;
    }
}
