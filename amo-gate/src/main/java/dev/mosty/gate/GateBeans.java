package dev.mosty.gate;

import dev.mosty.access.AccessTokens;
import dev.mosty.access.BearerToken;
import dev.mosty.access.FirstTokens;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the gate's ways in share. */
@Singleton
final class GateBeans {

    /** {@code ONEC_TOKEN}: 1C presents it. */
    @Produces
    @Singleton
    static BearerToken onec(AccessTokens tokens, GateConfig config, Clock clock) {
        return new BearerToken("onec", "ONEC_TOKEN", tokens, config.acceptWait(), clock);
    }

    void makeAtStart(
            @Observes StartupEvent start,
            BearerToken onec,
            FirstTokens first,
            @ConfigProperty(name = "onec.token") Optional<String> given) {
        onec.make(first, given, "1C's token for amo-gate (ONEC_TOKEN)");
    }
}
