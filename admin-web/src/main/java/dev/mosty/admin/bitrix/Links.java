package dev.mosty.admin.bitrix;

import dev.mosty.access.Audit;
import dev.mosty.access.Audit.Actor;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What the portal has of 1C's objects, as bitrix-sync knows it; and what a person decides where it has several. */
@Singleton
class Links {
    /** As bitrix-sync's sentence ends. */
    private static final Pattern MERGE_PAGE = Pattern.compile("/crm/[a-z]{4,10}/merge/\\?id=[0-9,]{1,400}$");

    private static final String LINK = """
            select l.key, l.entity, l.origin_id, l.portal, l.portal_id, l.conflict, l.changed_at,
                   c.portal_id as chosen, c.asked_by, c.refused,
                   array(select jsonb_object_keys(l.sent) order by 1) as fields
              from bitrix_link l left join bitrix_choice c on c.key = l.key
            """;

    private final Jdbi jdbi;

    Links(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * One object of 1C.
     *
     * @param portal the name of the portal that the ids belong to
     * @param portalId null while it is to be searched for
     * @param conflict ids of all that have its GUID, if they are several
     * @param fields whose values the portal took from 1C
     * @param chosen what a person decided that is not done yet
     * @param refused why it was not done
     */
    record Link(
            String key,
            String entity,
            String originId,
            String portal,
            @Nullable Long portalId,
            List<Long> conflict,
            Instant changedAt,
            List<String> fields,
            @Nullable Long chosen,
            @Nullable String chosenBy,
            @Nullable String refused) {

        /** Its portal's id, or nothing, as {@link Portal#card} takes it. */
        public String id() {
            return portalId == null ? "" : portalId.toString();
        }

        public boolean several() {
            return !conflict.isEmpty();
        }

        /** A decision that waits for bitrix-sync. */
        public boolean underWay() {
            return chosen != null && refused == null;
        }

        public boolean mergeable() {
            return Kind.of(entity).filter(Kind::hasCard).isPresent();
        }

        /** The portal's own page for it, where that is what the portal wants; below its site. */
        public String mergePath() {
            var path = MERGE_PAGE.matcher(refused == null ? "" : refused);
            return path.find() ? path.group() : "";
        }

        public String fieldLine() {
            return String.join(", ", fields);
        }
    }

    Optional<Link> one(String key) {
        return jdbi.withHandle(handle -> handle.select(LINK + " where l.key = ?", key)
                .map((row, context) -> link(row))
                .findOne());
    }

    /** The newest first. */
    List<Link> conflicts(int skipped, int most) {
        return jdbi.withHandle(handle -> handle.select(
                        LINK + " where l.conflict is not null order by l.changed_at desc, l.key offset ? limit ?",
                        skipped,
                        most)
                .map((row, context) -> link(row))
                .list());
    }

    /**
     * Leaves a decision for whoever holds the portal's channel.
     *
     * @param merge whether the portal makes one of them, or the others stay as they are
     * @return false if that is no conflict with that id in it (any more)
     */
    boolean choose(String key, long portalId, boolean merge, Actor by) {
        return jdbi.inTransaction(tx -> {
            int left = tx.execute("""
                    insert into bitrix_choice (key, portal_id, merged, asked_by)
                    select key, ?, case when ? then array_remove(conflict, ?) end, ?
                      from bitrix_link where key = ? and ? = any (conflict)
                    on conflict (key) do update
                       set portal_id = excluded.portal_id, merged = excluded.merged, asked_by = excluded.asked_by,
                           asked_at = now(), refused = null
                    """, portalId, merge, portalId, by.name(), key, portalId);
            if (left == 0) {
                return false;
            }
            tx.execute("select mosty_upkeep('bitrix')");
            Audit.write(tx, by, merge ? "bitrix.merged" : "bitrix.relinked", key, "→ " + portalId);
            return true;
        });
    }

    private static Link link(ResultSet row) throws SQLException {
        Array conflict = row.getArray("conflict");
        return new Link(
                row.getString("key"),
                row.getString("entity"),
                row.getString("origin_id"),
                row.getString("portal"),
                (Long) row.getObject("portal_id"),
                conflict == null ? List.of() : List.of((Long[]) conflict.getArray()),
                row.getTimestamp("changed_at").toInstant(),
                Arrays.asList((String[]) row.getArray("fields").getArray()),
                (Long) row.getObject("chosen"),
                row.getString("asked_by"),
                row.getString("refused"));
    }
}
