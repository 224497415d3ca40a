package dev.mosty.delivery;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;

/** One-value statements on a raw connection. */
final class Sql {
    private Sql() {}

    @FunctionalInterface
    private interface Read<T> {
        T from(ResultSet row) throws SQLException;
    }

    static boolean yes(Connection session, String query, Object... parameters) throws SQLException {
        return one(session, query, row -> row.getBoolean(1), parameters);
    }

    static long number(Connection session, String query, Object... parameters) throws SQLException {
        return one(session, query, row -> row.getLong(1), parameters);
    }

    static String text(Connection session, String query, Object... parameters) throws SQLException {
        return one(session, query, row -> row.getString(1), parameters);
    }

    /** Runs a command without parameters, then a query, and gives its one value as text. */
    static String call(Connection session, String command, String query) throws SQLException {
        try (var statement = session.createStatement()) {
            statement.execute(command);
        }
        return one(session, query, row -> row.getString(1));
    }

    /** PostgreSQL shows durations as {@code 23s}, {@code 1min}, {@code 1500ms}, {@code 1h}. */
    static long milliseconds(String shown) {
        var digits = shown.chars().takeWhile(Character::isDigit).count();
        var amount = Long.parseLong(shown.substring(0, (int) digits));
        return switch (shown.substring((int) digits)) {
            case "ms" -> amount;
            case "s" -> amount * 1_000;
            case "min" -> amount * 60_000;
            case "h" -> amount * 3_600_000;
            case "d" -> amount * 86_400_000;
            default -> amount;
        };
    }

    private static <T> T one(Connection session, String query, Read<T> read, Object... parameters) throws SQLException {
        try (var statement = session.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (var row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("no row");
                }
                return read.from(row);
            }
        }
    }
}
