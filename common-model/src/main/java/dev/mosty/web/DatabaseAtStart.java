package dev.mosty.web;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Waits for a database that starts beside the service, before anything else does. A wrong login or name ends the wait
 * at once; a database that cannot be reached ends it after {@link #PATIENCE}, and whatever runs the service starts it
 * again. A pooler that lends connections by the transaction is refused: the queue's advisory locks belong to sessions.
 */
final class DatabaseAtStart {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String MARK = "select current_setting('mosty.session', true)";

    private DatabaseAtStart() {}

    static Optional<StartFault> await(String url, String user, String password) {
        return await(url, user, password, PATIENCE);
    }

    static Optional<StartFault> await(String url, String user, String password, Duration patience) {
        DriverManager.setLoginTimeout(5);
        long end = System.nanoTime() + patience.toNanos();
        boolean said = false;
        while (true) {
            try (Connection connection = DriverManager.getConnection(url, user, password)) {
                return isLentByTheTransaction(connection, url, user, password)
                        ? Optional.of(StartFault.transactionPooler())
                        : Optional.empty();
            } catch (SQLException e) {
                String state = e.getSQLState() == null ? "" : e.getSQLState();
                if (System.nanoTime() >= end || StartFault.isFinal(state)) {
                    return StartFault.ofDatabase(state);
                }
                if (!said) {
                    System.err.println("Waiting for the database.");
                    said = true;
                }
            }
            pause();
        }
    }

    /** Whether what the first session sets is seen by the second, or lost to the first while the second works. */
    private static boolean isLentByTheTransaction(Connection first, String url, String user, String password)
            throws SQLException {
        String mark = UUID.randomUUID().toString();
        ask(first, "select set_config('mosty.session', '" + mark + "', false)");
        try (Connection second = DriverManager.getConnection(url, user, password)) {
            second.setAutoCommit(false);
            boolean seen = ask(second, MARK).equals(mark);
            return seen || !ask(first, MARK).equals(mark);
        }
    }

    private static String ask(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() ? String.valueOf(row.getString(1)) : "";
        }
    }

    private static void pause() {
        try {
            Thread.sleep(500);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while waiting for the database", e);
        }
    }
}
