package dev.mosty.testbed.amocrm;

import dev.mosty.testbed.simulation.FaultJson;
import dev.mosty.testbed.simulation.Json;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Server-sent events for the human page, four times a second: the leads that changed since the last
 * frame, at most 60, and the state of meter, knobs and faults when it differs. A browser that reads
 * slowly misses frames, not changes, because each keeps its own place in the history.
 */
final class LiveStream {
    private static final long FRAME_MILLIS = 250;
    private static final int MAX_LEADS = 60;
    private static final int MAX_BROWSERS = 50;

    private final AmoCrmSimulator simulator;
    private final Account account;
    private final List<Browser> browsers = new ArrayList<>();

    LiveStream(Vertx vertx, AmoCrmSimulator simulator, Account account) {
        this.simulator = simulator;
        this.account = account;
        vertx.setPeriodic(FRAME_MILLIS, timer -> List.copyOf(browsers).forEach(Browser::frame));
    }

    private record State(
            int total, Meter.Reading meter, long refused, long patches, long leads, Knobs knobs, List<?> faults) {}

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
        browser.frame();
    }

    private final class Browser {
        private final HttpServerResponse response;
        private long seen = account.leads().lastSequence();
        private String lastState = "";

        Browser(HttpServerResponse response) {
            this.response = response;
        }

        void frame() {
            if (response.closed() || response.writeQueueFull()) {
                return;
            }
            long last = account.leads().lastSequence();
            if (last != seen) {
                List<LeadView> changed = account.leads().changedAfter(seen, MAX_LEADS).stream()
                        .map(lead -> LeadView.of(lead, account))
                        .toList();
                seen = last;
                event("leads", Json.text(changed));
            }
            String state = Json.text(state());
            if (!state.equals(lastState)) {
                lastState = state;
                event("state", state);
            }
        }

        private void event(String name, String data) {
            response.write("event: " + name + "\ndata: " + data + "\n\n");
        }
    }

    private State state() {
        Traffic.Counts counts = simulator.traffic().counts();
        return new State(
                account.leads().count(),
                simulator.meter().reading(),
                counts.refused(),
                counts.patches(),
                counts.leads(),
                simulator.knobs(),
                simulator.faults().waiting().stream().map(FaultJson::write).toList());
    }
}
