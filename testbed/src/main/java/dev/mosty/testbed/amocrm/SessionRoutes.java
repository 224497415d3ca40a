package dev.mosty.testbed.amocrm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.testbed.simulation.Reply;
import io.vertx.core.Handler;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What amoCRM's own pages may ask with the cookie of a person's session: a widget in the lead card reads the lead and
 * its contact so. A session is no integration, so these requests do not pass the {@link Meter}.
 */
final class SessionRoutes {
    /** Any value will do: everybody who opens the card is the manager. */
    private static final String COOKIE = "session_id";

    private final Account account;
    private final Relations relations = Relations.read();

    SessionRoutes(Account account) {
        this.account = account;
    }

    void on(Router router) {
        router.get("/card").handler(context -> {
            context.response()
                    .addCookie(Cookie.cookie(COOKIE, "manager")
                            .setHttpOnly(true)
                            .setSameSite(CookieSameSite.LAX)
                            .setPath("/"));
            context.next();
        });
        router.getWithRegex("/api/v4/leads/(?<id>\\d{1,18})").handler(inSession(this::lead));
        router.getWithRegex("/api/v4/contacts/(?<id>\\d{1,18})").handler(inSession(id -> found(relations.contact(id))));
        router.getWithRegex("/api/v4/companies/(?<id>\\d{1,18})")
                .handler(inSession(id -> found(relations.company(id))));
        // Where amoCRM's pages get a one-time token is not documented; $authorizedAjax hides it.
        router.post("/card/one-time-token").handler(context -> {
            if (context.request().getCookie(COOKIE) == null) {
                AmoReply.problem(401, "Unauthorized").sendTo(context.response());
            } else {
                Reply.json(200, Map.of("token", account.oauth().issueOneTimeToken()))
                        .sendTo(context.response());
            }
        });
    }

    /** Without a session it is left to the API for integrations, which wants a token. */
    private static Handler<RoutingContext> inSession(Function<Long, Reply> rule) {
        return context -> {
            if (context.request().getCookie(COOKIE) == null) {
                context.next();
            } else {
                rule.apply(ApiRoutes.id(context)).sendTo(context.response());
            }
        };
    }

    private Reply lead(long id) {
        return account.leads()
                .find(id)
                .map(lead -> {
                    ObjectNode json = (ObjectNode) account.json().of(lead);
                    ObjectNode parts = (ObjectNode) json.path("_embedded");
                    ArrayNode contacts = parts.putArray("contacts");
                    relations
                            .contactOf(id)
                            .ifPresent(contact -> contacts.addObject()
                                    .put("id", contact.path("id").longValue())
                                    .put("is_main", true));
                    ArrayNode companies = parts.putArray("companies");
                    relations
                            .companyOf(id)
                            .ifPresent(company -> companies
                                    .addObject()
                                    .put("id", company.path("id").longValue()));
                    return AmoReply.ok(json);
                })
                .orElseGet(() -> Reply.empty(204));
    }

    private static Reply found(Optional<JsonNode> entity) {
        return entity.map(AmoReply::ok).orElseGet(() -> Reply.empty(204));
    }
}
