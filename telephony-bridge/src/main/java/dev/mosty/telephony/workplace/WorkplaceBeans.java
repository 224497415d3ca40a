package dev.mosty.telephony.workplace;

import dev.mosty.delivery.Sessions;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What this package is built from. */
final class WorkplaceBeans {
    private WorkplaceBeans() {}

    @Produces
    @Singleton
    static WorkplaceTokens tokens(WorkplaceConfig config) {
        config.check();
        return WorkplaceTokens.parse(config.tokens().orElse(""));
    }

    @Produces
    @Singleton
    static EventTail tail(
            Streams streams,
            Clock clock,
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") String user,
            @ConfigProperty(name = "quarkus.datasource.password", defaultValue = "") String password) {
        return new EventTail(new Sessions(url, user, password), clock, streams::tell);
    }

    static void stop(@Disposes EventTail tail) {
        tail.close();
    }

    static void start(@Observes StartupEvent start, EventTail tail) {
        tail.start();
    }
}
