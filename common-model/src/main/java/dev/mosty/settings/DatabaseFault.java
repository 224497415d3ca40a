package dev.mosty.settings;

import java.sql.SQLException;

/**
 * Why a statement failed, for a log line: kind and SQLSTATE alone. The messages of Jdbi and PostgreSQL quote arguments
 * and rows, in which there are people.
 */
public final class DatabaseFault {
    private DatabaseFault() {}

    public static String of(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof SQLException)) {
            cause = cause.getCause();
        }
        return cause instanceof SQLException sql
                ? cause.getClass().getSimpleName() + ", SQLSTATE " + sql.getSQLState()
                : cause.getClass().getSimpleName();
    }
}
