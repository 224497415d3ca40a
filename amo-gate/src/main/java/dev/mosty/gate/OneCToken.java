package dev.mosty.gate;

import dev.mosty.access.AccessTokens;
import dev.mosty.access.FirstCredentials;
import dev.mosty.access.PresentedToken;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The token that 1C presents: {@code ONEC_TOKEN}, or one made at the first start and shown once. */
@Singleton
public class OneCToken {
    private static final String PURPOSE = "onec";
    private static final String NAME = "ONEC_TOKEN";

    private final AccessTokens tokens;
    private final FirstCredentials credentials;
    private final Optional<String> given;

    OneCToken(
            AccessTokens tokens,
            FirstCredentials credentials,
            @ConfigProperty(name = "onec.token") Optional<String> given) {
        this.tokens = tokens;
        this.credentials = credentials;
        this.given = given;
    }

    void makeAtStart(@Observes StartupEvent start) {
        given.ifPresentOrElse(
                token -> tokens.seed(PURPOSE, NAME, token),
                () -> tokens.issue(PURPOSE, NAME)
                        .ifPresent(token -> credentials.tell("1C's token for amo-gate (ONEC_TOKEN)", token)));
    }

    /** Whether the request may speak for 1C. */
    public boolean accepts(@Nullable String authorization) {
        return PresentedToken.bearer(authorization)
                .flatMap(token -> tokens.check(PURPOSE, token))
                .isPresent();
    }
}
