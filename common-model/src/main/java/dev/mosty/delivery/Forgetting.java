package dev.mosty.delivery;

import dev.mosty.settings.DatabaseFault;
import io.quarkus.arc.All;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** Calls whatever is {@link Forgetful} in this service once an hour. If one fails, the next run finds what is left. */
@Singleton
final class Forgetting {
    private static final Logger LOG = Logger.getLogger(Forgetting.class);

    private final Jdbi jdbi;
    private final Clock clock;
    private final Duration keepPayload;
    private final Duration keep;
    private final List<Forgetful> all;

    Forgetting(
            Jdbi jdbi,
            Clock clock,
            @ConfigProperty(name = "payload.keep.days", defaultValue = "7") int payloadDays,
            @ConfigProperty(name = "delivery.keep.days", defaultValue = "30") int days,
            @All List<Forgetful> all) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.keepPayload = Duration.ofDays(payloadDays);
        this.keep = Duration.ofDays(days);
        this.all = all;
    }

    @Scheduled(every = "1h", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void inTurn() {
        var now = clock.instant();
        var before = new Forgetful.Before(now, now.minus(keepPayload), now.minus(keep));
        for (var each : all) {
            try {
                jdbi.useTransaction(tx -> each.forget(tx, before));
            } catch (JdbiException e) {
                LOG.warnf(
                        "%s: old rows were not deleted and will be in an hour: %s",
                        each.getClass().getSimpleName(), DatabaseFault.of(e));
            }
        }
    }
}
