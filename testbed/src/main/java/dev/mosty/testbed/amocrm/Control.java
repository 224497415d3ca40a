package dev.mosty.testbed.amocrm;

import dev.mosty.testbed.simulation.ControlRoute;
import dev.mosty.testbed.simulation.FaultJson;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;

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
        router.get("/sim/knobs").handler(ControlRoute.answering(context -> simulator.knobs()));
        router.patch("/sim/knobs").handler(ControlRoute.answering(this::turn));
        router.get("/sim/faults").handler(ControlRoute.answering(context -> faults()));
        router.post("/sim/faults").handler(ControlRoute.answering(this::addFault));
        router.delete("/sim/faults").handler(ControlRoute.answering(context -> clear()));
        router.get("/sim/oauth").handler(ControlRoute.answering(context -> integration()));
        router.post("/sim/oauth/code")
                .handler(ControlRoute.answering(
                        context -> Map.of("code", simulator.oauth().issueCode())));
        router.post("/sim/oauth/expire-access")
                .handler(ControlRoute.answering(
                        context -> ControlRoute.done(() -> simulator.oauth().expireAccessTokens())));
        router.post("/sim/oauth/revoke-refresh")
                .handler(ControlRoute.answering(
                        context -> ControlRoute.done(() -> simulator.oauth().revokeRefreshTokens())));
        router.get("/sim/stats").handler(ControlRoute.answering(context -> stats()));
        router.delete("/sim/stats")
                .handler(ControlRoute.answering(context -> ControlRoute.done(simulator::resetStatistics)));
        router.get("/sim/webhooks").handler(ControlRoute.answering(context -> webhooks()));
        router.post("/sim/reset").handler(ControlRoute.answering(context -> ControlRoute.done(simulator::reset)));
    }

    private Object turn(RoutingContext context) {
        simulator.knobs().turn(ControlRoute.body(context));
        return simulator.knobs();
    }

    private List<?> faults() {
        return simulator.faults().waiting().stream().map(FaultJson::write).toList();
    }

    private Object addFault(RoutingContext context) {
        simulator.faults().add(FaultJson.read(ControlRoute.body(context)));
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
}
