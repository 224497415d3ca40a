package dev.mosty.proxy.api;

import dev.mosty.access.FirstTokens;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The widget's first token: {@code PROXY_TOKEN}, or one made at the first start and shown once. */
@Singleton
class ProxyToken {
    static final String PURPOSE = "proxy";
    private static final String NAME = "PROXY_TOKEN";

    private final FirstTokens first;
    private final Optional<String> given;

    ProxyToken(FirstTokens first, @ConfigProperty(name = "proxy.token") Optional<String> given) {
        this.first = first;
        this.given = given;
    }

    void makeAtStart(@Observes StartupEvent start) {
        first.make(PURPOSE, NAME, given, "The widget's token for amo-proxy (PROXY_TOKEN)");
    }
}
