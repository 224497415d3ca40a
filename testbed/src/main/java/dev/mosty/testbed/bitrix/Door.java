package dev.mosty.testbed.bitrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.testbed.simulation.FaultEffect;
import dev.mosty.testbed.simulation.Faults;
import dev.mosty.testbed.simulation.Json;
import dev.mosty.testbed.simulation.Reply;
import dev.mosty.testbed.simulation.Wire;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands between the wire and the methods: HTTP authorization, the webhook, what closes the portal, the bucket, the
 * faults, in this order; and behind them the time that it takes.
 */
final class Door {
    /** Seed 004 puts a slash behind the suffix. */
    private static final Pattern PATH =
            Pattern.compile("/rest/(\\d{1,9})/([^/]{1,128})/([A-Za-z0-9._]{1,128}?)(?:\\.json)?/?");

    private static final Outcome.Refused TOO_MANY =
            new Outcome.Refused(503, "QUERY_LIMIT_EXCEEDED", "Too many requests");
    private static final String METHOD = "method";
    private static final int MOST_BYTES = 16 * 1024 * 1024;

    private final BitrixOptions options;
    private final BitrixKnobs knobs;
    private final PortalTime time;
    private final Limits limits;
    private final Faults faults;
    private final Commands commands;
    private final Calls calls;
    private final Vertx vertx;
    private final Wire wire;

    Door(
            BitrixOptions options,
            BitrixKnobs knobs,
            PortalTime time,
            Limits limits,
            Faults faults,
            Commands commands,
            Calls calls,
            Vertx vertx) {
        this.options = options;
        this.knobs = knobs;
        this.time = time;
        this.limits = limits;
        this.faults = faults;
        this.commands = commands;
        this.calls = calls;
        this.vertx = vertx;
        this.wire = new Wire(vertx, () -> knobs.latencyMillis, BitrixReply::faulty, (reply, body) -> {});
    }

    void on(Router router) {
        router.route("/rest/*").handler(this::read);
        router.route("/rest/*").handler(this::admit);
        router.route("/rest/*").handler(this::serve);
    }

    /** Not by a form's decoder, which has limits of its own. */
    private void read(RoutingContext context) {
        context.request().body().onComplete(read -> {
            if (read.failed() || read.result().length() > MOST_BYTES) {
                wire.send(context, BitrixReply.page(413));
            } else {
                context.put("body", read.result());
                context.next();
            }
        });
    }

    private void admit(RoutingContext context) {
        if (!authorized(context.request().getHeader("Authorization"))) {
            wire.send(context, BitrixReply.page(401).with("WWW-Authenticate", "Basic realm=\"portal\""));
            return;
        }
        Matcher path = PATH.matcher(context.normalizedPath());
        boolean matches = path.matches();
        String method = matches ? Commands.name(path.group(3)) : "";
        context.put(METHOD, method);
        calls.arrived(method.isEmpty() ? "?" : method);
        Optional<Outcome.Refused> refusal = refusal(matches, matches ? path.group(1) + "/" + path.group(2) : "");
        if (refusal.isPresent()) {
            calls.failed(refusal.get());
            answer(context, refusal.get().status(), refusal.get().json(), 0);
            return;
        }
        faults.meet(context.request().method().name(), "/" + method)
                .ifPresentOrElse(effect -> spoil(context, method, effect), context::next);
    }

    private void spoil(RoutingContext context, String method, FaultEffect effect) {
        switch (effect) {
            case FaultEffect.Answer(int status, FaultEffect.Body body) -> calls.answered(time.now(), method, status, 0);
            case FaultEffect.Hang() -> calls.answered(time.now(), method, 0, 0);
            case FaultEffect.Reset() -> calls.answered(time.now(), method, 0, 0);
            case FaultEffect.Drip any -> {}
            case FaultEffect.Endless any -> {}
            case FaultEffect.ApplyThenAnswer any -> {}
            case FaultEffect.ApplyThenHang any -> {}
            case FaultEffect.ApplyThenReset any -> {}
            case FaultEffect.AnswerThenApply any -> {}
        }
        wire.spoil(context, effect);
    }

    private Optional<Outcome.Refused> refusal(boolean matches, String webhook) {
        if (!matches || !same(webhook, options.user() + "/" + options.secret())) {
            return Optional.of(Closed.NO_AUTH_FOUND.refused());
        }
        if (knobs.closed != Closed.NO) {
            return Optional.of(knobs.closed.refused());
        }
        boolean fits = limits.bucket().take(knobs.rate, knobs.burst);
        return fits || !knobs.enforceBucket ? Optional.empty() : Optional.of(TOO_MANY);
    }

    private void serve(RoutingContext context) {
        String method = context.get(METHOD);
        Params params = Sent.params(context.request(), context.get("body"), knobs.maxInputVars);
        Turn turn = new Turn(time.seconds(), knobs, limits.operating());
        Outcome outcome = method.equals("batch")
                ? batch(params, turn)
                : commands.run(method, params, turn).outcome();
        if (turn.over()) {
            // Broken off by the web server; whatever ran has happened.
            later(knobs.requestSeconds, () -> {
                calls.answered(time.now(), method, 504, turn.spent());
                wire.send(context, BitrixReply.page(504));
            });
            return;
        }
        ObjectNode body = Json.object();
        int status = 200;
        switch (outcome) {
            case Outcome.Value(JsonNode result) -> body.set("result", result);
            case Outcome.Listed listed -> {
                body.set("result", listed.rows());
                listed.next().ifPresent(next -> body.put("next", next));
                body.put("total", listed.total());
            }
            case Outcome.Refused refused -> {
                body.setAll(refused.json());
                status = refused.status();
            }
        }
        if (status == 200) {
            body.set("time", turn.whole(method));
        }
        int told = status;
        later(turn.spent(), () -> answer(context, told, body, turn.spent()));
    }

    private Outcome batch(Params params, Turn turn) {
        Optional<Outcome.Refused> blocked = commands.blockedBatch();
        if (blocked.isPresent()) {
            calls.failed(blocked.get());
            return blocked.get();
        }
        Outcome outcome = new Batch(commands, knobs, turn).run(params);
        turn.chargeBatch();
        return outcome;
    }

    private void later(double portalSeconds, Runnable answer) {
        long millis = knobs.takesTime ? time.millis(portalSeconds) : 0;
        if (millis == 0) {
            answer.run();
        } else {
            vertx.setTimer(millis, timer -> answer.run());
        }
    }

    private void answer(RoutingContext context, int status, ObjectNode body, double seconds) {
        calls.answered(time.now(), context.get(METHOD), status, seconds);
        wire.send(context, Reply.json(status, body));
    }

    private boolean authorized(String header) {
        if (knobs.login.isEmpty()) {
            return true;
        }
        String wanted = Base64.getEncoder()
                .encodeToString((knobs.login + ":" + knobs.password).getBytes(StandardCharsets.UTF_8));
        return header != null && same(header, "Basic " + wanted);
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
