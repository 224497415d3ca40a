package dev.mosty.testbed.simulation;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/**
 * Server-sent events for a simulator's page, four times a second: its state when it differs from the last frame. A
 * browser that reads slowly misses frames, never the last state.
 */
public final class StateStream {
    private static final long FRAME_MILLIS = 250;
    private static final int MAX_BROWSERS = 50;

    private final Supplier<?> state;
    private final List<Browser> browsers = new ArrayList<>();

    /** @param state is asked on the event loop, only while somebody looks */
    public StateStream(Vertx vertx, Supplier<?> state) {
        this.state = state;
        vertx.setPeriodic(FRAME_MILLIS, timer -> {
            if (!browsers.isEmpty()) {
                String now = Json.text(state.get());
                List.copyOf(browsers).forEach(browser -> browser.frame(now));
            }
        });
    }

    /** Keeps the request as a stream of events. */
    public void join(RoutingContext context) {
        HttpServerResponse response = context.response();
        if (browsers.size() >= MAX_BROWSERS) {
            response.setStatusCode(503).end();
            return;
        }
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream; charset=utf-8")
                .putHeader("Cache-Control", "no-store");
        Browser browser = new Browser(response);
        browsers.add(browser);
        response.closeHandler(gone -> browsers.removeAll(Collections.singleton(browser)));
        browser.frame(Json.text(state.get()));
    }

    private static final class Browser {
        private final HttpServerResponse response;
        private String last = "";

        Browser(HttpServerResponse response) {
            this.response = response;
        }

        void frame(String state) {
            if (!response.closed() && !response.writeQueueFull() && !state.equals(last)) {
                last = state;
                response.write("event: state\ndata: " + state + "\n\n");
            }
        }
    }
}
