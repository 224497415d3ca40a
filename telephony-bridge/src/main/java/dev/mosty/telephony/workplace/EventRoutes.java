package dev.mosty.telephony.workplace;

import dev.mosty.access.PresentedToken;
import dev.mosty.access.SessionCookie;
import dev.mosty.access.SignedIn;
import dev.mosty.access.Turnstile;
import dev.mosty.access.Turnstile.Passage;
import dev.mosty.access.UserSessions;
import dev.mosty.settings.DatabaseFault;
import dev.mosty.telephony.Reception;
import dev.mosty.web.ErrorReply;
import dev.mosty.web.RequestId;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /workplace/events}: the calls of one's own extensions as server-sent events. For a browser the session says
 * which these are; another program shows a token of {@code WORKPLACE_TOKENS} and names its extension.
 *
 * <p>Whoever comes back with {@code Last-Event-ID} is told the steps and ends of calls since then. A window is never
 * opened a second time: what is open now is a question for the page, not for the stream.
 */
@Singleton
final class EventRoutes {
    private static final Logger LOG = Logger.getLogger(EventRoutes.class);

    private final UserSessions sessions;
    private final WorkplaceTokens tokens;
    private final Streams streams;
    private final EventTail tail;
    private final Jdbi jdbi;
    private final Turnstile turnstile;

    EventRoutes(
            UserSessions sessions, WorkplaceTokens tokens, Streams streams, EventTail tail, Jdbi jdbi, Clock clock) {
        this.sessions = sessions;
        this.tokens = tokens;
        this.streams = streams;
        this.tail = tail;
        this.jdbi = jdbi;
        this.turnstile = new Turnstile(clock);
    }

    void routes(@Observes Router router) {
        router.get("/workplace/events").handler(this::receive);
    }

    private void receive(RoutingContext context) {
        Thread.ofVirtual().name("workplace").start(() -> {
            RequestId.onThisThread(context);
            try {
                answer(context);
            } catch (JdbiException e) {
                LOG.warnf("A stream was not opened for lack of the database: %s", DatabaseFault.of(e));
                unavailable(context);
            }
        });
    }

    private void answer(RoutingContext context) {
        switch (desk(context)) {
            case Passage.Wrong<Desk>() ->
                ErrorReply.send(context, 401, "Sign in at /admin/login, or show a token of that extension.");
            case Passage.Slowed<Desk> slowed -> {
                context.response().putHeader("Retry-After", Long.toString(slowed.seconds()));
                ErrorReply.send(context, 429, slowed.sentence());
            }
            case Passage.Open<Desk>(Desk desk)
            when desk.extensions().isEmpty() -> ErrorReply.send(context, 403, "You have no extension.");
            case Passage.Open<Desk>(Desk desk) -> open(context, desk);
        }
    }

    /** Who asks; a token counts before a session, and only tokens can be guessed. */
    private Passage<Desk> desk(RoutingContext context) {
        Optional<String> token = PresentedToken.bearer(context.request().getHeader("Authorization"))
                .or(() -> PresentedToken.plain(context.request().getParam("token")));
        if (token.isPresent()) {
            String ext = context.request().getParam("ext", "");
            return turnstile.pass(
                    Reception.peer(context),
                    token.map(plain -> ext + ":" + plain),
                    () -> token.filter(plain -> tokens.opens(ext, plain))
                            .map(plain -> new Desk("token " + ext, List.of(ext), Optional.empty())));
        }
        @Nullable Cookie cookie = context.request().getCookie(SessionCookie.NAME);
        Optional<SignedIn> who = sessions.check(cookie == null ? null : cookie.getValue());
        return who.map(EventRoutes::desk).<Passage<Desk>>map(Passage.Open::new).orElseGet(Passage.Wrong::new);
    }

    private static Desk desk(SignedIn who) {
        return new Desk("user " + who.userId(), who.extensions(), Optional.of(who.session()));
    }

    private void open(RoutingContext context, Desk desk) {
        HttpServerResponse response = context.response();
        var stream = new EventStream(desk, context.request());
        response.exceptionHandler(gone -> streams.gone(stream));
        response.closeHandler(gone -> streams.gone(stream));
        response.endHandler(gone -> streams.gone(stream));
        switch (streams.admit(stream)) {
            case IN -> begin(context, stream);
            case TOO_MANY_OF_ONE -> ErrorReply.send(context, 429, "You have too many workplaces open.");
            case TOO_MANY, STOPPING -> unavailable(context);
        }
    }

    private void begin(RoutingContext context, EventStream stream) {
        long last = tail.top();
        Optional<Long> seen = number(context.request().getHeader("Last-Event-ID"));
        List<ScreenEvent> missed;
        try {
            missed = seen.isEmpty()
                    ? List.of()
                    : jdbi.withHandle(handle ->
                            EventTable.since(handle, seen.get(), stream.desk().extensions()));
        } catch (JdbiException e) {
            streams.gone(stream);
            throw e;
        }
        context.response()
                .setChunked(true)
                .putHeader("Content-Type", "text/event-stream; charset=utf-8")
                .putHeader("Cache-Control", "no-store")
                // nginx would keep the events until a buffer is full.
                .putHeader("X-Accel-Buffering", "no");
        stream.begin(last, missed);
        if (context.response().closed()) {
            streams.gone(stream);
        }
    }

    private static Optional<Long> number(@Nullable String header) {
        return header != null && header.matches("[0-9]{1,18}") ? Optional.of(Long.parseLong(header)) : Optional.empty();
    }

    private static void unavailable(RoutingContext context) {
        context.response().putHeader("Retry-After", "2");
        ErrorReply.send(context, 503);
    }
}
