package dev.mosty.admin.login;

import dev.mosty.access.SessionCookie;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.NewCookie.SameSite;
import java.time.Duration;

/** The session's cookie as the browser is told to keep it. */
final class BrowserCookie {
    private BrowserCookie() {}

    /** {@code Secure} wherever the browser came over TLS, as the trusted proxy says; no time at all deletes it. */
    static NewCookie of(String value, Duration lasts, HttpServerRequest request) {
        return new NewCookie.Builder(SessionCookie.NAME)
                .value(value)
                .path("/")
                .maxAge((int) lasts.toSeconds())
                .sameSite(SameSite.LAX)
                .httpOnly(true)
                .secure("https".equals(request.scheme()))
                .build();
    }
}
