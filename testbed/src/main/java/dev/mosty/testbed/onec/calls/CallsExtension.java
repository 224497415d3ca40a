package dev.mosty.testbed.onec.calls;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.testbed.simulation.Json;
import dev.mosty.testbed.simulation.Reply;
import dev.mosty.testbed.simulation.Wire;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The HTTP service of the extension: a session, the token, the message. */
public final class CallsExtension {
    private static final Pattern COOKIE = Pattern.compile("(?i)(?:^|;\\s*)ibsession=([^;\\s]+)");
    private static final String TOKEN = "crm_token";

    private final CallsOptions options;
    private final Counterparties clinic = Counterparties.read();
    private final CallKnobs knobs = new CallKnobs();
    private final CallLog log;
    private final Sessions sessions;

    public CallsExtension(CallsOptions options, Clock clock) {
        this.options = options;
        this.log = new CallLog(clock);
        this.sessions = new Sessions(clock, knobs);
    }

    /** What came through to it. */
    public CallLog log() {
        return log;
    }

    /** Smart transfer, sessions. */
    public CallKnobs knobs() {
        return knobs;
    }

    /** Forgets calls and sessions; knobs as at the start. */
    public void reset() {
        log.reset();
        sessions.reset();
        knobs.reset();
    }

    /** @param admission what the platform asks of a request before the extension's code runs */
    public void on(Router router, Vertx vertx, Handler<RoutingContext> admission, Wire wire) {
        router.route(options.path() + "*").handler(admission);
        router.post(options.path()).handler(context -> receive(context, vertx, wire));
        new CallControl(this).on(router);
    }

    private void receive(RoutingContext context, Vertx vertx, Wire wire) {
        String cookie = context.request().getHeader("Cookie");
        Matcher known = COOKIE.matcher(cookie == null ? "" : cookie);
        if (known.find()) {
            boolean alive = sessions.use(known.group(1));
            log.count(alive ? "sessions.used" : "sessions.gone");
            wire.send(context, alive ? answer(context) : Reply.of(404, "text/plain; charset=utf-8", says("session")));
            return;
        }
        log.count("sessions.begun");
        boolean kept = "start".equalsIgnoreCase(context.request().getHeader("IBSession"));
        later(vertx, knobs.newSessionMillis, () -> {
            Reply reply = answer(context);
            wire.send(context, kept ? reply.with("Set-Cookie", "ibsession=" + sessions.begin() + "; path=/") : reply);
        });
    }

    private static void later(Vertx vertx, long millis, Runnable what) {
        if (millis == 0) {
            what.run();
        } else {
            vertx.setTimer(millis, timer -> what.run());
        }
    }

    private Reply answer(RoutingContext context) {
        String type = context.request().getHeader("Content-Type");
        if (type == null || !type.toLowerCase(Locale.ROOT).matches("application/json\\s*(;.*)?")) {
            return refused(415, "type");
        }
        String text = Optional.ofNullable(context.body().asString()).orElse("");
        Optional<JsonNode> body = Json.read(text).filter(JsonNode::isObject);
        if (body.isEmpty()) {
            return refused(400, "json");
        }
        if (!mayTell(body.get().path(TOKEN))) {
            return refused(401, "token");
        }
        return switch (Message.read(body.get())) {
            case Message.Call(Told told) -> told(told, text.replace(options.token(), "…"));
            case Message.Contact(String phone) -> contact(phone);
            case Message.Refused(String about) -> refused(400, about);
        };
    }

    private boolean mayTell(JsonNode token) {
        return token.isTextual()
                && MessageDigest.isEqual(
                        token.asText().getBytes(StandardCharsets.UTF_8),
                        options.token().getBytes(StandardCharsets.UTF_8));
    }

    private Reply told(Told told, String body) {
        return switch (log.take(told, body)) {
            case TAKEN, REPEAT -> Reply.json(200, Map.of("result", "ok"));
            case OUT_OF_ORDER -> Reply.json(400, Map.of("error", says("order")));
            case OTHER_CALL -> Reply.json(400, Map.of("error", says("other")));
        };
    }

    private Reply contact(String phone) {
        log.count("contacts");
        String ext = knobs.smartTransfer ? clinic.responsible(phone, knobs.digits) : "";
        return Reply.json(200, Map.of("responsible", ext));
    }

    private Reply refused(int status, String about) {
        log.count("refused." + about);
        return Reply.json(status, Map.of("error", says(about)));
    }

    private String says(String about) {
        return clinic.sentence(about);
    }
}
