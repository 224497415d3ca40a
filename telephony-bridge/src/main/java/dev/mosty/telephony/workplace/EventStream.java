package dev.mosty.telephony.workplace;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One open {@code text/event-stream}. It has no thread: whoever has news writes. A listener who does not read is cut off
 * as soon as {@link #MOST_BYTES} wait for them, and comes back by itself.
 */
final class EventStream {
    private static final int MOST_BYTES = 64 * 1024;
    private static final int MOST_HELD = 1_000;

    private final Desk desk;
    private final HttpConnection connection;
    private final HttpServerResponse response;
    private @Nullable List<ScreenEvent> held = new ArrayList<>();
    private Set<Long> replayed = Set.of();

    /** The highest number that was told again: a tail that lags behind may still bring a window from before it. */
    private long told;

    /** Holds back what comes until {@link #begin}. */
    EventStream(Desk desk, HttpServerRequest request) {
        this.desk = desk;
        this.connection = request.connection();
        this.response = request.response();
    }

    Desk desk() {
        return desk;
    }

    /**
     * Tells what was missed, and from then on what comes.
     *
     * @param last the number that a browser is to come back with if nothing happens until then
     */
    synchronized void begin(long last, List<ScreenEvent> missed) {
        response.setWriteQueueMaxSize(MOST_BYTES);
        write("retry: 2000\nid: " + last + "\n\n");
        missed.forEach(event -> write(event.replayed().wire()));
        replayed = missed.stream().map(ScreenEvent::id).collect(Collectors.toUnmodifiableSet());
        told = missed.stream().mapToLong(ScreenEvent::id).max().orElse(0);
        List<ScreenEvent> waited = held == null ? List.of() : held;
        held = null;
        waited.forEach(this::tell);
    }

    synchronized void tell(ScreenEvent event) {
        if ((event.raises() && (!event.fresh() || event.id() < told)) || replayed.contains(event.id())) {
            return;
        }
        if (held == null) {
            write(event.wire());
        } else if (held.size() < MOST_HELD) {
            held.add(event);
        } else {
            cut();
        }
    }

    /** A comment, so that proxies keep the connection and a dead one is noticed. */
    synchronized void ping() {
        if (held == null) {
            write(": still here\n\n");
        }
    }

    private void write(String text) {
        if (over()) {
            return;
        }
        if (response.writeQueueFull()) {
            cut();
        } else {
            response.write(text);
        }
    }

    /** Whoever listens comes back at once, and is asked again who they are. */
    void end() {
        if (!over()) {
            response.end();
        }
    }

    /** Whether nothing can be told any more. */
    boolean over() {
        return response.ended() || response.closed();
    }

    /**
     * At once, past Vert.x's own part of the pipeline: that closes when everything before has been read, which is never.
     */
    private void cut() {
        if (connection instanceof ConnectionBase base) {
            var _ = base.channel().pipeline().firstContext().close();
        } else {
            connection.close();
        }
    }
}
