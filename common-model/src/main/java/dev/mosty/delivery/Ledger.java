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
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Writes outcomes down, and only where the epoch is still one's own. */
final class Ledger {
    private static final int ERROR_CHARACTERS = 2_000;

    private final String channel;

    Ledger(String channel) {
        this.channel = channel;
    }

    /** @throws LeaseLost when a later holder has taken over; the caller's transaction must not commit */
    void fence(Handle tx, long epoch) throws LeaseLost {
        var mine = tx.createQuery("select epoch = :epoch from channel where name = :channel for share")
                .bind("epoch", epoch)
                .bind("channel", channel)
                .mapTo(Boolean.class)
                .one();
        if (!mine) {
            throw new LeaseLost("epoch " + epoch + " of channel " + channel + " has passed");
        }
    }

    /** Moves, buries or postpones the deliveries of the parcels and puts their lanes right. */
    void write(Handle tx, List<Parcel> parcels, Map<Long, Outcome> outcomes) {
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
                                    attempts = attempts + 1 where id = :id and dead_at is null
                """);
        var postponed = tx.prepareBatch("""
                update delivery set attempts = attempts + :attempts, last_error = :why where id = :id
                """);
        var lanes = tx.prepareBatch("""
                update delivery_lane set pending = pending - :settled, due_at = now() + :wait * interval '1 millisecond'
                 where channel = :channel and key = :key
                """);
        for (var parcel : parcels) {
            int settled = 0;
            var wait = Duration.ZERO;
            for (var delivery : parcel.deliveries()) {
                var outcome = outcomes.get(delivery.id());
                switch (outcome) {
                    case null -> {}
                    case Done done -> settled += finish(finished, delivery, "done", 1, null, done.note());
                    case Superseded old -> settled += finish(finished, delivery, "superseded", 0, old.by(), "");
                    case Dead dead -> settled += bury(buried, delivery, dead);
                    case Uncertain unknown -> wait = longer(wait, postpone(postponed, delivery, 1, unknown.why()));
                    case Retry retry -> {
                        postpone(postponed, delivery, 1, retry.why());
                        wait = longer(wait, retry.after());
                    }
                    case Pause pause -> postpone(postponed, delivery, 0, pause.why());
                }
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
        tx.createUpdate("delete from delivery_lane where channel = :channel and key = any (:keys) and pending = 0")
                .bind("channel", channel)
                .bindArray(
                        "keys", String.class, parcels.stream().map(Parcel::key).toList())
                .execute();
    }

    /** Makes dead letters live again, in their old place: their ids are older than what came later. */
    int revive(Handle tx, Collection<Long> ids, boolean asReplay) {
        var keys = tx.createQuery("""
                        select key from delivery where id = any (:ids) and channel = :channel and dead_at is not null
                        """)
                .bindArray("ids", Long.class, List.copyOf(ids))
                .bind("channel", channel)
                .mapTo(String.class)
                .list();
        if (keys.isEmpty()) {
            return 0;
        }
        tx.createUpdate("""
                        insert into delivery_lane (channel, key, pending)
                        select :channel, key, count(*) from unnest(:keys) as lane (key) group by key
                        order by key collate "C"
                        on conflict (channel, key)
                        do update set pending = delivery_lane.pending + excluded.pending, due_at = now()
                        """)
                .bind("channel", channel)
                .bindArray("keys", String.class, keys)
                .execute();
        return tx.createUpdate("""
                        update delivery set dead_at = null, dead_code = null, dead_path = null,
                               attempts = case when :replay then 0 else attempts end,
                               replayed_at = case when :replay then now() else replayed_at end
                         where id = any (:ids) and channel = :channel and dead_at is not null
                        """)
                .bind("replay", asReplay)
                .bindArray("ids", Long.class, List.copyOf(ids))
                .bind("channel", channel)
                .execute();
    }

    /** @param by who asked: {@code upkeep} takes its own pause back, an operator's is never touched */
    void pause(Handle tx, long epoch, Pause pause, String by) {
        tx.createUpdate("""
                        update channel set paused_at = coalesce(paused_at, now()),
                               paused_until = now() + :length * interval '1 millisecond',
                               pause_code = :code, pause_reason = :why, pause_by = :by
                         where name = :channel and epoch = :epoch and pause_by is distinct from 'operator'
                        """)
                .bind("length", pause.length().toMillis())
                .bind("code", pause.code())
                .bind("why", cut(pause.why()))
                .bind("by", by)
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
                .bind("note", note.isEmpty() ? null : note)
                .add();
        return 1;
    }

    private static int bury(PreparedBatch batch, Delivery delivery, Dead dead) {
        batch.bind("id", delivery.id())
                .bind("why", cut(dead.why()))
                .bind("code", dead.fault() == null ? null : dead.fault().code())
                .bind("path", dead.fault() == null ? null : dead.fault().path())
                .add();
        return 1;
    }

    private static Duration postpone(PreparedBatch batch, Delivery delivery, int attempts, String why) {
        batch.bind("id", delivery.id())
                .bind("attempts", attempts)
                .bind("why", cut(why))
                .add();
        return Backoff.after(delivery.attempts());
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
