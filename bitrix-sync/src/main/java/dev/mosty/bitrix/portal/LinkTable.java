package dev.mosty.bitrix.portal;

import dev.mosty.bitrix.plan.EntityKey;
import dev.mosty.bitrix.plan.Link;
import dev.mosty.bitrix.plan.Sent;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The table {@code bitrix_link}: 1C's objects and the portal's; and who waits for one that has no link yet. */
final class LinkTable {
    private LinkTable() {}

    /** A row to be written; no id means that it is to be searched for. */
    record Entry(
            EntityKey key,
            @Nullable Long portalId,
            @Nullable Sent sent,
            List<Long> conflict) {}

    /** By lane; whatever belongs to another portal is not known. */
    static Map<String, Link> read(Handle tx, String portal, Collection<String> lanes) {
        var links = new HashMap<String, Link>();
        tx.createQuery("select key, portal_id, sent from bitrix_link where portal = :portal and key = any (:keys)")
                .bind("portal", portal)
                .bindArray("keys", String.class, List.copyOf(lanes))
                .map((row, context) -> links.put(
                        row.getString("key"),
                        new Link(
                                Optional.ofNullable((Long) row.getObject("portal_id")),
                                Sent.read(row.getString("sent")))))
                .list();
        return links;
    }

    /** Fields that leave now: until the answer nobody knows what the portal has of them. */
    static void leaving(Handle tx, Map<String, Sent> sent) {
        if (sent.isEmpty()) {
            return;
        }
        var batch = tx.prepareBatch("update bitrix_link set sent = :sent::jsonb where key = :key");
        sent.forEach((key, value) ->
                batch.bind("key", key).bind("sent", value.json()).add());
        batch.execute();
    }

    /** Entries without {@code sent} only tell an id, and change nothing of a link that is there. */
    static void write(Handle tx, String portal, Collection<Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        var batch = tx.prepareBatch("""
                insert into bitrix_link (key, entity, origin_id, portal, portal_id, version, sent, conflict)
                values (:key, :entity, :origin, :portal, :id, :version, coalesce(:sent::jsonb, '{}'), :conflict)
                on conflict (key) do update
                   set portal = excluded.portal, portal_id = excluded.portal_id, conflict = excluded.conflict,
                       version = excluded.version, sent = excluded.sent, changed_at = now()
                 where :sent::text is not null or bitrix_link.portal <> excluded.portal
                       or bitrix_link.portal_id is null
                """);
        for (var entry : entries) {
            batch.bind("key", entry.key().lane())
                    .bind("entity", entry.key().type().word())
                    .bind("origin", entry.key().originId())
                    .bind("portal", portal)
                    .bind("id", entry.portalId())
                    .bind("version", entry.sent() == null ? null : entry.sent().version())
                    .bind("sent", entry.sent() == null ? null : entry.sent().json())
                    .bindArray(
                            "conflict",
                            Long.class,
                            entry.conflict().isEmpty() ? null : entry.conflict().toArray())
                    .add();
        }
        batch.execute();
    }

    /** Replaces what the tasks were said to wait for. */
    static void waits(Handle tx, Collection<String> settled, Map<String, Set<String>> waiting) {
        tx.createUpdate("delete from bitrix_waiting where key = any (:keys)")
                .bindArray("keys", String.class, List.copyOf(settled))
                .execute();
        if (waiting.isEmpty()) {
            return;
        }
        var batch = tx.prepareBatch(
                "insert into bitrix_waiting (key, waits_for) values (:key, :target) on conflict do nothing");
        waiting.forEach((key, targets) -> targets.forEach(
                target -> batch.bind("key", key).bind("target", target).add()));
        batch.execute();
    }

    /** Whoever waits for one of these looks again at once. */
    static void wake(Handle tx, String channel, Collection<String> arrived) {
        if (arrived.isEmpty()) {
            return;
        }
        tx.createUpdate("""
                        update delivery_lane set due_at = now()
                         where channel = :channel and due_at > now() and key in (
                               select key from bitrix_waiting where waits_for = any (:arrived))
                        """)
                .bind("channel", channel)
                .bindArray("arrived", String.class, List.copyOf(arrived))
                .execute();
    }

    /** Those of the lanes that wait for themselves, over others. */
    static Set<String> circles(Handle tx, Collection<String> lanes) {
        return new HashSet<>(tx.createQuery("""
                        with recursive way (start, at) as (
                            select key, waits_for from bitrix_waiting where key = any (:keys)
                            union
                            select way.start, next.waits_for from way join bitrix_waiting next on next.key = way.at)
                        select distinct start from way where at = start
                        """)
                .bindArray("keys", String.class, List.copyOf(lanes))
                .mapTo(String.class)
                .list());
    }

    /** Whoever waits in a circle with one of these looks again at once, and finds that. */
    static void wakeCircles(Handle tx, String channel, Collection<String> lanes) {
        if (lanes.isEmpty()) {
            return;
        }
        tx.createUpdate("""
                        with recursive way (start, at) as (
                            select key, waits_for from bitrix_waiting where key = any (:keys)
                            union
                            select way.start, next.waits_for from way join bitrix_waiting next on next.key = way.at)
                        update delivery_lane set due_at = now()
                         where channel = :channel and due_at > now() and key in (
                               select at from way where start in (select start from way where at = start))
                        """)
                .bind("channel", channel)
                .bindArray("keys", String.class, List.copyOf(lanes))
                .execute();
    }

    /**
     * Why those of the lanes were not taken that were sent and refused for what they are; not for a right that is
     * missing, which may be given.
     */
    static Map<String, String> refused(Handle tx, String channel, Collection<String> lanes) {
        var refused = new HashMap<String, String>();
        tx.createQuery("""
                        select distinct on (key) key, coalesce(last_error, '') as why from delivery
                         where channel = :channel and key = any (:keys) and dead_at is not null and dead_code is null
                         order by key, id desc
                        """)
                .bind("channel", channel)
                .bindArray("keys", String.class, List.copyOf(lanes))
                .map((row, context) -> refused.put(row.getString("key"), row.getString("why")))
                .list();
        return refused;
    }

    /** Those of the lanes that have work: they are on their way, or wait themselves. */
    static Set<String> queued(Handle tx, String channel, Collection<String> lanes) {
        return new HashSet<>(
                tx.createQuery("select key from delivery_lane where channel = :channel and key = any (:keys)")
                        .bind("channel", channel)
                        .bindArray("keys", String.class, List.copyOf(lanes))
                        .mapTo(String.class)
                        .list());
    }
}
