package dev.mosty.telephony.crm;

import dev.mosty.access.FirstTokens;
import dev.mosty.access.PresentedToken;
import dev.mosty.access.Turnstile;
import dev.mosty.access.Turnstile.Passage;
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
import java.time.Clock;
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
    private final Turnstile turnstile;
    private volatile Optional<String> current;

    CrmToken(
            Settings settings,
            FirstTokens first,
            @ConfigProperty(name = "crm.token") Optional<String> given,
            Clock clock) {
        this.settings = settings;
        this.first = first;
        this.given = given.filter(token -> !token.isBlank());
        this.turnstile = new Turnstile(clock);
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

    /** Whether the message may come in. */
    Passage<String> admit(@Nullable String presented, String peer) {
        Optional<String> token = PresentedToken.plain(presented);
        return turnstile.pass(peer, token, () -> token.filter(this::is));
    }

    /** Takes the same time for every wrong guess of that length. */
    private boolean is(String token) {
        return current.map(expected -> MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8)))
                .orElse(false);
    }
}
