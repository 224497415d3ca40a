package dev.mosty.admin.logs;

import dev.mosty.access.Role;
import dev.mosty.access.SessionCookie;
import dev.mosty.access.UserSessions;
import dev.mosty.admin.shell.Visitor;
import dev.mosty.admin.shell.Words;
import dev.mosty.web.Refused;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * {@code /admin/logs/live}: new rows as they are written, as server-sent events whose ids are the rows' names, so that a
 * browser that lost the line goes on where it was. The session is asked after again and again: whoever is signed out
 * sees no more. Ends when the listener is slow, the database fails or the service stops; browsers come back by
 * themselves.
 */
@Path("/admin/logs/live")
@RunOnVirtualThread
public class LiveLog {
    private static final Logger LOG = Logger.getLogger(LiveLog.class);
    private static final int TICK_MS = 1_000;
    private static final int TICKS_A_HEARTBEAT = 15;
    private static final int WRITE_SECONDS = 10;

    /** Each of them asks the database once a second. */
    private static final Semaphore LISTENERS = new Semaphore(20);

    private final RequestLog log;
    private final UserSessions sessions;
    private final Visitor visitor;
    private final Stopping stopping;

    LiveLog(RequestLog log, UserSessions sessions, Visitor visitor, Stopping stopping) {
        this.log = log;
        this.sessions = sessions;
        this.visitor = visitor;
        this.stopping = stopping;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void follow(
            @QueryParam("q") @Nullable String q,
            @QueryParam("service") @Nullable String service,
            @QueryParam("result") @Nullable String result,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("after") @Nullable String after,
            @HeaderParam("Last-Event-ID") @Nullable String lastSeen,
            @CookieParam(SessionCookie.NAME) @Nullable String cookie,
            @Context SseEventSink sink,
            @Context Sse sse,
            HttpServerRequest request) {
        LogFilter filter = LogFilter.of(q, service, result, from, to);
        filter.fault().ifPresent(fault -> {
            throw new Refused(400, Words.of(visitor.locale(), fault));
        });
        if (!LISTENERS.tryAcquire()) {
            throw new Refused(503, "Too many people follow the log.");
        }
        // nginx would keep the events until a buffer is full.
        request.response().putHeader("X-Accel-Buffering", "no");
        try (sink) {
            var tail = new Tail(log, filter, EntryId.of(lastSeen).or(() -> EntryId.of(after)));
            send(
                    sink,
                    sse.newEventBuilder().comment("here").reconnectDelay(2_000).build());
            for (int tick = 1; goesOn(sink, cookie); tick++) {
                for (LogRow row : tail.next()) {
                    send(sink, event(sse, row));
                }
                if (tick % TICKS_A_HEARTBEAT == 0) {
                    send(sink, sse.newEventBuilder().comment("still here").build());
                }
                Thread.sleep(TICK_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            LOG.debugf(e, "A listener of the log is gone");
        } finally {
            LISTENERS.release();
        }
    }

    private boolean goesOn(SseEventSink sink, @Nullable String cookie) {
        return !sink.isClosed()
                && !stopping.now()
                && sessions.check(cookie)
                        .filter(who -> who.role().includes(Role.VIEWER))
                        .isPresent();
    }

    /** The row as the page has it, on one line: a line break would end the event's field. */
    private static OutboundSseEvent event(Sse sse, LogRow row) {
        return sse.newEventBuilder()
                .id(row.name().toString())
                .name("row")
                .data(LogsPage.Templates.row(row).render().replaceAll("\\s*\\R\\s*", " "))
                .build();
    }

    /** Waits until the event is on its way, so that a slow listener costs nothing but its own thread. */
    private static void send(SseEventSink sink, OutboundSseEvent event)
            throws InterruptedException, ExecutionException, TimeoutException {
        sink.send(event).toCompletableFuture().get(WRITE_SECONDS, TimeUnit.SECONDS);
    }
}
