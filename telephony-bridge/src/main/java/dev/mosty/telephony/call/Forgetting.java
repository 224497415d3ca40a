package dev.mosty.telephony.call;

import dev.mosty.settings.DatabaseFault;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * Lets go what calls left behind: the raw texts after {@code PAYLOAD_KEEP_DAYS}, what told repeats from news after
 * {@code DELIVERY_KEEP_DAYS}, what screens were told after two days. The calls themselves stay: they are the journal.
 */
@Singleton
final class Forgetting {
    private static final Logger LOG = Logger.getLogger(Forgetting.class);
    private static final Duration SCREENS = Duration.ofDays(2);

    private final Jdbi jdbi;
    private final Clock clock;
    private final Duration payloads;
    private final Duration events;

    Forgetting(
            Jdbi jdbi,
            Clock clock,
            @ConfigProperty(name = "payload.keep.days", defaultValue = "7") int payloadDays,
            @ConfigProperty(name = "delivery.keep.days", defaultValue = "30") int eventDays) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.payloads = Duration.ofDays(payloadDays);
        this.events = Duration.ofDays(eventDays);
    }

    /** If it fails, the next run finds what is left. */
    @Scheduled(every = "1h", delayed = "3m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void inTurn() {
        try {
            forget();
        } catch (JdbiException e) {
            LOG.warnf("Old events of calls were not deleted and will be in an hour: %s", DatabaseFault.of(e));
        }
    }

    void forget() {
        Instant now = clock.instant();
        jdbi.useHandle(handle -> {
            handle.execute("update pbx_event set raw = null where at < ? and raw is not null", now.minus(payloads));
            handle.execute("delete from pbx_event where at < ?", now.minus(events));
            handle.execute("delete from workplace_event where at < ?", now.minus(SCREENS));
            handle.execute("delete from made_call where at < ?", now.minus(events));
        });
    }
}
