package dev.mosty.testbed.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A way to find the oldest row of each key that is due, and to be done with it. */
sealed interface Claim permits Claim.ByLanes, Claim.ByFirstRows {

    String CHANNEL = "bench";
    int MOST = 50;

    String MOVE = """
            with gone as (delete from delivery where id = any (?) and dead_at is null returning *)
            insert into delivery_done (id, channel, key, kind, payload, digest, request_id, accepted_at, attempts, outcome)
            select id, channel, key, kind, payload, digest, request_id, accepted_at, attempts + 1, 'done' from gone
            """;

    /**
     * Two transactions, as nothing may be open while the request runs that would stand between them.
     *
     * @return how many rows
     */
    int chooseAndSettle() throws SQLException;

    /** As the engine does it: due lanes, then the first row of each; settled rows leave, lanes are counted down. */
    record ByLanes(Connection database) implements Claim {
        @Override
        public int chooseAndSettle() throws SQLException {
            List<String> keys = strings("""
                    select key from delivery_lane where channel = ? and due_at <= now() order by due_at limit ?
                    """);
            List<Long> ids = new ArrayList<>();
            try (PreparedStatement choose = database.prepareStatement("""
                    select d.id from unnest(?::text[]) as lane (key) cross join lateral (
                        select id from delivery where channel = ? and key = lane.key and dead_at is null
                        order by id limit 1) d
                    """)) {
                choose.setArray(1, database.createArrayOf("text", keys.toArray()));
                choose.setString(2, CHANNEL);
                collect(choose, ids);
            }
            database.commit();
            update(MOVE, "bigint", ids.toArray());
            update("""
                    update delivery_lane set pending = pending - 1, due_at = now()
                     where channel = 'bench' and key = any (?)
                    """, "text", keys.toArray());
            update("""
                    delete from delivery_lane where channel = 'bench' and key = any (?) and pending = 0
                    """, "text", keys.toArray());
            database.commit();
            return ids.size();
        }

        private List<String> strings(String query) throws SQLException {
            try (PreparedStatement choose = database.prepareStatement(query)) {
                choose.setString(1, CHANNEL);
                choose.setInt(2, MOST);
                try (ResultSet rows = choose.executeQuery()) {
                    List<String> found = new ArrayList<>();
                    while (rows.next()) {
                        found.add(rows.getString(1));
                    }
                    return found;
                }
            }
        }

        private void update(String statement, String type, Object[] values) throws SQLException {
            Claim.update(database, statement, type, values);
        }
    }

    /** As queues are often written: a row of which there is no older one of its key. */
    record ByFirstRows(Connection database) implements Claim {
        @Override
        public int chooseAndSettle() throws SQLException {
            List<Long> ids = new ArrayList<>();
            try (PreparedStatement choose = database.prepareStatement("""
                    select d.id from delivery d
                     where d.channel = ? and d.dead_at is null and not exists (
                           select 1 from delivery older
                            where older.channel = d.channel and older.key = d.key and older.dead_at is null
                              and older.id < d.id)
                     order by d.id limit ?
                    """)) {
                choose.setString(1, CHANNEL);
                choose.setInt(2, MOST);
                collect(choose, ids);
            }
            database.commit();
            Claim.update(database, MOVE, "bigint", ids.toArray());
            database.commit();
            return ids.size();
        }
    }

    private static void collect(PreparedStatement choose, List<Long> ids) throws SQLException {
        try (ResultSet rows = choose.executeQuery()) {
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
        }
    }

    private static void update(Connection database, String statement, String type, Object[] values)
            throws SQLException {
        try (PreparedStatement update = database.prepareStatement(statement)) {
            update.setArray(1, database.createArrayOf(type, values));
            update.executeUpdate();
        }
    }
}
