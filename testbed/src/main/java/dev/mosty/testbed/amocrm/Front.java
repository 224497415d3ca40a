package dev.mosty.testbed.amocrm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.testbed.simulation.FaultEffect;
import dev.mosty.testbed.simulation.Faults;
import dev.mosty.testbed.simulation.Json;
import dev.mosty.testbed.simulation.Reply;
import dev.mosty.testbed.simulation.Wire;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What stands between the wire and the API: the meter, the ban, the 402, the 429, the faults and the
 * latency, in this order.
 */
final class Front {
    private static final String WITHIN_RATE = "withinRate";

    private final Wire wire;
    private final Knobs knobs;
    private final Meter meter;
    private final Traffic traffic;
    private final Faults faults;

    Front(Vertx vertx, Knobs knobs, Meter meter, Traffic traffic, Faults faults) {
        this.wire = new Wire(
                vertx,
                () -> knobs.latencyMillis + ThreadLocalRandom.current().nextLong(knobs.jitterMillis + 1),
                AmoReply::faulty,
                (reply, body) -> traffic.answered(reply.status(), body.length()));
        this.knobs = knobs;
        this.meter = meter;
        this.traffic = traffic;
        this.faults = faults;
    }

    /** First of all, before the body is read: the arrival. */
    void arrive(RoutingContext context) {
        boolean within = meter.arrive(knobs.rate);
        traffic.requested(context.request().method().name(), context.normalizedPath());
        if (knobs.banAfterViolations > 0 && meter.reading().violationsInARow() >= knobs.banAfterViolations) {
            knobs.banned = true;
        }
        context.put(WITHIN_RATE, within);
        context.next();
    }

    /** Once the body is there: whether the request gets through to the API. */
    void admit(RoutingContext context) {
        traffic.received(Math.max(0, context.body().length()));
        if (knobs.banned) {
            send(context, AmoReply.html(403));
        } else if (knobs.paymentRequired) {
            send(context, AmoReply.problem(402, "The account's subscription has ended"));
        } else if (knobs.enforceRate && !context.<Boolean>get(WITHIN_RATE)) {
            send(context, tooMany());
        } else {
            Optional<FaultEffect> fault = faults.meet(context.request().method().name(), context.normalizedPath());
            fault.ifPresentOrElse(effect -> wire.spoil(context, effect), context::next);
        }
    }

    /** A route whose rule makes the answer; an {@link IllegalArgumentException} of it is a 400. */
    Handler<RoutingContext> answering(Function<RoutingContext, Reply> rule) {
        return context -> {
            Reply reply;
            try {
                reply = rule.apply(context);
            } catch (IllegalArgumentException e) {
                reply = AmoReply.problem(400, String.valueOf(e.getMessage()));
            }
            send(context, reply);
        };
    }

    /** The same for a route that needs a JSON body. */
    Handler<RoutingContext> answeringJson(BiFunction<RoutingContext, JsonNode, Reply> rule) {
        return answering(context -> body(context)
                .map(body -> rule.apply(context, body))
                .orElseGet(() -> AmoReply.problem(400, "The request body is not JSON")));
    }

    static Optional<JsonNode> body(RoutingContext context) {
        return Optional.ofNullable(context.body().asString()).flatMap(Json::read);
    }

    void send(RoutingContext context, Reply reply) {
        wire.send(context, reply);
    }

    /** Sometimes nginx answers, sometimes the application (facts/amocrm.md §2, Limits). */
    private Reply tooMany() {
        Reply reply = ThreadLocalRandom.current().nextBoolean()
                ? AmoReply.html(429)
                : AmoReply.problem(429, "Too many requests");
        return knobs.retryAfterSeconds == 0 ? reply : reply.with("Retry-After", "" + knobs.retryAfterSeconds);
    }
}
