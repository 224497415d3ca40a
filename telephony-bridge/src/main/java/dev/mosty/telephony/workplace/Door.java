package dev.mosty.telephony.workplace;

import dev.mosty.access.SessionCookie;
import dev.mosty.access.SignedIn;
import dev.mosty.access.UserSessions;
import dev.mosty.settings.DatabaseFault;
import dev.mosty.web.Bundle;
import dev.mosty.web.ErrorReply;
import dev.mosty.web.RequestId;
import dev.mosty.web.SameOrigin;
import io.quarkus.qute.TemplateInstance;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/** Stands before everything of the page: sent by whom, who asks, in which language. */
@Singleton
final class Door {
    private static final Logger LOG = Logger.getLogger(Door.class);

    private final UserSessions sessions;

    Door(UserSessions sessions) {
        this.sessions = sessions;
    }

    /** Somebody who is signed in. */
    record Visit(SignedIn who, Locale locale, String address) {}

    /** What is done for them, on a virtual thread. */
    interface Work {
        void serve(Visit visit);
    }

    /** A page leads whoever is not signed in elsewhere; what a script asks for is refused. */
    void admit(RoutingContext context, Runnable stranger, Work work) {
        HttpServerRequest request = context.request();
        if (!SameOrigin.allows(
                request.method().name(),
                request.getHeader("Sec-Fetch-Site"),
                request.getHeader("Origin"),
                request.getHeader("Host"),
                request.getHeader("X-Forwarded-Proto") != null)) {
            ErrorReply.send(context, 403, "The request was not sent by a page of this site.");
            return;
        }
        Locale locale = Bundle.language(cookie(request, Bundle.COOKIE));
        String address =
                request.remoteAddress() == null ? "" : request.remoteAddress().hostAddress();
        Thread.ofVirtual().name("workplace").start(() -> {
            RequestId.onThisThread(context);
            try {
                Optional<SignedIn> who = sessions.check(cookie(request, SessionCookie.NAME));
                who.ifPresentOrElse(person -> work.serve(new Visit(person, locale, address)), stranger);
            } catch (JdbiException e) {
                LOG.warnf("The workplace was not served for lack of the database: %s", DatabaseFault.of(e));
                ErrorReply.send(context, 503);
            } catch (RuntimeException e) {
                LOG.errorf(e, "The workplace failed");
                ErrorReply.send(context, 500);
            }
        });
    }

    /** The same for what only the page's own script asks for. */
    void admit(RoutingContext context, Work work) {
        admit(context, () -> ErrorReply.send(context, 401, "Sign in at /admin/login."), work);
    }

    static void show(RoutingContext context, int status, TemplateInstance page, Visit visit) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "text/html; charset=utf-8")
                .end(page.setLocale(visit.locale()).render());
    }

    private static @Nullable String cookie(HttpServerRequest request, String name) {
        @Nullable Cookie cookie = request.getCookie(name);
        return cookie == null ? null : cookie.getValue();
    }
}
