package dev.mosty.testbed.onec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.testbed.simulation.ControlRoute;
import dev.mosty.testbed.simulation.FaultJson;
import dev.mosty.testbed.simulation.Reply;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;

/** The control endpoints; the package's documentation lists them. */
final class Control {
    private static final long MOST_OUTAGE_MILLIS = 3_600_000;

    private final OneCSimulator simulator;
    private final Documents documents;
    private final Changes changes;

    Control(OneCSimulator simulator, Documents documents, Changes changes) {
        this.simulator = simulator;
        this.documents = documents;
        this.changes = changes;
    }

    void on(Router router) {
        router.get("/sim/knobs").handler(ControlRoute.answering(context -> simulator.knobs()));
        router.patch("/sim/knobs").handler(ControlRoute.answering(this::turn));
        router.get("/sim/faults").handler(ControlRoute.answering(context -> faults()));
        router.post("/sim/faults").handler(ControlRoute.answering(this::addFault));
        router.delete("/sim/faults").handler(ControlRoute.answering(context -> clear()));
        router.post("/sim/outage").handler(ControlRoute.answering(this::outage));
        router.get("/sim/documents").handler(ControlRoute.answering(context -> documents.all()));
        router.deleteWithRegex("/sim/documents/(?<number>\\d{9})").handler(ControlRoute.answering(this::cancel));
        router.get("/sim/hours").handler(ControlRoute.answering(context -> documents.freeOn(date(context))));
        router.get("/sim/changes").handler(ControlRoute.answering(context -> changes.reading()));
        router.post("/sim/changes")
                .handler(ControlRoute.answering(
                        context -> ControlRoute.done(() -> changes.register(ControlRoute.body(context)))));
        router.get("/sim/stats")
                .handler(ControlRoute.answering(context -> simulator.calls().reading()));
        router.delete("/sim/stats")
                .handler(ControlRoute.answering(
                        context -> ControlRoute.done(() -> simulator.calls().reset())));
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
        simulator.telephony().knobs().reset();
        return faults();
    }

    private Object outage(RoutingContext context) {
        JsonNode millis = ControlRoute.body(context).path("millis");
        if (!millis.canConvertToLong() || millis.asLong() < 1 || millis.asLong() > MOST_OUTAGE_MILLIS) {
            throw new IllegalArgumentException("millis must be between 1 and " + MOST_OUTAGE_MILLIS);
        }
        // The answer first: it goes over the port that closes.
        context.addEndHandler(sent -> simulator.goDown(Duration.ofMillis(millis.asLong())));
        return Map.of("status", "ok");
    }

    private Object cancel(RoutingContext context) {
        return documents
                .cancel(context.pathParam("number"))
                .<Object>map(document -> document)
                .orElseGet(() -> Reply.json(404, Map.of("error", "There is no such document")));
    }

    private static LocalDate date(RoutingContext context) {
        try {
            return LocalDate.parse(context.request().getParam("date", ""));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("date must look like 2026-03-02", e);
        }
    }
}
