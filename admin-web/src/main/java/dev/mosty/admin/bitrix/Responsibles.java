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

    /**
     * @param portalId null while nobody has said it
     * @param name of the one at the portal; null if that is not known
     * @param gone whether the portal has nobody of that number
     * @param alike who is called the same there, while nobody is mapped
     */
    record Row(
            String onec,
            @Nullable Long portalId,
            Instant askedAt,
            @Nullable String name,
            boolean gone,
            Known.@Nullable Person alike) {
        public String id() {
            return portalId == null ? "" : portalId.toString();
        }

        /** What the form begins with. */
        public String proposed() {
            return alike == null ? id() : Long.toString(alike.id());
        }
    }

    /** Those whom nobody has mapped come first. */
    List<Row> list(Known known) {
        return jdbi.withHandle(handle -> handle.select(
                        "select onec, portal_id, asked_at from bitrix_user order by portal_id is not null, lower(onec)")
                .map((row, context) -> row(
                        row.getString("onec"),
                        (Long) row.getObject("portal_id"),
                        row.getTimestamp("asked_at").toInstant(),
                        known))
                .list());
    }

    private static Row row(String onec, @Nullable Long id, Instant askedAt, Known known) {
        return id == null
                ? new Row(onec, null, askedAt, null, false, known.alike(onec).orElse(null))
                : new Row(
                        onec,
                        id,
                        askedAt,
                        known.person(id).map(Known.Person::line).orElse(null),
                        known.lacksPerson(id),
                        null);
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
