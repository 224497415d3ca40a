package dev.mosty.admin.bitrix;

import dev.mosty.access.Audit;
import dev.mosty.access.Audit.Actor;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The table {@code bitrix_user}: 1C's words for its users, and who they are at the portal. */
@Singleton
class Responsibles {
    private final Jdbi jdbi;

    Responsibles(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** @param portalId null while nobody has said it */
    record Row(String onec, @Nullable Long portalId, Instant askedAt) {
        public String id() {
            return portalId == null ? "" : portalId.toString();
        }
    }

    /** Those whom nobody has mapped come first. */
    List<Row> list() {
        return jdbi.withHandle(handle -> handle.select(
                        "select onec, portal_id, asked_at from bitrix_user order by portal_id is not null, lower(onec)")
                .map((row, context) -> new Row(
                        row.getString("onec"),
                        (Long) row.getObject("portal_id"),
                        row.getTimestamp("asked_at").toInstant()))
                .list());
    }

    /** One whom 1C has not named yet is made. */
    void map(String onec, Optional<Long> portalId, Actor by) {
        jdbi.useTransaction(tx -> {
            tx.createUpdate("""
                            insert into bitrix_user (onec, portal_id) values (:onec, :id)
                            on conflict (onec) do update set portal_id = excluded.portal_id
                            """)
                    .bind("onec", onec)
                    .bind("id", portalId.orElse(null))
                    .execute();
            Audit.write(
                    tx,
                    by,
                    "bitrix.mapped",
                    onec,
                    "→ " + portalId.map(id -> Long.toString(id)).orElse("—"));
        });
    }

    /** @return false if there is no such user (any more) */
    boolean forget(String onec, Actor by) {
        return jdbi.inTransaction(tx -> {
            boolean gone = tx.execute("delete from bitrix_user where onec = ?", onec) > 0;
            if (gone) {
                Audit.write(tx, by, "bitrix.unmapped", onec, "");
            }
            return gone;
        });
    }
}
