package dev.mosty.telephony.crm;

import dev.mosty.access.FirstTokens;
import dev.mosty.access.PresentedToken;
import dev.mosty.settings.CannotOpen;
import dev.mosty.settings.DatabaseFault;
import dev.mosty.settings.Settings;
import dev.mosty.settings.TelephonySettings;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * «Токен 1С»: what messages to {@code /hs} carry. The settings page's rules over {@code CRM_TOKEN}; with neither, one is
 * made at the first start. It is kept in memory, since smart transfer must be answered while the database is away; a
 * change holds within two seconds.
 */
@Singleton
final class CrmToken {
    private static final Logger LOG = Logger.getLogger(CrmToken.class);

    private final Settings settings;
    private final FirstTokens first;
    private final Optional<String> given;
    private volatile Optional<String> current;

    CrmToken(Settings settings, FirstTokens first, @ConfigProperty(name = "crm.token") Optional<String> given) {
        this.settings = settings;
        this.first = first;
        this.given = given.filter(token -> !token.isBlank());
        this.current = this.given;
    }

    void makeAtStart(@Observes StartupEvent start) {
        if (given.isEmpty()) {
            first.make(
                    settings,
                    TelephonySettings.CRM_TOKEN,
                    "telephony-bridge",
                    "The token of messages to telephony-bridge's /hs (CRM_TOKEN)");
        }
        read();
    }

    /** While it cannot be read, the last one holds. */
    @Scheduled(every = "2s", delayed = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void read() {
        try {
            current = settings.secret(TelephonySettings.CRM_TOKEN).or(() -> given);
        } catch (JdbiException e) {
            LOG.debugf("The token of /hs was not read: %s", DatabaseFault.of(e));
        } catch (CannotOpen e) {
            LOG.debug("The token of /hs must be entered anew on the settings page");
        }
    }

    /** Whether the message may come in; takes the same time for every wrong guess of that length. */
    boolean is(@Nullable String presented) {
        Optional<String> expected = current;
        Optional<String> token = PresentedToken.plain(presented);
        return expected.isPresent()
                && token.isPresent()
                && MessageDigest.isEqual(
                        expected.get().getBytes(StandardCharsets.UTF_8),
                        token.get().getBytes(StandardCharsets.UTF_8));
    }
}
