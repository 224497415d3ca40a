package dev.mosty.telephony.call;

import dev.mosty.settings.DatabaseFault;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * Calls that were asked for by a click. The PBX gives them no number, so the next call of that extension with that client
 * is taken for it. They are notes: a call is made without one while the database is away.
 */
@Singleton
public final class MadeCalls {
    private static final Logger LOG = Logger.getLogger(MadeCalls.class);

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
}
