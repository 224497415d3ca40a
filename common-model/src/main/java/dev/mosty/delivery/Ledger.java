package dev.mosty.delivery;

import dev.mosty.delivery.Courier.LeaseLost;
import dev.mosty.delivery.Outcome.Dead;
import dev.mosty.delivery.Outcome.Done;
import dev.mosty.delivery.Outcome.Pause;
import dev.mosty.delivery.Outcome.Retry;
import dev.mosty.delivery.Outcome.Superseded;
import dev.mosty.delivery.Outcome.Uncertain;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Writes outcomes down, and only where the epoch is still one's own. */
final class Ledger {
    private static final Logger LOG = Logger.getLogger(Ledger.class);
    private static final int ERROR_CHARACTERS = 2_000;
    /** A key of which nothing was decided would otherwise be asked about without pause. */
    private static final Duration UNDECIDED = Duration.ofSeconds(1);

    private final String channel;

    Ledger(String channel) {
        this.channel = channel;
    }

    /** @throws LeaseLost when a later holder has taken over; the caller's transaction must not commit */
    void fence(Handle tx, long epoch) throws LeaseLost {
        fence(tx, epoch, "for share");
    }

    /** For a transaction that will pause the channel: two sharers that both wait to write would be a deadlock. */
    void fenceToPause(Handle tx, long epoch) throws LeaseLost {
        fence(tx, epoch, "for no key update");
    }

    private void fence(Handle tx, long epoch, String lock) throws LeaseLost {
        var mine = tx.createQuery("select epoch = :epoch from channel where name = :channel " + lock)
                .bind("epoch", epoch)
                .bind("channel", channel)
                .mapTo(Boolean.class)
                .one();
        if (!mine) {
            throw new LeaseLost("epoch " + epoch + " of channel " + channel + " has passed");
        }
    }

    /**
     * Moves, buries or postpones the deliveries of the parcels and puts their lanes right.
     *
     * @param attempted whether a request really left for a delivery
     */
    void write(Handle tx, List<Parcel> parcels, Map<Long, Outcome> outcomes, LongPredicate attempted) {
        lockLanes(tx, parcels.stream().map(Parcel::key).toList());
        var finished = tx.prepareBatch("""
                with gone as (delete from delivery where id = :id and dead_at is null returning *)
                insert into delivery_done (id, channel, key, kind, payload, digest, request_id, accepted_at, attempts,
                                           outcome, superseded_by, note)
                select id, channel, key, kind, payload, digest, request_id, accepted_at, attempts + :attempts,
                       :outcome, :by, :note from gone
                """);
        var buried = tx.prepareBatch("""
                update delivery set dead_at = now(), last_error = :why, dead_code = :code, dead_path = :path,
                                    attempts = attempts + :attempts where id = :id and dead_at is null
                """);
        var postponed = tx.prepareBatch("""
                update delivery set attempts = attempts + :attempts, last_error = :why where id = :id
                """);
        var lanes = tx.prepareBatch("""
                update delivery_lane set pending = greatest(pending - :settled, 0), due_at = now() + :wait * interval '1 millisecond'
                 where channel = :channel and key = :key
                """);
        for (var parcel : parcels) {
            int settled = 0;
            var decided = false;
            var wait = Duration.ZERO;
            for (var delivery : parcel.deliveries()) {
                var outcome = outcomes.get(delivery.id());
                var attempts = attempted.test(delivery.id()) ? 1 : 0;
                decided |= outcome != null;
                switch (outcome) {
                    case null -> {}
                    case Done done -> settled += finish(finished, delivery, "done", attempts, null, done.note());
                    case Superseded old -> settled += finish(finished, delivery, "superseded", 0, old.by(), "");
                    case Dead dead -> settled += bury(buried, delivery, attempts, dead);
                    case Uncertain unknown -> {
                        postpone(postponed, delivery, attempts, unknown.why());
                        wait = longer(wait, Backoff.after(delivery.attempts()));
                    }
                    case Retry retry -> {
                        postpone(postponed, delivery, attempts, retry.why());
                        wait = longer(wait, retry.after());
                    }
                    case Pause pause -> postpone(postponed, delivery, 0, pause.why());
                }
            }
            if (!decided) {
                wait = UNDECIDED;
            }
            lanes.bind("channel", channel)
                    .bind("key", parcel.key())
                    .bind("settled", settled)
                    .bind("wait", wait.toMillis())
                    .add();
        }
        for (var batch : List.of(finished, buried, postponed, lanes)) {
            if (batch.size() > 0) {
                batch.execute();
            }
        }
        closeLanes(tx, parcels.stream().map(Parcel::key).toList());
    }

    /** Deletes the given lanes that count no work; one that was miscounted by hand keeps its rows and is counted anew. */
    private void closeLanes(Handle tx, Collection<String> keys) {
        tx.createUpdate("""
                        delete from delivery_lane l
                         where l.channel = :channel and l.key = any (:keys) and l.pending = 0
                           and not exists (select 1 from delivery d
                                            where d.channel = l.channel and d.key = l.key and d.dead_at is null)
                        """)
                .bind("channel", channel)
                .bindArray("keys", String.class, List.copyOf(keys))
                .execute();
        tx.createUpdate("""
                        update delivery_lane l
                           set pending = (select count(*) from delivery d
                                           where d.channel = l.channel and d.key = l.key and d.dead_at is null)
                         where l.channel = :channel and l.key = any (:keys) and l.pending = 0
                        """)
                .bind("channel", channel)
                .bindArray("keys", String.class, List.copyOf(keys))
                .execute();
    }

