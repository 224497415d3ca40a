package dev.mosty.testbed.amocrm;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What stands between the wire and the API: the meter, the ban, the 402, the 429, the faults and the
 * latency, in this order. An answer is made first and sent later, so latency and the apply-then
 * faults lose answers, never writes.
 */
final class Front {
    private static final String WITHIN_RATE = "withinRate";
    private static final String FAULT = "fault";

    private final Vertx vertx;
    private final Knobs knobs;
    private final Meter meter;
    private final Traffic traffic;
    private final Faults faults;

    Front(Vertx vertx, Knobs knobs, Meter meter, Traffic traffic, Faults faults) {
        this.vertx = vertx;
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
            send(context, Reply.html(403));
        } else if (knobs.paymentRequired) {
            send(context, Reply.problem(402, "The account's subscription has ended"));
        } else if (knobs.enforceRate && !context.<Boolean>get(WITHIN_RATE)) {
            send(context, tooMany());
        } else {
            Optional<FaultEffect> fault = faults.meet(context.request().method().name(), context.normalizedPath());
            fault.ifPresentOrElse(effect -> spoil(context, effect), context::next);
        }
    }

    /** A route whose rule makes the answer; an {@link IllegalArgumentException} of it is a 400. */
    Handler<RoutingContext> answering(Function<RoutingContext, Reply> rule) {
        return context -> {
            Reply reply;
            try {
                reply = rule.apply(context);
            } catch (IllegalArgumentException e) {
                reply = Reply.problem(400, String.valueOf(e.getMessage()));
            }
            send(context, reply);
        };
    }

    /** The same for a route that needs a JSON body. */
    Handler<RoutingContext> answeringJson(BiFunction<RoutingContext, JsonNode, Reply> rule) {
        return answering(context -> body(context)
                .map(body -> rule.apply(context, body))
                .orElseGet(() -> Reply.problem(400, "The request body is not JSON")));
    }

    static Optional<JsonNode> body(RoutingContext context) {
        return Optional.ofNullable(context.body().asString()).flatMap(Json::read);
    }

    void send(RoutingContext context, Reply reply) {
        long delay = knobs.latencyMillis + ThreadLocalRandom.current().nextLong(knobs.jitterMillis + 1);
        if (delay == 0) {
            sendNow(context, reply);
        } else {
            vertx.setTimer(delay, timer -> sendNow(context, reply));
        }
    }

    private void spoil(RoutingContext context, FaultEffect effect) {
        switch (effect) {
            case FaultEffect.Answer(int status, FaultEffect.Body body) -> send(context, Reply.faulty(status, body));
            case FaultEffect.Hang() -> {}
            case FaultEffect.Reset() -> context.request().connection().close();
            case FaultEffect.Drip drip -> applyUnder(drip, context);
            case FaultEffect.ApplyThenAnswer late -> applyUnder(late, context);
            case FaultEffect.ApplyThenHang late -> applyUnder(late, context);
            case FaultEffect.ApplyThenReset late -> applyUnder(late, context);
        }
    }

    private static void applyUnder(FaultEffect effect, RoutingContext context) {
        context.put(FAULT, effect);
        context.next();
    }

    private void sendNow(RoutingContext context, Reply reply) {
        FaultEffect fault = context.get(FAULT);
        switch (fault) {
            case FaultEffect.ApplyThenHang() -> {}
            case FaultEffect.ApplyThenReset() -> context.request().connection().close();
            case FaultEffect.ApplyThenAnswer(int status, FaultEffect.Body body) ->
                write(context, Reply.faulty(status, body));
            case FaultEffect.Drip(long millisPerByte) -> drip(context, reply, millisPerByte);
            case null, default -> write(context, reply);
        }
    }

    private void write(RoutingContext context, Reply reply) {
        HttpServerResponse response = context.response();
        if (response.closed() || response.ended()) {
            return;
        }
        Buffer body = reply.headTo(response);
        response.end(body);
        traffic.answered(reply.status(), body.length());
    }

    private void drip(RoutingContext context, Reply reply, long millisPerByte) {
        HttpServerResponse response = context.response();
        Buffer body = reply.headTo(response);
        response.putHeader(HttpHeaderNames.CONTENT_LENGTH, "" + body.length());
        traffic.answered(reply.status(), body.length());
        vertx.setPeriodic(0, Math.max(1, millisPerByte), new Dripping(response, body));
    }

    private final class Dripping implements Handler<Long> {
        private final HttpServerResponse response;
        private final Buffer body;
        private int sent;

        Dripping(HttpServerResponse response, Buffer body) {
            this.response = response;
            this.body = body;
        }

        @Override
        public void handle(Long timer) {
            if (response.closed() || sent == body.length()) {
                vertx.cancelTimer(timer);
                if (!response.closed()) {
                    response.end();
                }
                return;
            }
            response.write(body.slice(sent, sent + 1));
            sent++;
        }
    }

    /** Sometimes nginx answers, sometimes the application (facts/amocrm.md §2, Limits). */
    private Reply tooMany() {
        Reply reply =
                ThreadLocalRandom.current().nextBoolean() ? Reply.html(429) : Reply.problem(429, "Too many requests");
        return knobs.retryAfterSeconds == 0 ? reply : reply.with("Retry-After", "" + knobs.retryAfterSeconds);
    }
}
