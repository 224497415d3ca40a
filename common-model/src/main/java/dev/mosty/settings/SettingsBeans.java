package dev.mosty.settings;

import io.quarkus.arc.DefaultBean;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/** Makes what the shared library's classes are built from. */
@Singleton
final class SettingsBeans {
    private static final Logger LOG = Logger.getLogger(SettingsBeans.class);

    @Produces
    @Singleton
    @DefaultBean
    static Jdbi jdbi(DataSource dataSource) {
        return Jdbi.create(dataSource);
    }

    @Produces
    @Singleton
    @DefaultBean
    static Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    static SecretKeys secretKeys(@ConfigProperty(name = "MOSTY_SECRET_KEY") Optional<String> key) {
        return SecretKeys.parse("MOSTY_SECRET_KEY", key);
    }

    @Produces
    @Singleton
    static Seal seal(SecretKeys current, @ConfigProperty(name = "MOSTY_SECRET_KEY_OLD") Optional<String> old) {
        return new Seal(
                current,
                old.filter(key -> !key.isBlank())
                        .map(key -> SecretKeys.parse("MOSTY_SECRET_KEY_OLD", Optional.of(key))));
    }

    /** After the migrations. An unreadable secret does not stop the start: its page asks for it anew. */
    static void resealAtStart(@Observes StartupEvent start, Settings settings) {
        List<String> unreadable = settings.reseal();
        if (!unreadable.isEmpty()) {
            LOG.warnf("These secrets open with neither key and must be entered again: %s", unreadable);
        }
    }
}
