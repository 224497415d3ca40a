package dev.mosty.admin.shell;

import dev.mosty.access.AddressList;
import dev.mosty.access.Role;
import dev.mosty.access.SessionCookie;
import dev.mosty.access.SignedIn;
import dev.mosty.access.UserSessions;
import dev.mosty.admin.AdminConfig;
import dev.mosty.web.Bundle;
import dev.mosty.web.ErrorResponse;
import dev.mosty.web.SameOrigin;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.Response;
import java.lang.annotation.Annotation;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Stands before every page: from where, sent by whom, who, and whether they may. Application-scoped, since Quarkus makes
 * filters before the configuration can be read.
 */
@ApplicationScoped
class Doorkeeper {
    private final AddressList allowed;
    private final UserSessions sessions;
    private final Visitor visitor;

    Doorkeeper(AdminConfig config, UserSessions sessions, Visitor visitor) {
        this.allowed = AddressList.parse("ADMIN_ALLOW_IPS", config.allowIps());
        this.sessions = sessions;
        this.visitor = visitor;
    }

    /** So that a wrong list stops the start, and not the first request. */
    void makeAtStart(@Observes StartupEvent start) {}

    /** Null lets the request pass. */
    @ServerRequestFilter
    public @Nullable Response check(ContainerRequestContext request, ResourceInfo page, HttpServerRequest peer) {
        String address =
                peer.remoteAddress() == null ? "" : peer.remoteAddress().hostAddress();
        visitor.isAt(address, language(request));
        if (!allowed.contains(address)) {
            return ErrorResponse.of(403, "This address may not open the pages (ADMIN_ALLOW_IPS).");
        }
        if (!SameOrigin.allows(
                request.getMethod(),
                request.getHeaderString("Sec-Fetch-Site"),
                request.getHeaderString("Origin"),
                request.getHeaderString("Host"),
                request.getHeaderString("X-Forwarded-Proto") != null)) {
            return ErrorResponse.of(403, "The request was not sent by a page of this site.");
        }
        Optional<SignedIn> who = sessions.check(cookie(request, SessionCookie.NAME));
        who.ifPresent(visitor::is);
        if (annotation(page, Open.class).isPresent()) {
            return null;
        }
        return who.isEmpty() ? toLogin(request) : may(who.get(), request, page);
    }

    private static @Nullable Response may(SignedIn who, ContainerRequestContext request, ResourceInfo page) {
        Role least = annotation(page, Needs.class)
                .map(Needs::value)
                .orElse(request.getMethod().equals("GET") ? Role.VIEWER : Role.ADMIN);
        return who.role().includes(least) ? null : ErrorResponse.of(403, "Your role may not do this.");
    }

    /**
     * A person is led to the login and back; htmx, which would put the login into the page, is told to go there. It asks
     * from within a page, and back is that page.
     */
    private static Response toLogin(ContainerRequestContext request) {
        if (request.getHeaderString("HX-Request") != null) {
            return Response.status(401)
                    .header("HX-Redirect", loginBefore(page(request.getHeaderString("HX-Current-URL"))))
                    .build();
        }
        if (!ErrorPages.isForPeople(request)) {
            return ErrorResponse.of(401, "Sign in first.");
        }
        URI asked = request.getUriInfo().getRequestUri();
        String back = request.getMethod().equals("GET")
                ? asked.getRawPath() + (asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery())
                : "/admin";
        return Redirect.to(loginBefore(back));
    }

    private static String loginBefore(String back) {
        String next = LocalPath.of(back);
        return "/admin/login"
                + (next.equals("/admin") ? "" : "?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8));
    }

    /** Of a whole address, without the site. */
    private static String page(@Nullable String address) {
        try {
            URI page = URI.create(address == null ? "/admin" : address);
            return page.getRawPath() + (page.getRawQuery() == null ? "" : "?" + page.getRawQuery());
        } catch (IllegalArgumentException e) {
            return "/admin";
        }
    }

    private static Locale language(ContainerRequestContext request) {
        return Bundle.language(cookie(request, Bundle.COOKIE));
    }

    private static @Nullable String cookie(ContainerRequestContext request, String name) {
        Cookie cookie = request.getCookies().get(name);
        return cookie == null ? null : cookie.getValue();
    }

    private static <A extends Annotation> Optional<A> annotation(ResourceInfo page, Class<A> type) {
        return Optional.ofNullable(page.getResourceMethod().getAnnotation(type))
                .or(() -> Optional.ofNullable(page.getResourceClass().getAnnotation(type)));
    }
}
