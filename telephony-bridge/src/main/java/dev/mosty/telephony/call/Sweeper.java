package dev.mosty.telephony.call;

import dev.mosty.delivery.Item;
import dev.mosty.settings.DatabaseFault;
import dev.mosty.settings.Misconfigured;
import dev.mosty.telephony.call.CallTable.Stored;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * Closes calls whose end was never told: a PBX that restarts tells nothing, and an open call would swallow the next one
 * of its number. One replica at a time; if a run fails, the next finds what is left.
 */
@Singleton
final class Sweeper {
    private static final Logger LOG = Logger.getLogger(Sweeper.class);
    private static final int AT_ONCE = 500;

    /** No client waits longer at the rest of a group after one of it stopped ringing. */
    private static final Duration RINGS_ON = Duration.ofMinutes(3);

    private final Jdbi jdbi;
    private final Calls calls;
    private final Clock clock;
    private final Duration longest;

    Sweeper(
            Jdbi jdbi,
            Calls calls,
            Clock clock,
            @ConfigProperty(name = "call.max.hours", defaultValue = "12") int hours) {
        if (hours < 1) {
            throw new Misconfigured("CALL_MAX_HOURS", "must be at least 1");
        }
        this.jdbi = jdbi;
        this.calls = calls;
        this.clock = clock;
        this.longest = Duration.ofHours(hours);
    }

    @Scheduled(every = "30s", delayed = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void inTurn() {
        try {
            int closed = sweep();
            if (closed > 0) {
                LOG.infof("%d calls were closed whose end nobody told", closed);
            }
        } catch (JdbiException e) {
            LOG.warnf("Calls without an end were not closed and will be tried again: %s", DatabaseFault.of(e));
        }
    }

    /** How many were closed. */
    int sweep() {
        Instant now = clock.instant();
        List<Long> left = jdbi.withHandle(handle -> handle.createQuery("""
                        select id from call c
                         where state < 3 and (changed_at < :forgotten
                               or (state = 1 and changed_at < :rungOut
                                   and exists (select from call_leg l where l.call_id = c.id and l.state = 3)
                                   and exists (select from call_leg l where l.call_id = c.id and l.state < 3)))
                         order by id limit :most
                        """)
                .bind("forgotten", now.minus(longest))
                .bind("rungOut", now.minus(RINGS_ON))
                .bind("most", AT_ONCE)
                .mapTo(Long.class)
                .list());
        int closed = 0;
        for (long id : left) {
            Optional<List<Item>> items = jdbi.inTransaction(tx -> close(tx, id, now));
            items.ifPresent(calls::committed);
            closed += items.isPresent() ? 1 : 0;
        }
        return closed;
    }

    /** Empty if an event, or another replica, was quicker. */
    private Optional<List<Item>> close(Handle tx, long id, Instant now) {
        Optional<Stored> found = CallTable.byId(tx, id);
        if (found.isEmpty() || !CallTable.tryLock(tx, found.get().call().name())) {
            return Optional.empty();
        }
        Stored known = CallTable.byId(tx, id).orElseThrow();
        Instant changed = tx.select("select changed_at from call where id = ?", id)
                .mapTo(Instant.class)
                .one();
        if (known.call().over() || changed.isAfter(now.minus(RINGS_ON))) {
            return Optional.empty();
        }
        boolean forgotten = changed.isBefore(now.minus(longest));
        Effect effect = forgotten ? CallRule.abandoned(known.call(), now) : CallRule.rungOut(known.call(), now);
        return Optional.of(calls.close(tx, known, effect, now));
    }
}
