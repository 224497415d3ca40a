package dev.mosty.admin.shell;

import io.vertx.core.MultiMap;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * What every reply tells the browser: run no script and no style but our files, show us in no frame, guess no types,
 * tell nobody where you were, keep nothing.
 */
@Singleton
final class SafeHeaders {
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    void install(@Observes Router router) {
        router.route("/admin*").order(Integer.MIN_VALUE + 1).handler(context -> {
            MultiMap headers = context.response().headers();
            headers.set("Content-Security-Policy", POLICY);
            headers.set("X-Frame-Options", "DENY");
            headers.set("X-Content-Type-Options", "nosniff");
            headers.set("Referrer-Policy", "same-origin");
            headers.set("Cross-Origin-Opener-Policy", "same-origin");
            headers.set("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
            if (!context.normalizedPath().startsWith("/admin/assets/")) {
                headers.set("Cache-Control", "no-store");
            }
            context.next();
        });
    }
}
