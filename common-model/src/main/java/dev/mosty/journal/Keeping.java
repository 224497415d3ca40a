package dev.mosty.journal;

import dev.mosty.settings.Misconfigured;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * Makes the log's partitions ahead, a calendar month (UTC) each, drops those that are past {@code LOG_KEEP_DAYS}, and
 * deletes the audit's lines that are past {@code AUDIT_KEEP_DAYS}. Every service does it; the second finds nothing to do.
 * If it fails, rows go to the default partition meanwhile, and the next run moves them.
 */
@Singleton
final class Keeping {
    private static final Logger LOG = Logger.getLogger(Keeping.class);
    private static final DateTimeFormatter SUFFIX = DateTimeFormatter.ofPattern("yyyyMM");
    private static final int MONTHS_AHEAD = 3;

    private final Jdbi jdbi;
    private final Clock clock;
    private final Duration keep;
    private final Duration keepAudit;

    Keeping(
            Jdbi jdbi,
            Clock clock,
            @ConfigProperty(name = "LOG_KEEP_DAYS", defaultValue = "180") int keep,
            @ConfigProperty(name = "AUDIT_KEEP_DAYS", defaultValue = "1095") int keepAudit) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.keep = days("LOG_KEEP_DAYS", keep);
        this.keepAudit = days("AUDIT_KEEP_DAYS", keepAudit);
    }

    /** A slip of the hand must not empty a table. */
    private static Duration days(String variable, int days) {
        if (days < 1) {
            throw new Misconfigured(variable, "must be at least 1");
        }
        return Duration.ofDays(days);
    }

    void atStart(@Observes StartupEvent start) {
        keep();
    }

    @Scheduled(every = "6h", delayed = "6h")
    void inTurn() {
        keep();
    }

    void keep() {
        try {
            YearMonth now = YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC));
            for (int i = 0; i <= MONTHS_AHEAD; i++) {
                ensure(now.plusMonths(i));
            }
            drop();
        } catch (JdbiException e) {
            LOG.warnf("The log's partitions could not be kept and will be tried again in 6 hours: %s", e.getMessage());
        }
    }

    private void ensure(YearMonth month) {
        jdbi.useHandle(handle -> handle.execute(
                "select ensure_partition('request_log', ?, ?::timestamptz, ?::timestamptz)",
                month.format(SUFFIX),
                month + "-01T00:00:00Z",
                month.plusMonths(1) + "-01T00:00:00Z"));
    }

    private void drop() {
        String before = clock.instant().minus(keep).toString();
        jdbi.useHandle(handle -> {
            handle.execute("select drop_partitions_before('request_log', ?::timestamptz)", before);
            handle.execute("delete from request_log_default where at < ?::timestamptz", before);
            handle.execute(
                    "delete from audit where at < ?::timestamptz",
                    clock.instant().minus(keepAudit).toString());
        });
    }
}
