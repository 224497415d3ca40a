package dev.mosty.proxy.api;

import dev.mosty.access.AccessTokens;
import dev.mosty.access.FirstCredentials;
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

    private final AccessTokens tokens;
    private final FirstCredentials credentials;
    private final Optional<String> given;

    ProxyToken(
            AccessTokens tokens,
            FirstCredentials credentials,
            @ConfigProperty(name = "proxy.token") Optional<String> given) {
        this.tokens = tokens;
        this.credentials = credentials;
        this.given = given;
    }

    void makeAtStart(@Observes StartupEvent start) {
        given.ifPresentOrElse(
                token -> tokens.seed(PURPOSE, NAME, token),
                () -> tokens.issue(PURPOSE, NAME)
                        .ifPresent(token -> credentials.tell("The widget's token for amo-proxy (PROXY_TOKEN)", token)));
    }
}
