package dev.mosty.testbed.amocrm;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The control endpoints except those of leads; the package's documentation lists them. */
final class Control {
    private final AmoCrmSimulator simulator;
    private final Account account;

    Control(AmoCrmSimulator simulator, Account account) {
        this.simulator = simulator;
        this.account = account;
    }

    /** Meter and traffic together, as {@code /sim/stats} shows them. */
    record Stats(Meter.Reading meter, Traffic.Report traffic) {}

    void on(Router router) {
        router.get("/sim/knobs").handler(answering(context -> simulator.knobs()));
        router.patch("/sim/knobs").handler(answering(this::turn));
        router.get("/sim/faults").handler(answering(context -> faults()));
        router.post("/sim/faults").handler(answering(this::addFault));
        router.delete("/sim/faults").handler(answering(context -> clear()));
        router.get("/sim/oauth").handler(answering(context -> integration()));
        router.post("/sim/oauth/code")
                .handler(answering(context -> Map.of("code", simulator.oauth().issueCode())));
        router.post("/sim/oauth/expire-access")
                .handler(answering(context -> done(() -> simulator.oauth().expireAccessTokens())));
        router.post("/sim/oauth/revoke-refresh")
                .handler(answering(context -> done(() -> simulator.oauth().revokeRefreshTokens())));
        router.get("/sim/stats").handler(answering(context -> stats()));
        router.delete("/sim/stats").handler(answering(context -> done(simulator::resetStatistics)));
        router.get("/sim/webhooks").handler(answering(context -> webhooks()));
        router.post("/sim/reset").handler(answering(context -> done(simulator::reset)));
    }

    /** Answers JSON; an {@link IllegalArgumentException} is a 400 with its sentence. */
    static Handler<RoutingContext> answering(Function<RoutingContext, Object> rule) {
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

    static JsonNode body(RoutingContext context) {
        return Front.body(context).orElseThrow(() -> new IllegalArgumentException("The body is not JSON"));
    }

    private Object turn(RoutingContext context) {
        simulator.knobs().turn(body(context));
        return simulator.knobs();
    }

    private List<?> faults() {
        return simulator.faults().waiting().stream().map(FaultJson::write).toList();
    }

    private Object addFault(RoutingContext context) {
        simulator.faults().add(FaultJson.read(body(context)));
        return faults();
    }

    private Object clear() {
        simulator.faults().clear();
        simulator.knobs().reset();
        return faults();
    }

    private Object integration() {
        Integration integration = account.options().integration();
        return Map.of(
                "clientId", integration.clientId(),
                "clientSecret", integration.clientSecret(),
                "redirectUri", integration.redirectUri(),
                "longLivedToken", simulator.oauth().longLivedToken());
    }

    private Stats stats() {
        return new Stats(simulator.meter().reading(), simulator.traffic().report());
    }

    private Object webhooks() {
        return Map.of(
                "subscriptions", account.subscriptions().all(),
                "deliveries", simulator.webhooks().deliveries());
    }

    private static Object done(Runnable what) {
        what.run();
        return Map.of("status", "ok");
    }
}
