package dev.mosty.testbed.amocrm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.testbed.simulation.Json;
import dev.mosty.testbed.simulation.Reply;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The token endpoint, and a consent page that says yes at once. */
final class OAuthRoutes {
    private final OAuthServer oauth;
    private final SimulatorOptions options;

    OAuthRoutes(OAuthServer oauth, SimulatorOptions options) {
        this.oauth = oauth;
        this.options = options;
    }

    void on(Router router, Front front) {
        router.post("/oauth2/access_token").handler(front.answeringJson((context, body) -> token(body)));
        router.get("/oauth").handler(context -> consent(context).sendTo(context.response()));
    }

    private Reply token(JsonNode body) {
        return switch (oauth.exchange(body)) {
            case OAuthServer.Grant.Given(String access, String refresh, long seconds) ->
                Reply.json(
                        200,
                        Json.object()
                                .put("token_type", "Bearer")
                                .put("expires_in", seconds)
                                .put("access_token", access)
                                .put("refresh_token", refresh));
            case OAuthServer.Grant.Refused(int status, String hint) -> refusal(status, hint);
        };
    }

    private static Reply refusal(int status, String hint) {
        ObjectNode body = Json.object().put("hint", hint);
        body.setAll(AmoReply.problemBody(status, "The request is missing a parameter or a parameter is invalid"));
        body.put("type", "https://developers.amocrm.ru/v3/errors/OAuthProblemJson");
        return AmoReply.problem(body);
    }

    private Reply consent(RoutingContext context) {
        if (!context.queryParam("client_id").contains(options.integration().clientId())) {
            return AmoReply.html(404);
        }
        String target = options.integration().redirectUri();
        String location = target
                + (target.contains("?") ? "&" : "?")
                + "code=" + oauth.issueCode()
                + "&state=" + encoded(context)
                + "&referer=" + options.subdomain() + ".amocrm.ru"
                + "&platform=1"
                + "&client_id=" + options.integration().clientId();
        return Reply.empty(302).with("Location", location);
    }

    private static String encoded(RoutingContext context) {
        String state = Optional.ofNullable(context.request().getParam("state")).orElse("");
        return URLEncoder.encode(state, StandardCharsets.UTF_8);
    }
}
