package dev.mosty.admin.bitrix;

import dev.mosty.access.Audit;
import dev.mosty.access.Audit.Actor;
import jakarta.inject.Singleton;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The table {@code bitrix_currency}: 1C's words for currencies, and the portal's codes. */
@Singleton
class Currencies {
    private final Jdbi jdbi;

    Currencies(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * @param code null while nobody has said it
     * @param gone whether the portal has no such currency
     */
    record Row(String onec, @Nullable String code, boolean gone) {
        public String written() {
            return code == null ? "" : code;
        }
    }

    /** Those that nobody has mapped come first. */
    List<Row> list(Known known) {
        return jdbi.withHandle(handle -> handle.select(
                        "select onec, code from bitrix_currency order by code is not null, code, lower(onec)")
                .map((row, context) -> {
                    String code = row.getString("code");
                    return new Row(row.getString("onec"), code, code != null && known.lacksCoin(code));
                })
                .list());
    }

    /** A word that 1C has not said yet is made. */
    void map(String onec, String code, Actor by) {
        jdbi.useTransaction(tx -> {
            tx.execute(
                    "insert into bitrix_currency (onec, code) values (?, ?)"
                            + " on conflict (onec) do update set code = excluded.code",
                    onec,
                    code);
            Audit.write(tx, by, "bitrix.currency", onec, "→ " + code);
        });
    }

    /** @return false if there is no such word (any more) */
    boolean forget(String onec, Actor by) {
        return jdbi.inTransaction(tx -> {
            boolean gone = tx.execute("delete from bitrix_currency where onec = ?", onec) > 0;
            if (gone) {
                Audit.write(tx, by, "bitrix.nocurrency", onec, "");
            }
            return gone;
        });
    }
}
