package dev.mosty.admin.sessions;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Singleton;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import org.jdbi.v3.core.Jdbi;

/** Removes sessions that ended long ago. A run that fails is made up for by the next one. */
@Singleton
class SessionKeeping {
    static final Duration KEPT = Duration.ofDays(30);

    private final Jdbi jdbi;
    private final Clock clock;

    SessionKeeping(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    @Scheduled(every = "6h", delayed = "10m", concurrentExecution = ConcurrentExecution.SKIP)
    void removeOld() {
        Timestamp before = Timestamp.from(clock.instant().minus(KEPT));
        jdbi.useHandle(
                handle -> handle.execute("delete from session where expires_at < ? or revoked_at < ?", before, before));
    }
}
