package dev.mosty.admin.shell;

import dev.mosty.web.PageHeaders;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;

/** What every reply of admin-web tells the browser. */
@Singleton
public final class SafeHeaders {
    /** For the one page whose policy is wider than that of the others. */
    public static final String POLICY_HEADER = PageHeaders.POLICY_HEADER;

    void install(@Observes Router router) {
        PageHeaders.install(router, "/admin");
    }

    /** The same policy, which also lets sound be played from the site of that address and from nowhere else. */
    public static String withMediaOf(URI address) {
        // A host has no sign that means anything in a policy; whoever wrote the address chose the rest.
        String port = address.getPort() < 0 ? "" : ":" + address.getPort();
        return PageHeaders.POLICY + "; media-src " + address.getScheme() + "://" + address.getHost() + port;
    }
}
