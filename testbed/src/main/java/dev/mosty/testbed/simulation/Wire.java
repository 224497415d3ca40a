package dev.mosty.testbed.simulation;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;

/**
 * The last yard before the network: sends answers late, spoilt or not at all. An answer is made first
 * and sent later, so latency and the apply-then faults lose answers, never writes.
 */
public final class Wire {
    private static final String FAULT = "fault";
    private static final Buffer MORE = Buffer.buffer(" ".repeat(4096));
    private static final long MORE_EVERY_MILLIS = 5;

    private final Vertx vertx;
    private final LongSupplier delayMillis;
    private final BiFunction<Integer, FaultEffect.Body, Reply> faulty;
    private final BiConsumer<Reply, Buffer> sent;

    /**
     * @param delayMillis how much later the next answer comes
     * @param faulty the simulated system's own way to answer a status
     * @param sent is told of every answer that goes out
     */
    public Wire(
            Vertx vertx,
            LongSupplier delayMillis,
            BiFunction<Integer, FaultEffect.Body, Reply> faulty,
            BiConsumer<Reply, Buffer> sent) {
        this.vertx = vertx;
        this.delayMillis = delayMillis;
        this.faulty = faulty;
        this.sent = sent;
    }

    /** Sends the answer after the delay, or what a fault that was met earlier leaves of it. */
    public void send(RoutingContext context, Reply reply) {
        long delay = delayMillis.getAsLong();
        if (delay == 0) {
            sendAtOnce(context, reply);
        } else {
            vertx.setTimer(delay, timer -> sendAtOnce(context, reply));
        }
    }

    /** Lets a fault happen to this request: at once, or when its answer is sent. */
    public void spoil(RoutingContext context, FaultEffect effect) {
        switch (effect) {
            case FaultEffect.Answer(int status, FaultEffect.Body body) -> send(context, faulty.apply(status, body));
            case FaultEffect.Hang() -> {}
            case FaultEffect.Reset() -> reset(context);
            case FaultEffect.Drip drip -> applyUnder(drip, context);
            case FaultEffect.Endless endless -> applyUnder(endless, context);
            case FaultEffect.ApplyThenAnswer late -> applyUnder(late, context);
            case FaultEffect.ApplyThenHang late -> applyUnder(late, context);
            case FaultEffect.ApplyThenReset late -> applyUnder(late, context);
            case FaultEffect.AnswerThenApply late -> {
                write(context, faulty.apply(late.status(), late.body()));
                vertx.setTimer(late.afterMillis(), timer -> applyUnder(late, context));
            }
        }
    }

    private static void applyUnder(FaultEffect effect, RoutingContext context) {
        context.put(FAULT, effect);
        context.next();
    }

    /** The same without the delay. */
    public void sendAtOnce(RoutingContext context, Reply reply) {
        FaultEffect fault = context.get(FAULT);
        switch (fault) {
            case FaultEffect.ApplyThenHang() -> {}
            case FaultEffect.AnswerThenApply any -> {}
            case FaultEffect.ApplyThenReset() -> reset(context);
            case FaultEffect.ApplyThenAnswer(int status, FaultEffect.Body body) ->
                write(context, faulty.apply(status, body));
            case FaultEffect.Drip(long millisPerByte) -> drip(context, reply, millisPerByte);
            case FaultEffect.Endless() -> pour(context, reply);
            case null, default -> write(context, reply);
        }
    }

    private static void reset(RoutingContext context) {
        context.request().connection().close();
    }

    private void write(RoutingContext context, Reply reply) {
        HttpServerResponse response = context.response();
        if (response.closed() || response.ended()) {
            return;
        }
        Buffer body = reply.headTo(response);
        sent.accept(reply, body);
        response.end(body);
    }

    private void drip(RoutingContext context, Reply reply, long millisPerByte) {
        HttpServerResponse response = context.response();
        Buffer body = reply.headTo(response);
        response.putHeader(HttpHeaderNames.CONTENT_LENGTH, "" + body.length());
        sent.accept(reply, body);
        vertx.setPeriodic(0, Math.max(1, millisPerByte), new Dripping(response, body));
    }

    /** The answer and then blanks for ever, as fast as the reader takes them, at most 800 kB a second. */
    private void pour(RoutingContext context, Reply reply) {
        HttpServerResponse response = context.response();
        Buffer body = reply.headTo(response);
        sent.accept(reply, body);
        response.setChunked(true).write(body);
        vertx.setPeriodic(MORE_EVERY_MILLIS, timer -> {
            if (response.closed()) {
                vertx.cancelTimer(timer);
            } else if (!response.writeQueueFull()) {
                response.write(MORE);
            }
        });
    }

    private final class Dripping implements Handler<Long> {
        private final HttpServerResponse response;
        private final Buffer body;
        private int dripped;

        Dripping(HttpServerResponse response, Buffer body) {
            this.response = response;
            this.body = body;
        }

        @Override
        public void handle(Long timer) {
            if (response.closed() || dripped == body.length()) {
                vertx.cancelTimer(timer);
                if (!response.closed()) {
                    response.end();
                }
                return;
            }
            response.write(body.slice(dripped, dripped + 1));
            dripped++;
        }
    }
}
