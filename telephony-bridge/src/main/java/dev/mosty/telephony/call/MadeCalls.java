package dev.mosty.telephony.call;

import dev.mosty.settings.DatabaseFault;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * Calls that were asked for by a click. The PBX gives them no number, so the next call of that extension with that client
 * is taken for it. They are notes: a call is made without one while the database is away.
 */
@Singleton
public final class MadeCalls {
    private static final Logger LOG = Logger.getLogger(MadeCalls.class);
    private static final Duration AWAITED = Duration.ofMinutes(15);

    /** Of a number in the country's and in the international way of writing. */
    private static final int SAME_DIGITS = 10;

    private final Jdbi jdbi;

    MadeCalls(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** What the PBX made of it. */
    public enum Outcome {
        PLACED,
        REFUSED,
        /** Its answer did not come. */
        UNKNOWN
    }

    /** The note's id; empty if none could be made. */
    public Optional<Long> asked(String ext, String phone, String requestId) {
        try {
            return Optional.of(jdbi.withHandle(handle -> handle.select(
                            "insert into made_call (ext, phone, request_id) values (?, ?, ?) returning id",
                            ext,
                            phone,
                            requestId)
                    .mapTo(Long.class)
                    .one()));
        } catch (JdbiException e) {
            LOG.warnf("A call by click is made without a note: %s", DatabaseFault.of(e));
            return Optional.empty();
        }
    }

    public void became(long id, Outcome outcome) {
        try {
            jdbi.useHandle(handle -> handle.execute(
                    "update made_call set outcome = ? where id = ?",
                    outcome.name().toLowerCase(Locale.ROOT),
                    id));
        } catch (JdbiException e) {
            LOG.warnf("What became of a call by click was not noted: %s", DatabaseFault.of(e));
        }
    }

    /** Ties the oldest waiting one of that extension and client to the call. */
    static void bind(Handle tx, long call, String ext, String phone, Instant now) {
        String digits = phone.replaceAll("[^0-9]", "");
        tx.createUpdate("""
                        update made_call set call_id = :call where id = (
                               select id from made_call
                                where ext = :ext and call_id is null and outcome <> 'refused' and at > :since
                                  and right(digits, :same) = right(:digits, :same)
                                order by at limit 1)
                        """)
                .bind("call", call)
                .bind("ext", ext)
                .bind("since", now.minus(AWAITED))
                .bind("same", SAME_DIGITS)
                .bind("digits", digits)
                .execute();
    }
}
