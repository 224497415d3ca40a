package dev.mosty.gate;

import dev.mosty.access.AccessTokens;
import dev.mosty.access.FirstTokens;
import dev.mosty.access.PresentedToken;
import dev.mosty.delivery.PatientTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The token that 1C presents: {@code ONEC_TOKEN}, or one made at the first start and shown once. */
@Singleton
public class OneCToken {
    private static final String PURPOSE = "onec";
    private static final String NAME = "ONEC_TOKEN";

    private final AccessTokens tokens;
    private final FirstTokens first;
    private final Optional<String> given;
    private final Jdbi jdbi;
    private final GateConfig config;

    OneCToken(
            Jdbi jdbi,
            GateConfig config,
            AccessTokens tokens,
            FirstTokens first,
            @ConfigProperty(name = "onec.token") Optional<String> given) {
        this.jdbi = jdbi;
        this.config = config;
        this.tokens = tokens;
        this.first = first;
        this.given = given;
    }

    void makeAtStart(@Observes StartupEvent start) {
        first.make(PURPOSE, NAME, given, "1C's token for amo-gate (ONEC_TOKEN)");
    }

    /**
     * Whether the request may speak for 1C.
     *
     * @throws dev.mosty.delivery.NotStored when the database, which knows the tokens, stayed away
     */
    public boolean accepts(@Nullable String authorization) throws InterruptedException {
        var presented = PresentedToken.bearer(authorization);
        return presented.isPresent()
                && PatientTransaction.run(jdbi, config.acceptWait(), tx -> tokens.check(PURPOSE, presented.get()))
                        .isPresent();
    }
}
