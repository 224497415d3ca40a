package dev.mosty.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.CorsHandler;
import jakarta.inject.Singleton;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Lets pages of {@code CORS_ORIGINS}, where amoCRM shows the widget, call a service. A page of any other origin is
 * refused with 403 before anything is done; callers that are no pages send no {@code Origin} and are not concerned.
 */
@Singleton
public final class Cors {
    private static final int JUST_AFTER_EVERY_REQUEST = Integer.MIN_VALUE + 1;
    private static final int PREFLIGHT_HOLDS_SECONDS = 600;

    private final Origins origins;

    public Cors(
            @ConfigProperty(name = "cors.origins", defaultValue = "https://*.amocrm.ru,https://*.kommo.com")
                    String origins) {
        this.origins = Origins.parse("CORS_ORIGINS", origins);
    }

    /** The origins of the accounts whose pages may call. */
    public Origins origins() {
        return origins;
    }

    /** @param path with its {@code *}, such as {@code /API/*} */
    public void install(Router router, String path, Set<HttpMethod> methods) {
        router.route(path)
                .order(JUST_AFTER_EVERY_REQUEST)
                .handler(CorsHandler.create()
                        .addOriginWithRegex(origins.regex())
                        .allowedMethods(methods)
                        .allowedHeaders(Set.of("Content-Type", "X-Auth-Token"))
                        .exposedHeaders(Set.of(RequestId.HEADER, HttpHeaders.RETRY_AFTER.toString()))
                        // The proxy often stands inside the clinic's network, where a public page is asking.
                        .allowPrivateNetwork(true)
                        .maxAgeSeconds(PREFLIGHT_HOLDS_SECONDS));
    }
}
