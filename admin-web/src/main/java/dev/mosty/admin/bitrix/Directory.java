package dev.mosty.admin.bitrix;

import dev.mosty.access.Audit;
import dev.mosty.access.Audit.Actor;
import dev.mosty.admin.bitrix.Known.Coin;
import dev.mosty.admin.bitrix.Known.Person;
import jakarta.inject.Singleton;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The tables {@code bitrix_directory}, {@code bitrix_portal_user}, {@code bitrix_portal_currency}. */
@Singleton
class Directory {
    private final Jdbi jdbi;

    Directory(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Of the portal that is connected; another's people are nobody here. */
    Known known() {
        return jdbi.withHandle(handle -> handle.select("""
                        select d.read_at, d.no_users, d.no_currencies, d.wanted_at > coalesce(d.read_at, '-infinity')
                                   and d.wanted_at > now() - interval '2 minutes' as waiting,
                               coalesce(d.portal = p.name, false) as ours
                          from bitrix_directory d left join bitrix_portal p on true
                        """)
                .map((row, context) -> {
                    boolean ours = row.getBoolean("ours");
                    return new Known(
                            ours
                                    ? Optional.ofNullable(row.getTimestamp("read_at"))
                                            .map(Timestamp::toInstant)
                                            .orElse(null)
                                    : null,
                            row.getBoolean("waiting"),
                            row.getString("no_users"),
                            row.getString("no_currencies"),
                            ours ? people(handle) : Known.NOTHING.people(),
                            ours ? coins(handle) : Known.NOTHING.coins());
                })
                .findOne()
                .orElse(Known.NOTHING));
    }

    private static List<Person> people(Handle handle) {
        return handle.select("select id, name, email from bitrix_portal_user order by lower(name), id")
                .map((row, context) -> new Person(row.getLong("id"), row.getString("name"), row.getString("email")))
                .list();
    }

    private static List<Coin> coins(Handle handle) {
        return handle.select("select code, name from bitrix_portal_currency order by code")
                .map((row, context) -> new Coin(row.getString("code"), row.getString("name")))
                .list();
    }

    boolean waiting() {
        return known().waiting();
    }

    /** Has whoever holds the portal's channel read them anew. */
    void ask(Actor by) {
        jdbi.useTransaction(tx -> {
            tx.execute("update bitrix_directory set wanted_at = now()");
            tx.execute("select mosty_upkeep('bitrix')");
            Audit.write(tx, by, "bitrix.asked", "user.get, crm.currency.list", "");
        });
    }
}
