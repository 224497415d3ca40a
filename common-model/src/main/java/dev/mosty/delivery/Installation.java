package dev.mosty.delivery;

import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/**
 * Which database this is: a copied or restored one must not speak.
 *
 * <p>The installation remembers the cluster's system identifier and the database's oid. A difference stops every
 * channel, and with it every token refresh, until an administrator confirms: a restored copy must not send yesterday's
 * states or spend today's one-use refresh token. What it cannot see: a clone of the whole disk, which has both.
 */
public final class Installation {
    private static final Logger LOG = Logger.getLogger(Installation.class);

    private Installation() {}

    /** Remembers a new database; suspends one that is not the one remembered. */
    static void check(Jdbi jdbi) {
        var suspendedNow = jdbi.inTransaction(tx -> {
            tx.execute("""
                    insert into installation (system_identifier, database_oid)
                    select (select system_identifier from pg_control_system()), oid
                      from pg_database where datname = current_database()
                    on conflict do nothing
                    """);
            return tx.createUpdate("""
                            update installation i set suspended_at = now(), suspended_because = 'copied database'
                              from pg_control_system() c, pg_database d
                             where d.datname = current_database() and i.suspended_at is null
                               and (i.system_identifier <> c.system_identifier or i.database_oid <> d.oid)
                            """).execute();
        });
        if (suspendedNow > 0) {
            LOG.warn("This database is a copy: nothing is sent and no token refreshed until an administrator confirms"
                    + " (select mosty_confirm_installation())");
        }
    }

    /** Whether an administrator's confirmation is awaited. */
    public static boolean suspended(Jdbi jdbi) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select exists (select 1 from installation where suspended_at is not null)")
                .mapTo(Boolean.class)
                .one());
    }

    /** An administrator's word that this database is the one that speaks from now on. */
    public static void confirm(Jdbi jdbi) {
        jdbi.useHandle(handle -> handle.execute("select mosty_confirm_installation()"));
    }
}
