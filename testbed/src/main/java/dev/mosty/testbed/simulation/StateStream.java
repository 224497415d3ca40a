package dev.mosty.testbed.simulation;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Server-sent events for a simulator's page, four times a second: what is new since the last frame, and its state when
 * that differs. A browser that reads slowly misses frames, never the last state nor news, since each has a place of its
 * own in them.
 */
public final class StateStream {
    private static final long FRAME_MILLIS = 250;
    private static final int MAX_BROWSERS = 50;

    private final Supplier<?> state;
    private final Supplier<News> news;
    private final List<Browser> browsers = new ArrayList<>();

    /** @param data is written as JSON */
    public record Event(String name, Object data) {}

    /** What one browser has not been told of yet. */
    @FunctionalInterface
    public interface News {
        /** Once: what it says now it does not say again. */
        Optional<Event> next();
    }

    /** @param state is asked on the event loop, only while somebody looks */
    public StateStream(Vertx vertx, Supplier<?> state) {
        this(vertx, state, () -> Optional::empty);
    }

    /** @param news makes those of a browser that joins; asked on the event loop */
    public StateStream(Vertx vertx, Supplier<?> state, Supplier<News> news) {
        this.state = state;
        this.news = news;
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
        Browser browser = new Browser(response, news.get());
        browsers.add(browser);
        response.closeHandler(gone -> browsers.removeAll(Collections.singleton(browser)));
        browser.frame(Json.text(state.get()));
    }

    private static final class Browser {
        private final HttpServerResponse response;
        private final News news;
        private String last = "";

        Browser(HttpServerResponse response, News news) {
            this.response = response;
            this.news = news;
        }

        void frame(String state) {
            if (response.closed() || response.writeQueueFull()) {
                return;
            }
            news.next().ifPresent(event -> write(event.name(), Json.text(event.data())));
            if (!state.equals(last)) {
                last = state;
                write("state", state);
            }
        }

        private void write(String name, String data) {
            response.write("event: " + name + "\ndata: " + data + "\n\n");
        }
    }
}
