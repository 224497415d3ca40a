package dev.mosty.testbed.onec;

import dev.mosty.testbed.simulation.FaultEffect;
import dev.mosty.testbed.simulation.Faults;
import dev.mosty.testbed.simulation.Wire;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

/**
 * The HTTP service as the web server publishes it. Before the extension's code come, in this order: an
 * outage, a missing publication, the user, a free session, code that does not compile, and the faults.
 */
final class Publication {
    private final OneCOptions options;
    private final Knobs knobs;
    private final Calls calls;
    private final Faults faults;
    private final OneCReply replies;
    private final Wire wire;
    private final byte[] authorization;

    Publication(OneCOptions options, Knobs knobs, Calls calls, Faults faults, OneCReply replies, Wire wire) {
        this.options = options;
        this.knobs = knobs;
        this.calls = calls;
        this.faults = faults;
        this.replies = replies;
        this.wire = wire;
        String user = options.user() + ":" + options.password();
        this.authorization = bytes("Basic " + Base64.getEncoder().encodeToString(bytes(user)));
    }

    void on(Router router, GetSetData method) {
        String all = options.path() + "*";
        router.route(all).handler(context -> admit(context, true));
        router.get(options.path() + "TestRequest").handler(context -> {
            calls.tests();
            // It does no work, so it is quick where the method is slow.
            wire.sendAtOnce(context, replies.text(200, "ok"));
        });
        router.post(options.path() + "GetSetData").handler(context -> wire.send(context, method.answer(body(context))));
    }

    /** The service that is published beside the extension's own, for the same user. */
    void on(Router router, ChangesService changes) {
        router.route(OneCOptions.CHANGES_PATH).handler(context -> admit(context, true));
        router.get(OneCOptions.CHANGES_PATH)
                .handler(context ->
                        wire.send(context, changes.page(context.request().getParam("limit", ""))));
        router.post(OneCOptions.CHANGES_PATH).handler(context -> wire.send(context, changes.confirm(body(context))));
    }

    /** For a publication that names the user itself: whoever names none is that one. */
    void admitAnyone(RoutingContext context) {
        admit(context, context.request().getHeader("Authorization") != null);
    }

    private void admit(RoutingContext context, boolean asksForUser) {
        if (knobs.down) {
            context.request().connection().close();
        } else if (!knobs.published) {
            wire.send(context, replies.page(404, "page404"));
        } else if (asksForUser && !authorized(context)) {
            calls.unauthorized();
            wire.send(context, replies.unauthorized());
        } else if (!calls.enter(knobs.sessions)) {
            wire.send(context, replies.text(503, "licence"));
        } else {
            // The session is held until the answer is out or the caller is gone.
            context.addEndHandler(ended -> calls.leave());
            run(context);
        }
    }

    private void run(RoutingContext context) {
        if (!knobs.compiles) {
            wire.send(context, replies.text(500, "compile"));
            return;
        }
        Optional<FaultEffect> fault = faults.meet(context.request().method().name(), context.normalizedPath());
        fault.ifPresentOrElse(effect -> wire.spoil(context, effect), context::next);
    }

    private static String body(RoutingContext context) {
        return Optional.ofNullable(context.body().asString()).orElse("");
    }

    private boolean authorized(RoutingContext context) {
        String given = context.request().getHeader("Authorization");
        return given != null && MessageDigest.isEqual(bytes(given), authorization);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
