package dev.mosty.web;

import io.vertx.core.MultiMap;
import io.vertx.ext.web.Router;
import java.util.List;

/**
 * What every reply below a path tells the browser: run no script and no style but our files, show us in no frame, guess
 * no types, tell nobody where you were, keep nothing.
 */
public final class PageHeaders {
    /** For a page whose policy is wider than that of the others: it sets its own, and that one counts. */
    public static final String POLICY_HEADER = "Content-Security-Policy";

    public static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
            + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private PageHeaders() {}

    /** @param path such as {@code /admin}; what lies under its {@code /assets/} may be kept */
    public static void install(Router router, String path) {
        router.route(path + "*").order(Integer.MIN_VALUE + 1).handler(context -> {
            MultiMap headers = context.response().headers();
            headers.set(POLICY_HEADER, POLICY);
            headers.set("X-Frame-Options", "DENY");
            headers.set("X-Content-Type-Options", "nosniff");
            headers.set("Referrer-Policy", "same-origin");
            headers.set("Cross-Origin-Opener-Policy", "same-origin");
            headers.set("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
            if (!context.normalizedPath().startsWith(path + "/assets/")) {
                headers.set("Cache-Control", "no-store");
            }
            context.addHeadersEndHandler(ignored -> keepOne(headers));
            context.next();
        });
    }

    /** A page's own policy is added to ours, and a browser would obey both. */
    private static void keepOne(MultiMap headers) {
        List<String> policies = headers.getAll(POLICY_HEADER);
        if (policies.size() > 1) {
            headers.set(POLICY_HEADER, policies.getLast());
        }
    }
}
