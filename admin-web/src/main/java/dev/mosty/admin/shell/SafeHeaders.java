package dev.mosty.admin.shell;

import dev.mosty.web.PageHeaders;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** What every reply of admin-web tells the browser. */
@Singleton
final class SafeHeaders {
    void install(@Observes Router router) {
        PageHeaders.install(router, "/admin");
    }
}
