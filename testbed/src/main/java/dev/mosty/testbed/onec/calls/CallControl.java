package dev.mosty.testbed.onec.calls;

import dev.mosty.testbed.simulation.ControlRoute;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** The control endpoints of calls; the package's documentation lists them. */
final class CallControl {
    private static final int MOST_SHOWN = 100;
    private static final int MOST_RECEIVED = 10_000;

    private final CallsExtension extension;

    CallControl(CallsExtension extension) {
        this.extension = extension;
    }

    void on(Router router) {
        router.get("/sim/calls")
                .handler(ControlRoute.answering(context -> extension.log().calls(MOST_SHOWN)));
        router.get("/sim/calls/received")
                .handler(ControlRoute.answering(context -> extension.log().received(after(context), MOST_RECEIVED)));
        router.get("/sim/calls/stats")
                .handler(ControlRoute.answering(context -> extension.log().counts()));
        router.get("/sim/calls/knobs").handler(ControlRoute.answering(context -> extension.knobs()));
        router.patch("/sim/calls/knobs").handler(ControlRoute.answering(context -> {
            extension.knobs().turn(ControlRoute.body(context));
            return extension.knobs();
        }));
        router.delete("/sim/calls")
                .handler(ControlRoute.answering(
                        context -> ControlRoute.done(() -> extension.log().reset())));
    }

    private static long after(RoutingContext context) {
        String after = context.request().getParam("after", "0");
        if (!after.matches("\\d{1,18}")) {
            throw new IllegalArgumentException("after must be the number of a message");
        }
        return Long.parseLong(after);
    }
}
