package dev.mosty.journal;

import java.io.IOException;
import java.io.StringReader;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.postgresql.PGConnection;

/** Rows in the text format of PostgreSQL's COPY: a line each, columns by tabs, four characters escaped. */
final class CopyRows {
    private final StringBuilder rows = new StringBuilder();
    private boolean begun;

    CopyRows text(String value) {
        column();
        int plain = 0;
        for (int i = 0; i < value.length(); i++) {
            String escaped = escaped(value.charAt(i));
            if (!escaped.isEmpty()) {
                rows.append(value, plain, i).append(escaped);
                plain = i + 1;
            }
        }
        rows.append(value, plain, value.length());
        return this;
    }

    /** Empty for what stands as it is. */
    private static String escaped(char c) {
        return switch (c) {
            case '\\' -> "\\\\";
            case '\t' -> "\\t";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            // The one character that PostgreSQL's text does not take.
            case '\0' -> "\uFFFD";
            default -> "";
        };
    }

    CopyRows number(int value) {
        column();
        rows.append(value);
        return this;
    }

    CopyRows flag(boolean value) {
        column();
        rows.append(value);
        return this;
    }

    private void column() {
        if (begun) {
            rows.append('\t');
        }
        begun = true;
    }

    /** Of the row. */
    void end() {
        rows.append('\n');
        begun = false;
    }

    /**
     * All of them or none, in the handle's transaction.
     *
     * @param sql {@code copy … from stdin}
     * @throws UnableToExecuteStatementException if the database refuses one or is away
     */
    void copy(Handle handle, String sql) {
        try {
            handle.getConnection()
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(sql, new StringReader(rows.toString()));
        } catch (SQLException | IOException e) {
            throw new UnableToExecuteStatementException("copy of rows", e, null);
        }
    }
}
