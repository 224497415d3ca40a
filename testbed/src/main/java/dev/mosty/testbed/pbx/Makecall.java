package dev.mosty.testbed.pbx;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The upstream of a call by click: whoever has the key wishes for a call, and it takes place. */
final class Makecall {
    private final PbxOptions options;
    private final PbxKnobs knobs;
    private final Faults faults;
    private final Switchboard switchboard;
    private final Vertx vertx;
    private final Wire wire;

    Makecall(PbxOptions options, PbxKnobs knobs, Faults faults, Switchboard switchboard, Vertx vertx) {
        this.options = options;
        this.knobs = knobs;
        this.faults = faults;
        this.switchboard = switchboard;
        this.vertx = vertx;
        this.wire = new Wire(vertx, () -> knobs.latencyMillis, Makecall::faulty, (reply, body) -> {});
    }

    void on(Router router) {
        router.post(PbxOptions.MAKECALL).handler(context -> {
            if (!authorized(context)) {
                wire.send(context, error(401, "Wrong API key"));
                return;
            }
            Optional<FaultEffect> fault = faults.meet("POST", PbxOptions.MAKECALL);
            fault.ifPresentOrElse(effect -> wire.spoil(context, effect), context::next);
        });
        router.post(PbxOptions.MAKECALL).handler(context -> wire.send(context, answer(context)));
    }

    private Reply answer(RoutingContext context) {
        JsonNode wish = Optional.ofNullable(context.body().asString())
                .flatMap(Json::read)
                .orElseGet(Json::object);
        JsonNode user = wish.path("user");
        JsonNode phone = wish.path("phone");
        if (!user.isTextual() || !phone.isTextual() || !phone.asText().matches(".*\\d.*")) {
            return error(400, "Bad Request");
        }
        Switchboard.Line line = switchboard.begin(false, List.of(user.asText()), phone.asText());
        vertx.setTimer(Math.max(1, knobs.clickAnswerMillis), ring -> takePlace(line));
        return Reply.json(200, Map.of("result", "ok"));
    }

    /** Unless somebody on the page was quicker. */
    private void takePlace(Switchboard.Line line) {
        try {
            switchboard.answer(line.id(), line.exts().getFirst());
        } catch (IllegalArgumentException answered) {
            return;
        }
        vertx.setTimer(Math.max(1, knobs.clickTalkMillis), talk -> {
            try {
                switchboard.end(line.id());
            } catch (IllegalArgumentException over) {
                // Hung up on the page.
            }
        });
    }

    private boolean authorized(RoutingContext context) {
        String key = context.request().getHeader("X-API-KEY");
        return key != null
                && MessageDigest.isEqual(
                        key.getBytes(StandardCharsets.UTF_8), options.apiKey().getBytes(StandardCharsets.UTF_8));
    }

    private static Reply faulty(int status, FaultEffect.Body body) {
        return switch (body) {
            case PROBLEM -> error(status, status == 400 ? "Bad Request" : "Internal Server Error");
            case TEXT -> Reply.of(status, "text/plain; charset=utf-8", "Internal Server Error");
            case HTML -> Reply.of(status, "text/html; charset=utf-8", "<html><body>" + status + "</body></html>");
            case EMPTY -> Reply.empty(status);
        };
    }

    private static Reply error(int status, String sentence) {
        return Reply.json(status, Map.of("error", sentence));
    }
}
