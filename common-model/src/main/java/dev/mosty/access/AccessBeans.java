package dev.mosty.access;

import dev.mosty.settings.SecretKeys;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** What this package is built from. */
final class AccessBeans {
    private static final Logger LOG = Logger.getLogger(AccessBeans.class);

    private AccessBeans() {}

    /** Small work that nobody waits for, each on a virtual thread; a failure is logged by its kind alone. */
    @Produces
    @Singleton
    @Identifier("background")
    static Executor background() {
        return task -> Thread.ofVirtual().name("background").start(() -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.warnf("Work in the background failed: %s", e.toString());
            }
        });
    }

    @Produces
    @Singleton
    static FirstCredentials firstCredentials(
            @ConfigProperty(name = "MOSTY_DATA_DIR", defaultValue = ".") Path directory) {
        return new FirstCredentials(directory, System.out);
    }

    @Produces
    @Singleton
    static SessionCookie sessionCookie(
            SecretKeys current, @ConfigProperty(name = "MOSTY_SECRET_KEY_OLD") Optional<String> old, Clock clock) {
        return new SessionCookie(
                current,
                old.filter(key -> !key.isBlank())
                        .map(key -> SecretKeys.parse("MOSTY_SECRET_KEY_OLD", Optional.of(key))),
                clock);
    }
}
