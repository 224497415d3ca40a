package dev.mosty.web;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * Waits for a database that starts beside the service, before anything else does. A wrong login or name ends the wait
 * at once; a database that cannot be reached ends it after {@link #PATIENCE}, and whatever runs the service starts it
 * again.
 */
final class DatabaseAtStart {
    static final Duration PATIENCE = Duration.ofSeconds(30);

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
                return connection.isValid(5) ? Optional.empty() : StartFault.ofDatabase("");
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

    private static void pause() {
        try {
            Thread.sleep(500);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while waiting for the database", e);
        }
    }
}
