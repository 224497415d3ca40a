package dev.mosty.gate.rdesk;

import dev.mosty.delivery.DeliveryEngine;
import dev.mosty.delivery.Item;
import dev.mosty.delivery.NotStored;
import dev.mosty.delivery.SharedCommit;
import dev.mosty.gate.GateConfig;
import dev.mosty.gate.amocrm.AmoCrm;
import dev.mosty.gate.amocrm.LeadWork;
import dev.mosty.gate.rdesk.IntakeGuard.Refusal;
import dev.mosty.journal.Warnings;
import dev.mosty.settings.Misconfigured;
import dev.mosty.web.BodyLimit;
import dev.mosty.web.ErrorReply;
import dev.mosty.web.RequestId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /zdrav/booked} and {@code /zdrav/mc}: everything is stored before it is answered, and nothing that was
 * answered 200 is lost.
 *
 * <p>Plain Vert.x routes, since the paths are configured and this is the one place that takes thousands of posts a
 * second: an event loop reads the body, concurrent posts share a commit, no thread waits.
 */
@Singleton
class RdeskRoutes {
    private static final Logger LOG = Logger.getLogger(RdeskRoutes.class);
    private static final Buffer OK = Buffer.buffer("{\"status\":\"ok\"}");
    /** Larger bodies are read off the event loop. */
    private static final int READ_AT_ONCE = 64 * 1024;

    private static final int COMMITTERS = 2;
    private static final long WAITING_CHARACTERS = 64_000_000;

    private static final int LAST = 10_000;

    private final SharedCommit<List<Item>, List<Item>> commit;
    private final IntakeGuard guard;
    private final GateConfig config;
    private final Counter stored;
    private final Counter skipped;
    private final Counter unreadable;

    RdeskRoutes(Jdbi jdbi, DeliveryEngine engine, IntakeGuard guard, GateConfig config, MeterRegistry metrics) {
        this.commit =
                SharedCommit.ofItems(jdbi, COMMITTERS, engine::committed, config.acceptWait(), WAITING_CHARACTERS);
        this.guard = guard;
        this.config = config;
        this.stored = counter(metrics, "stored");
        this.skipped = counter(metrics, "skipped");
        this.unreadable = counter(metrics, "unreadable");
    }

    private static Counter counter(MeterRegistry metrics, String result) {
        return Counter.builder("mosty.gate.items").tag("result", result).register(metrics);
    }

    void routes(@Observes Router router, IncomingConfig incoming, Warnings warnings) {
        incoming.check();
        if (config.acceptWait().isNegative()) {
            throw new Misconfigured("GATE_ACCEPT_WAIT", "must not be negative");
        }
        warnings.set("amo-gate", "open-intake", guard.open());
        if (guard.open()) {
            LOG.warn("Anybody who reaches the gate may post: set GATE_TOKEN or GATE_ALLOW_IPS");
        }
        for (var funnel : Funnel.values()) {
            router.post(incoming.path(funnel)).handler(this::admit);
            router.post(incoming.path(funnel))
                    .handler(BodyLimit.of(config.maxBody().asLongValue()))
                    .handler(context -> receive(context, funnel));
            router.route(incoming.path(funnel)).handler(RdeskRoutes::onlyPost);
        }
    }

    private static void onlyPost(RoutingContext context) {
        context.response().putHeader("Allow", "POST");
        ErrorReply.send(context, 405);
    }

    private void admit(RoutingContext context) {
        var request = context.request();
        guard.check(
                        request.remoteAddress().hostAddress(),
                        request.getHeader("Authorization"),
                        request.getParam("token"))
                .ifPresentOrElse(refusal -> refuse(context, refusal), context::next);
    }

    private static void refuse(RoutingContext context, Refusal refusal) {
        if (refusal.after() > 0) {
            context.response().putHeader("Retry-After", Long.toString(refusal.after()));
        }
        ErrorReply.send(context, refusal.status(), refusal.sentence());
    }

    private void receive(RoutingContext context, Funnel funnel) {
        var body = context.body().buffer();
        if (body == null) {
            ErrorReply.send(context, 400, "the body is empty");
        } else if (body.length() <= READ_AT_ONCE) {
            read(context, funnel, body.getBytes());
        } else {
            Thread.ofVirtual().name("intake").start(() -> readAside(context, funnel, body.getBytes()));
        }
    }

    /** Off the event loop nobody else would turn a failure into an answer. */
    private void readAside(RoutingContext context, Funnel funnel, byte[] body) {
        try {
            read(context, funnel, body);
        } catch (RuntimeException | Error failure) {
            context.fail(failure);
        }
    }

    private void read(RoutingContext context, Funnel funnel, byte[] body) {
        switch (Intake.read(body)) {
            case Intake.NotJson(String sentence) -> ErrorReply.send(context, 400, sentence);
            case Intake.Items(var items) -> store(context, items(items, funnel, RequestId.of(context)));
        }
    }

    private List<Item> items(List<dev.mosty.gate.rdesk.Item> read, Funnel funnel, @Nullable String requestId) {
        var kind = LeadWork.of(funnel).name();
        var items = new ArrayList<Item>(read.size());
        for (var item : read) {
            switch (item) {
                case dev.mosty.gate.rdesk.Item.ForLead(long lead, String json) -> {
                    items.add(Item.of(AmoCrm.CHANNEL, Long.toString(lead), kind, json, requestId));
                    stored.increment();
                }
                case dev.mosty.gate.rdesk.Item.NoLead ignored -> skipped.increment();
                case dev.mosty.gate.rdesk.Item.Unreadable(String json, String reason) -> {
                    items.add(Item.unreadable(AmoCrm.CHANNEL, AmoCrm.NO_LEAD, kind, json, requestId, reason));
                    unreadable.increment();
                }
            }
        }
        return items;
    }

    private void store(RoutingContext context, List<Item> items) {
        if (items.isEmpty()) {
            ok(context);
            return;
        }
        Future.fromCompletionStage(commit.submit(items))
                .onSuccess(done -> ok(context))
                .onFailure(failure -> refuse(context, failure));
    }

    private static void ok(RoutingContext context) {
        context.response().putHeader("Content-Type", "application/json").end(OK);
    }

    private static void refuse(RoutingContext context, Throwable failure) {
        if (failure instanceof NotStored) {
            context.response().putHeader("Retry-After", "10");
            ErrorReply.send(context, 503, "not stored, send it again: " + failure.getMessage());
        } else {
            LOG.errorf(failure, "A post was not stored (request %s)", RequestId.of(context));
            ErrorReply.send(context, 500, "not stored; the log says why under request " + RequestId.of(context));
        }
    }

    /** After the server has stopped taking requests: those that wait are still stored. */
    void stop(@Observes @Priority(LAST) ShutdownEvent stop) {
        commit.close();
    }
}
