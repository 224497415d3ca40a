package dev.mosty.testbed.onec;

import dev.mosty.testbed.simulation.FaultJson;
import dev.mosty.testbed.simulation.Json;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Server-sent events for the human page, four times a second: the state when it differs from the last
 * frame. Documents are not in it, only their version, by which the page knows to ask for them.
 */
final class LiveStream {
    private static final long FRAME_MILLIS = 250;
    private static final int MAX_BROWSERS = 50;

    private final OneCSimulator simulator;
    private final Documents documents;
    private final List<Browser> browsers = new ArrayList<>();

    LiveStream(Vertx vertx, OneCSimulator simulator, Documents documents) {
        this.simulator = simulator;
        this.documents = documents;
        vertx.setPeriodic(FRAME_MILLIS, timer -> {
            String state = Json.text(state());
            List.copyOf(browsers).forEach(browser -> browser.frame(state));
        });
    }

    private record State(
            long version,
            long callsVersion,
            Map<String, Long> told,
            Calls.Reading calls,
            Knobs knobs,
            List<?> faults) {}

    /** Keeps the request as a stream of events. */
    void join(RoutingContext context) {
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
        browser.frame(Json.text(state()));
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

    private State state() {
        return new State(
                documents.version(),
                simulator.telephony().log().version(),
                simulator.telephony().log().counts(),
                simulator.calls().reading(),
                simulator.knobs(),
                simulator.faults().waiting().stream().map(FaultJson::write).toList());
    }
}
