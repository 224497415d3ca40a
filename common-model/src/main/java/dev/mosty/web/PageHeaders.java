package dev.mosty.web;

import io.vertx.core.MultiMap;
import io.vertx.ext.web.Router;

/**
 * What every reply below a path tells the browser: run no script and no style but our files, show us in no frame, guess
 * no types, tell nobody where you were, keep nothing.
 */
public final class PageHeaders {
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private PageHeaders() {}

    /** @param path such as {@code /admin}; what lies under its {@code /assets/} may be kept */
    public static void install(Router router, String path) {
        router.route(path + "*").order(Integer.MIN_VALUE + 1).handler(context -> {
            MultiMap headers = context.response().headers();
            headers.set("Content-Security-Policy", POLICY);
            headers.set("X-Frame-Options", "DENY");
            headers.set("X-Content-Type-Options", "nosniff");
            headers.set("Referrer-Policy", "same-origin");
            headers.set("Cross-Origin-Opener-Policy", "same-origin");
            headers.set("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
            if (!context.normalizedPath().startsWith(path + "/assets/")) {
                headers.set("Cache-Control", "no-store");
            }
            context.next();
        });
    }
}
