package dev.mosty.delivery;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/** What a failed transaction says about the database: away for a while, a conflict to repeat, or a real refusal. */
enum DatabaseTrouble {
    /** Not reachable, restarting, or out of connections: the same transaction may pass later. */
    AWAY,
    /** Lost a deadlock or a serialization conflict: repeat at once. */
    CONFLICT,
    /** The database understood and said no: repeating cannot help. */
    REFUSED;

    private static final Set<String> CONFLICTS = Set.of("40P01", "40001");
    /** Connection exceptions, operator intervention, insufficient resources, system errors (PostgreSQL, appendix A). */
    private static final Set<String> AWAY_CLASSES = Set.of("08", "57", "53", "58");
    /** A server that became a standby, and sessions that it ended for dawdling. */
    private static final Set<String> AWAY_STATES = Set.of("25006", "25P03", "25P04");

    static DatabaseTrouble of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return of(sql);
            }
        }
        return REFUSED;
    }

    private static DatabaseTrouble of(SQLException failure) {
        var state = failure.getSQLState();
        if (state == null || failure instanceof SQLTransientConnectionException) {
            // The pool reports that it could not get a connection in time without a state.
            return AWAY;
        }
        if (CONFLICTS.contains(state)) {
            return CONFLICT;
        }
        var away =
                AWAY_STATES.contains(state) || AWAY_CLASSES.contains(state.substring(0, Math.min(2, state.length())));
        return away ? AWAY : REFUSED;
    }
}
