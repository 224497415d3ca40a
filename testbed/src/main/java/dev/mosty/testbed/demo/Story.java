package dev.mosty.testbed.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the gate's database says became of this run's messages; each item carries its message's request id. */
record Story(Connection database, String run) {

    /** An item that was accepted and will not be sent. */
    record DeadLetter(String requestId, String key, String why) {}

    /** @param waiting items that amoCRM does not have yet */
    record Progress(int accepted, int waiting) {}

    Progress progress() throws SQLException {
        return ask("""
                        select count(*), count(*) filter (where waiting) from (
                            select dead_at is null as waiting from delivery where starts_with(request_id, ?)
                            union all
                            select false from delivery_done where starts_with(request_id, ?)) item
                        """, row -> new Progress(row.getInt(1), row.getInt(2)), run, run)
                .getFirst();
    }

    List<DeadLetter> deadLetters() throws SQLException {
        return ask("""
                select request_id, key, coalesce(last_error, '') from delivery
                 where starts_with(request_id, ?) and dead_at is not null order by id
                """, row -> new DeadLetter(row.getString(1), row.getString(2), row.getString(3)), run);
    }

    /** Why nothing is sent to amoCRM now, if that is so. */
    Optional<String> pause() throws SQLException {
        return ask(
                        "select pause_reason from channel where name = 'amocrm' and paused_until > now()",
                        row -> row.getString(1))
                .stream()
                .findFirst();
    }

    private interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    private <T> List<T> ask(String query, Reading<T> reading, String... parameters) throws SQLException {
        try (PreparedStatement statement = database.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                List<T> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(reading.of(rows));
                }
                return found;
            }
        }
    }
}
