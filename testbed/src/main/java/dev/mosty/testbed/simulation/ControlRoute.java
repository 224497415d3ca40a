package dev.mosty.testbed.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** How a control endpoint reads and answers, in every simulator alike. */
public final class ControlRoute {
    private ControlRoute() {}

    /** Answers JSON, or the {@link Reply} that the rule made; an {@link IllegalArgumentException} is a 400 with its sentence. */
    public static Handler<RoutingContext> answering(Function<RoutingContext, Object> rule) {
        return context -> {
            Reply reply;
            try {
                Object answer = rule.apply(context);
                reply = answer instanceof Reply made ? made : Reply.json(200, answer);
            } catch (IllegalArgumentException e) {
                reply = Reply.json(400, Map.of("error", String.valueOf(e.getMessage())));
            }
            reply.sendTo(context.response());
        };
    }

    /**
     * The request's body.
     *
     * @throws IllegalArgumentException if it is not JSON
     */
    public static JsonNode body(RoutingContext context) {
        return Optional.ofNullable(context.body().asString())
                .flatMap(Json::read)
                .orElseThrow(() -> new IllegalArgumentException("The body is not JSON"));
    }

    /** Does it, and says so. */
    public static Object done(Runnable what) {
        what.run();
        return Map.of("status", "ok");
    }
}
