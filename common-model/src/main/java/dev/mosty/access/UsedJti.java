package dev.mosty.access;

import dev.mosty.settings.DatabaseFault;
import dev.mosty.settings.Sha256;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** The one-time tokens that were presented, over all replicas, in the table {@code used_jti}. */
@Singleton
public class UsedJti {
    private static final Logger LOG = Logger.getLogger(UsedJti.class);

    /** No two clocks of an installation are this far apart. */
    private static final Duration MARGIN = Duration.ofMinutes(10);

    private final Jdbi jdbi;
    private final Clock clock;

    public UsedJti(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** True exactly once for each id, however many ask at once. */
    boolean isFirstUse(String jti, Instant expires) {
        return jdbi.withHandle(handle -> handle.execute(
                        "insert into used_jti (jti, expires_at) values (?, ?) on conflict do nothing",
                        Sha256.of(jti),
                        expires.atOffset(ZoneOffset.UTC)))
                == 1;
    }

    /** Those that are over are refused for their age. If it fails, the next run finds them. */
    @Scheduled(every = "10m", delayed = "1m")
    void forgetOld() {
        try {
            var before = clock.instant().minus(MARGIN).atOffset(ZoneOffset.UTC);
            jdbi.useHandle(handle -> handle.execute("delete from used_jti where expires_at < ?", before));
        } catch (JdbiException e) {
            LOG.warnf("Used one-time tokens were not deleted and will be in 10 minutes: %s", DatabaseFault.of(e));
        }
    }
}
