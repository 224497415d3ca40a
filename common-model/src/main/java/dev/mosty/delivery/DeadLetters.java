package dev.mosty.delivery;

import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** What an operator does with items that the other side refused or nobody can read. */
public final class DeadLetters {
    private final Jdbi jdbi;
    private final DeliveryEngine engine;

    DeadLetters(Jdbi jdbi, DeliveryEngine engine) {
        this.jdbi = jdbi;
        this.engine = engine;
    }

    /**
     * Sends dead letters again, in their old place of the order. State channels then send only fields with no newer
     * success; event channels mark them late.
     *
     * @return how many were dead and are live now
     */
    public int replay(String channel, Collection<Long> ids) {
        var revived = jdbi.inTransaction(tx -> replay(tx, channel, ids));
        engine.wake(List.of(channel));
        return revived;
    }

    /**
     * The same as part of the caller's transaction, which for instance also says who did it. After the commit the
     * caller wakes the channel.
     */
    public int replay(Handle tx, String channel, Collection<Long> ids) {
        return new Ledger(channel).revive(tx, ids, true);
    }

    /** Gives dead letters up for good; they stay readable as discarded until their time has passed. */
    public int discard(String channel, Collection<Long> ids) {
        return jdbi.inTransaction(tx -> discard(tx, channel, ids));
    }

    /** The same as part of the caller's transaction. */
    public int discard(Handle tx, String channel, Collection<Long> ids) {
        return tx.createUpdate("""
                        with gone as (delete from delivery
                                       where id = any (:ids) and channel = :channel and dead_at is not null returning *)
                        insert into delivery_done (id, channel, key, kind, payload, digest, request_id, accepted_at,
                                                   attempts, outcome, note)
                        select id, channel, key, kind, payload, digest, request_id, accepted_at, attempts,
                               'discarded', last_error from gone
                        """)
                .bindArray("ids", Long.class, List.copyOf(ids))
                .bind("channel", channel)
                .execute();
    }
}
