package dev.mosty.proxy.document;

import dev.mosty.delivery.PatientTransaction;
import dev.mosty.proxy.Answer;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * The table {@code document_intent}: over all replicas one intent is carried out once within {@link #WINDOW}. Time is
 * the database's.
 */
@Singleton
class Intents {
    /** How long a repeat is one; after that the same fields are a new intent. */
    static final Duration WINDOW = Duration.ofMinutes(10);

    /** How long a click waits for the database before it is told to come back; nothing has happened by then. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Jdbi jdbi;

    Intents(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Makes it ours if it is new, over, or known to have come to nothing; committed when this returns.
     *
     * @param listening how long its answer will be waited for at least
     * @throws dev.mosty.delivery.NotStored if the database stays away
     */
    Standing claim(Intent intent, String requestId, Duration listening) throws InterruptedException {
        return PatientTransaction.run(
                jdbi,
                PATIENCE,
                handle -> insert(handle, intent, requestId, listening)
                        .<Standing>map(Standing.Ours::new)
                        .orElseGet(() -> look(handle, intent)));
    }

    /** Of several that insert at once the others wait here for the first one's commit. */
    private static Optional<Integer> insert(Handle handle, Intent intent, String requestId, Duration listening) {
        return handle.createQuery("""
                        insert into document_intent as i (key, state, request_id, listening_until)
                        values (:key, 'pending', :request, now() + :listening * interval '1 ms')
                        on conflict (key) do update
                            set state = 'pending', attempt = i.attempt + 1, request_id = excluded.request_id,
                                started_at = now(), listening_until = excluded.listening_until,
                                finished_at = null, status = null, good = null, answer = null
                            where i.state = 'open' or i.started_at < now() - :window * interval '1 ms'
                        returning attempt
                        """)
                .bind("key", intent.bytes())
                .bind("request", requestId)
                .bind("listening", listening.toMillis())
                .bind("window", WINDOW.toMillis())
                .mapTo(Integer.class)
                .findOne();
    }

    /** How it stands for somebody who does not want to carry it out. */
    Standing look(Intent intent) throws InterruptedException {
        return PatientTransaction.run(jdbi, PATIENCE, handle -> look(handle, intent));
    }

    private static Standing look(Handle handle, Intent intent) {
        return handle.createQuery("""
                        select state, status, good, answer, listening_until < now() as lost
                        from document_intent where key = :key
                        """)
                .bind("key", intent.bytes())
                .map(Intents::standing)
                .findOne()
                .orElseGet(Standing.Lost::new);
    }

    private static Standing standing(ResultSet row, StatementContext context) throws SQLException {
        if (row.getString("state").equals("pending")) {
            return row.getBoolean("lost") ? new Standing.Lost() : new Standing.Pending();
        }
        return new Standing.Answered(
                Answer.again(row.getInt("status"), row.getBoolean("good"), row.getBytes("answer")));
    }

    /** We go on waiting for 1C's answer although nobody waits for ours; a failure only shortens what repeats wait. */
    void listenLonger(Intent intent, int attempt, Duration listening) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update document_intent set listening_until = now() + :listening * interval '1 ms'
                        where key = :key and attempt = :attempt and state = 'pending'
                        """)
                .bind("listening", listening.toMillis())
                .bind("key", intent.bytes())
                .bind("attempt", attempt)
                .execute());
    }

    /**
     * What came of it; ignored if it was begun anew meanwhile.
     *
     * @param held whether every repeat gets this answer, or may be carried out
     */
    void finish(Handle handle, Intent intent, int attempt, boolean held, Answer answer) {
        handle.createUpdate("""
                        update document_intent
                        set state = :state, finished_at = now(), status = :status, good = :good, answer = :answer
                        where key = :key and attempt = :attempt and state = 'pending'
                        """)
                .bind("state", held ? "held" : "open")
                .bind("status", answer.status())
                .bind("good", answer.good())
                .bind("answer", answer.body())
                .bind("key", intent.bytes())
                .bind("attempt", attempt)
                .execute();
    }
}