    /**
     * Makes dead letters live again, in their old place: their ids are older than what came later. A lane counts what
     * was revived here, not what was found dead before its lock was had: another replay may have been first.
     */
    int revive(Handle tx, Collection<Long> ids, boolean asReplay) {
        var keys = tx.createQuery("""
                        insert into delivery_lane (channel, key, pending)
                        select distinct channel, key collate "C", 0 from delivery
                         where id = any (:ids) and channel = :channel and dead_at is not null
                         order by key collate "C"
                        on conflict (channel, key) do update set due_at = now()
                        returning key
                        """)
                .bindArray("ids", Long.class, List.copyOf(ids))
                .bind("channel", channel)
                .mapTo(String.class)
                .list();
        if (keys.isEmpty()) {
            return 0;
        }
        var revived = tx.createQuery("""
                        with revived as (
                            update delivery set dead_at = null, dead_code = null, dead_path = null,
                                   attempts = case when :replay then 0 else attempts end,
                                   replayed_at = case when :replay then now() else replayed_at end
                             where id = any (:ids) and channel = :channel and key = any (:keys) and dead_at is not null
                            returning key),
                        counted as (
                            update delivery_lane l set pending = l.pending + r.revived
                              from (select key, count(*) as revived from revived group by key) r
                             where l.channel = :channel and l.key = r.key)
                        select count(*) from revived
                        """)
                .bind("replay", asReplay)
                .bindArray("ids", Long.class, List.copyOf(ids))
                .bindArray("keys", String.class, keys)
                .bind("channel", channel)
                .mapTo(Integer.class)
                .one();
        closeLanes(tx, keys);
        return revived;
    }

    /** A lane that promises work and has none was edited by hand; it is counted anew instead of being asked for ever. */
    void recount(Handle tx, String key) {
        LOG.warnf("Channel %s: a lane counts work that is not there; counted anew", channel);
        lockLanes(tx, List.of(key));
        tx.createUpdate("update delivery_lane set pending = 0 where channel = :channel and key = :key")
                .bind("channel", channel)
                .bind("key", key)
                .execute();
        closeLanes(tx, List.of(key));
    }

    /**
     * A later end wins: what one request is told does not shorten what another was told.
     *
     * @param by who asked: {@code upkeep} takes its own pause back, an operator's is never touched
     */
    void pause(Handle tx, long epoch, Pause pause, String by) {
        tx.createUpdate("""
                        update channel set paused_at = case when paused_until > now() then paused_at else now() end,
                               paused_until = now() + :length * interval '1 millisecond',
                               pause_code = :code, pause_reason = :why, pause_by = :by
                         where name = :channel and epoch = :epoch and pause_by is distinct from 'operator'
                           and (paused_until is null or pause_by = 'upkeep' and :by = 'upkeep'
                                or paused_until < now() + :length * interval '1 millisecond')
                        """)
                .bind("length", pause.length().toMillis())
                .bind("code", cut(pause.code()))
                .bind("why", cut(pause.why()))
                .bind("by", by)
                .bind("channel", channel)
                .bind("epoch", epoch)
                .execute();
    }

    /** Says that nothing of ours is under way any more: the next holder need not wait for it. */
    void giveUp(Handle tx, long epoch) {
        tx.createUpdate("update channel set holder = null where name = :channel and epoch = :epoch")
                .bind("channel", channel)
                .bind("epoch", epoch)
                .execute();
    }

    /** Ends a pause that the channel's upkeep had asked for. */
    void resume(Handle tx, long epoch) {
        tx.createUpdate("""
                        update channel set paused_at = null, paused_until = null, pause_code = null, pause_reason = null,
                               pause_by = null
                         where name = :channel and epoch = :epoch and pause_by = 'upkeep'
                        """).bind("channel", channel).bind("epoch", epoch).execute();
    }

    private void lockLanes(Handle tx, List<String> keys) {
        tx.createQuery("""
                        select key from delivery_lane where channel = :channel and key = any (:keys)
                        order by key collate "C" for update
                        """)
                .bind("channel", channel)
                .bindArray("keys", String.class, keys)
                .mapTo(String.class)
                .list();
    }

    private static int finish(
            PreparedBatch batch, Delivery delivery, String outcome, int attempts, @Nullable Long by, String note) {
        batch.bind("id", delivery.id())
                .bind("outcome", outcome)
                .bind("attempts", attempts)
                .bind("by", by)
                .bind("note", note.isEmpty() ? null : cut(note))
                .add();
        return 1;
    }

    private static int bury(PreparedBatch batch, Delivery delivery, int attempts, Dead dead) {
        batch.bind("id", delivery.id())
                .bind("attempts", attempts)
                .bind("why", cut(dead.why()))
                .bind("code", dead.fault() == null ? null : cut(dead.fault().code()))
                .bind("path", dead.fault() == null ? null : cut(dead.fault().path()))
                .add();
        return 1;
    }

    private static void postpone(PreparedBatch batch, Delivery delivery, int attempts, String why) {
        batch.bind("id", delivery.id())
                .bind("attempts", attempts)
                .bind("why", cut(why))
                .add();
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    /** Remote text: no NUL, which PostgreSQL refuses, and not without end. */
    private static String cut(String text) {
        var clean = text.replace('\0', ' ');
        return clean.length() <= ERROR_CHARACTERS ? clean : clean.substring(0, ERROR_CHARACTERS);
    }
}
