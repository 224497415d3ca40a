package dev.mosty.testsupport;

import java.util.List;
import org.jdbi.v3.core.Jdbi;

/**
 * Empties tables beside a service that goes on working. Deleted and not truncated, each in a transaction of its own: a
 * truncate locks all of them against everybody, and the service's own housekeeping may hold one and wait for another.
 */
public final class Tables {
    private Tables() {}

    /** Numbers begin with 1 again. */
    public static void empty(Jdbi jdbi, String... tables) {
        for (String table : List.of(tables)) {
            jdbi.useHandle(handle -> {
                handle.execute("delete from " + table);
                handle.createQuery("""
                                select setval(pg_get_serial_sequence(:table, 'id'), 1, false)
                                  from information_schema.columns
                                 where table_schema = 'public' and table_name = :table and column_name = 'id'
                                   and is_identity = 'YES'
                                """).bind("table", table).mapTo(Long.class).list();
            });
        }
    }
}
