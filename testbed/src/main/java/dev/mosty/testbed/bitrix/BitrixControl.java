package dev.mosty.testbed.bitrix;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.testbed.simulation.ControlRoute;
import dev.mosty.testbed.simulation.FaultJson;
import dev.mosty.testbed.simulation.Json;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;

/** The control endpoints of the portal's limits and faults; the package's documentation lists them. */
final class BitrixControl {
    private static final double MOST_FORWARD_SECONDS = 1e9;

    private final BitrixSimulator simulator;

    BitrixControl(BitrixSimulator simulator) {
        this.simulator = simulator;
    }

    void on(Router router) {
        router.get("/sim/knobs").handler(ControlRoute.answering(context -> simulator.knobs()));
        router.patch("/sim/knobs").handler(ControlRoute.answering(this::turn));
        router.get("/sim/faults").handler(ControlRoute.answering(context -> simulator.waitingFaults()));
        router.post("/sim/faults").handler(ControlRoute.answering(this::addFault));
        router.delete("/sim/faults").handler(ControlRoute.answering(context -> mend()));
        router.get("/sim/refusals")
                .handler(ControlRoute.answering(context -> simulator.refusals().waiting()));
        router.post("/sim/refusals").handler(ControlRoute.answering(this::addRefusal));
        router.get("/sim/limits").handler(ControlRoute.answering(context -> limits()));
        router.delete("/sim/limits")
                .handler(ControlRoute.answering(context -> ControlRoute.done(simulator::forgetLimits)));
        router.post("/sim/time").handler(ControlRoute.answering(this::forward));
        router.get("/sim/stats").handler(ControlRoute.answering(context -> stats()));
        router.delete("/sim/stats")
                .handler(ControlRoute.answering(context -> ControlRoute.done(() -> {
                    simulator.calls().reset();
                    simulator.portal().log().resetCounts();
                })));
        router.get("/sim/calls")
                .handler(ControlRoute.answering(context -> simulator.calls().latest()));
        router.post("/sim/reset").handler(ControlRoute.answering(context -> ControlRoute.done(simulator::reset)));
    }

    private Object turn(RoutingContext context) {
        simulator.knobs().turn(ControlRoute.body(context));
        return simulator.knobs();
    }

    private Object addFault(RoutingContext context) {
        simulator.faults().add(FaultJson.read(ControlRoute.body(context)));
        return simulator.waitingFaults();
    }

    private Object mend() {
        simulator.faults().clear();
        simulator.refusals().clear();
        simulator.knobs().reset();
        return simulator.waitingFaults();
    }

    private Object addRefusal(RoutingContext context) {
        simulator.refusals().add(Refusals.Refusal.read(ControlRoute.body(context)));
        return simulator.refusals().waiting();
    }

    private Object limits() {
        return Map.of(
                "bucket", simulator.limits().bucket().reading(simulator.knobs().rate),
                "operating", simulator.limits().operating().readings());
    }

    private Object forward(RoutingContext context) {
        double seconds = ControlRoute.body(context).path("forwardSeconds").asDouble(-1);
        if (!(seconds >= 0 && seconds <= MOST_FORWARD_SECONDS)) {
            throw new IllegalArgumentException("forwardSeconds must not be negative");
        }
        simulator.forward(Duration.ofMillis(Math.round(seconds * 1_000)));
        return Map.of("now", simulator.time().now());
    }

    private Object stats() {
        ObjectNode stats = Json.object();
        stats.setAll((ObjectNode) Json.tree(simulator.calls().report()));
        stats.set("writes", Json.tree(simulator.portal().log().counts()));
        stats.set("bucket", Json.tree(simulator.limits().bucket().reading(simulator.knobs().rate)));
        return stats;
    }
}
