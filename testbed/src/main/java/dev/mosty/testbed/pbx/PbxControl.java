package dev.mosty.testbed.pbx;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.testbed.simulation.ControlRoute;
import dev.mosty.testbed.simulation.FaultJson;
import dev.mosty.testbed.simulation.Reply;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The control endpoints; the package's documentation lists them. */
final class PbxControl {
    private static final int MOST_CALLS = 50_000;
    private static final int MOST_SECONDS = 3_600;
    private static final int MOST_EXTENSIONS = 20;

    private final PbxSimulator simulator;
    private final Bridge bridge;
    private final Vertx vertx;

    PbxControl(PbxSimulator simulator, Bridge bridge, Vertx vertx) {
        this.simulator = simulator;
        this.bridge = bridge;
        this.vertx = vertx;
    }

    void on(Router router) {
        router.get("/sim/state").handler(ControlRoute.answering(context -> simulator.state()));
        router.post("/sim/lines").handler(ControlRoute.answering(PbxControl.this::begin));
        router.postWithRegex("/sim/lines/(?<id>\\d{1,18})/answer")
                .handler(ControlRoute.answering(context -> simulator
                        .switchboard()
                        .answer(
                                id(context),
                                ControlRoute.body(context).path("ext").asText())));
        router.postWithRegex("/sim/lines/(?<id>\\d{1,18})/end")
                .handler(ControlRoute.answering(
                        context -> simulator.switchboard().end(id(context))));
        router.post("/sim/transfer").handler(this::transfer);
        router.get("/sim/day")
                .handler(ControlRoute.answering(context -> simulator.days().state()));
        router.post("/sim/day").handler(ControlRoute.answering(this::day));
        router.get("/sim/knobs").handler(ControlRoute.answering(context -> simulator.knobs()));
        router.patch("/sim/knobs").handler(ControlRoute.answering(context -> {
            simulator.knobs().turn(ControlRoute.body(context));
            return simulator.knobs();
        }));
        router.post("/sim/faults").handler(ControlRoute.answering(context -> {
            simulator.faults().add(FaultJson.read(ControlRoute.body(context)));
            return simulator.waitingFaults();
        }));
        router.delete("/sim/faults").handler(ControlRoute.answering(context -> {
            simulator.faults().clear();
            simulator.knobs().reset();
            return simulator.waitingFaults();
        }));
    }

    private Object begin(RoutingContext context) {
        JsonNode wanted = ControlRoute.body(context);
        List<String> exts = wanted.path("exts")
                .valueStream()
                .map(JsonNode::asText)
                .distinct()
                .toList();
        String phone = wanted.path("phone").asText();
        if (exts.isEmpty()
                || exts.size() > MOST_EXTENSIONS
                || exts.stream().anyMatch(ext -> !ext.matches("[0-9A-Za-z*#]{1,20}"))) {
            throw new IllegalArgumentException("exts must be 1 to " + MOST_EXTENSIONS + " extensions");
        }
        if (phone.length() > 64) {
            throw new IllegalArgumentException("phone is too long");
        }
        return simulator.switchboard().begin(wanted.path("incoming").asBoolean(true), exts, phone);
    }

    /** The bridge takes its time, and this thread is everybody's. */
    private void transfer(RoutingContext context) {
        String phone = ControlRoute.body(context).path("phone").asText();
        vertx.executeBlocking(() -> bridge.tell(Wording.whose(phone)), false)
                .onComplete(asked -> (asked.succeeded() && asked.result().well()
                                ? Reply.of(
                                        200, "application/json", asked.result().body())
                                : Reply.json(502, Map.of("error", "The bridge did not answer")))
                        .sendTo(context.response()));
    }

    private Object day(RoutingContext context) {
        JsonNode wanted = ControlRoute.body(context);
        int calls = wanted.path("calls").asInt(200);
        int seconds = wanted.path("seconds").asInt(30);
        if (calls < 1 || calls > MOST_CALLS || seconds < 0 || seconds > MOST_SECONDS) {
            throw new IllegalArgumentException(
                    "calls must be from 1 to " + MOST_CALLS + ", seconds from 0 to " + MOST_SECONDS);
        }
        return simulator.days().play(wanted.path("seed").asLong(1), calls, Duration.ofSeconds(seconds));
    }

    private static long id(RoutingContext context) {
        return Long.parseLong(context.pathParam("id"));
    }
}
