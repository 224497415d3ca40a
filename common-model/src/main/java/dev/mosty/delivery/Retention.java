package dev.mosty.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Makes partitions ahead and lets finished work go: personal data first, then the row with its whole partition.
 *
 * @param keep finished rows
 * @param keepPayload what finished rows carried
 * @param keepDead dead letters
 */
public record Retention(Duration keep, Duration keepPayload, Duration keepDead) {
    private static final Logger LOG = Logger.getLogger(Retention.class);
    private static final int DAYS_AHEAD = 3;

    /** The overview draws one day. */
    private static final Duration MINUTES_KEPT = Duration.ofDays(2);

    private static final int PAYLOADS_A_STATEMENT = 5_000;

    /** Safe to call from every replica at any time. */
    public void apply(Jdbi jdbi, Clock clock) {
        var now = clock.instant();
        makePartitions(jdbi, LocalDate.ofInstant(now, ZoneOffset.UTC));
        int forgotten;
        do {
            forgotten = forgetPayloads(jdbi, now.minus(keepPayload));
        } while (forgotten == PAYLOADS_A_STATEMENT);
        jdbi.useTransaction(tx -> {
            drop(tx, now.minus(keep));
            tx.createUpdate("delete from channel_minute where minute < :before")
                    .bind("before", now.minus(MINUTES_KEPT))
                    .execute();
            tx.createUpdate("delete from delivery where dead_at < :before")
                    .bind("before", now.minus(keepDead))
                    .execute();
        });
    }

    /** A partition that cannot be made now, since a dump reads the table, is made at the next run: there is a default. */
    private static void makePartitions(Jdbi jdbi, LocalDate today) {
        for (var day = today; !day.isAfter(today.plusDays(DAYS_AHEAD)); day = day.plusDays(1)) {
            var from = day.atStartOfDay().atOffset(ZoneOffset.UTC);
            var suffix = day.format(DateTimeFormatter.BASIC_ISO_DATE);
            try {
                jdbi.useHandle(handle -> handle.execute(
                        "select ensure_partition('delivery_done', ?, ?, ?)", suffix, from, from.plusDays(1)));
            } catch (RuntimeException e) {
                LOG.warnf("Partition %s of delivery_done is not made yet: %s", suffix, e.getMessage());
            }
        }
    }

    private static int forgetPayloads(Jdbi jdbi, Instant before) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        update delivery_done set payload = null
                         where done_at < :before and (id, done_at) in (
                               select id, done_at from delivery_done
                                where done_at < :before and payload is not null limit :most)
                        """)
                .bind("before", before)
                .bind("most", PAYLOADS_A_STATEMENT)
                .execute());
    }

    private static void drop(Handle tx, Instant before) {
        tx.createQuery("select drop_partitions_before('delivery_done', :before)")
                .bind("before", before)
                .mapTo(Integer.class)
                .one();
        tx.createUpdate("delete from delivery_done_default where done_at < :before")
                .bind("before", before)
                .execute();
    }
}
