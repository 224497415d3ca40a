package dev.mosty.delivery;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Stores work inside the caller's transaction.
 *
 * <p>Lanes first, sorted and summed, then the rows: ids are then drawn under the lane locks, and id order is commit
 * order per key. Rows first, or one statement for both, would let id 2 be seen before id 1; unsorted keys deadlock.
 */
public final class Acceptance {
    private Acceptance() {}

    /** The ordering key of a lane. */
    public record LaneKey(String channel, String key) {
        static LaneKey of(Item item) {
            return new LaneKey(item.channel(), item.key());
        }
    }

    /** Accepts the items in their order. The caller commits, then wakes the channels. */
    public static void accept(Handle tx, List<Item> items) {
        var lanes = items.stream().filter(Item::live).map(LaneKey::of).toList();
        accept(tx, lanes, ignored -> items);
    }

    /**
     * Accepts what {@code work} makes of the state it reads under the lane locks, for values that depend on what was
     * accepted before, such as a sum.
     *
     * @param lanes a lane for each item that {@code work} may return; those it leaves out are taken back
     * @return what was accepted, repeats left out
     */
    public static List<Item> accept(Handle tx, Collection<LaneKey> lanes, Function<Handle, List<Item>> work) {
        lock(tx, lanes);
        var items = withoutRepeats(tx, work.apply(tx));
        insert(tx, items);
        release(tx, lanes, items);
        return items;
    }

    private static void lock(Handle tx, Collection<LaneKey> lanes) {
        if (lanes.isEmpty()) {
            return;
        }
        update(tx, """
                insert into delivery_lane (channel, key, pending)
                select channel, key, count(*) from unnest(?::text[], ?::text[]) as lane (channel, key)
                group by channel, key order by channel collate "C", key collate "C"
                on conflict (channel, key) do update set pending = delivery_lane.pending + excluded.pending
                """, column(lanes, LaneKey::channel), column(lanes, LaneKey::key));
    }

    private static void insert(Handle tx, List<Item> items) {
        if (items.isEmpty()) {
            return;
        }
        update(
                tx,
                """
                insert into delivery (channel, key, kind, payload, digest, request_id, dead_at, last_error)
                select channel, key, kind, payload, decode(digest, 'hex'), request_id,
                       case when dead_because is not null then now() end, dead_because
                from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                     with ordinality
                     as item (channel, key, kind, payload, digest, request_id, dead_because, position)
                order by position
                """,
                column(items, Item::channel),
                column(items, Item::key),
                column(items, Item::kind),
                column(items, Item::payload),
                column(items, Item::digest),
                column(items, Item::requestId),
                column(items, Item::deadBecause));
    }

    /** A repeat is recognised only against the key's newest accepted row, so that A, B, A ends in A. */
    private static List<Item> withoutRepeats(Handle tx, List<Item> items) {
        var recognisable = items.stream()
                .filter(item -> item.digest() != null)
                .map(LaneKey::of)
                .collect(Collectors.toSet());
        if (recognisable.isEmpty()) {
            return items;
        }
        var newest = newestDigests(tx, recognisable);
        var kept = new ArrayList<Item>(items.size());
        for (var item : items) {
            var before = newest.put(LaneKey.of(item), Optional.ofNullable(item.digest()));
            if (item.digest() == null || !Optional.of(item.digest()).equals(before)) {
                kept.add(item);
            }
        }
        return kept;
    }

    /** What was discarded is nobody's newest state: its repeat is new work. */
    private static Map<LaneKey, Optional<String>> newestDigests(Handle tx, Collection<LaneKey> lanes) {
        var digests = new HashMap<LaneKey, Optional<String>>();
        tx.createQuery("""
                        select lane.channel, lane.key, (
                            select encode(newest.digest, 'hex') from (
                                (select id, digest from delivery
                                  where channel = lane.channel and key = lane.key order by id desc limit 1)
                                union all
                                (select id, case when outcome <> 'discarded' then digest end from delivery_done
                                  where channel = lane.channel and key = lane.key order by id desc limit 1)) newest
                            order by newest.id desc limit 1) as digest
                        from unnest(:channels, :keys) as lane (channel, key)
                        """)
                .bindArray(
                        "channels",
                        String.class,
                        lanes.stream().map(LaneKey::channel).toList())
                .bindArray(
                        "keys", String.class, lanes.stream().map(LaneKey::key).toList())
                .map((row, context) -> digests.put(
                        new LaneKey(row.getString("channel"), row.getString("key")),
                        Optional.ofNullable(row.getString("digest"))))
                .list();
        return digests;
    }

    /** Takes back what was reserved in {@link #lock} for items that did not come. */
    private static void release(Handle tx, Collection<LaneKey> lanes, List<Item> items) {
        var reserved = new HashMap<LaneKey, Integer>();
        lanes.forEach(lane -> reserved.merge(lane, 1, Integer::sum));
        items.stream().filter(Item::live).map(LaneKey::of).forEach(lane -> {
            if (reserved.merge(lane, -1, Integer::sum) < 0) {
                throw new IllegalArgumentException("an item of " + lane + " without a lane of its own");
            }
        });
        reserved.values().removeIf(surplus -> surplus == 0);
        if (reserved.isEmpty()) {
            return;
        }
        var surplus = reserved.entrySet().stream()
                .flatMap(lane -> Collections.nCopies(lane.getValue(), lane.getKey()).stream())
                .toList();
        update(tx, """
                update delivery_lane l set pending = l.pending - s.surplus
                from (select channel, key, count(*) as surplus from unnest(?::text[], ?::text[]) as lane (channel, key)
                      group by channel, key) s
                where l.channel = s.channel and l.key = s.key
                """, column(surplus, LaneKey::channel), column(surplus, LaneKey::key));
        update(tx, """
                delete from delivery_lane l using unnest(?::text[], ?::text[]) as lane (channel, key)
                where l.channel = lane.channel and l.key = lane.key and l.pending = 0
                """, column(surplus, LaneKey::channel), column(surplus, LaneKey::key));
    }

    private static <T> @Nullable String[] column(Collection<T> rows, Function<T, @Nullable String> value) {
        return rows.stream().map(value).toArray(String[]::new);
    }

    /** Plain JDBC: this is the path that every accepted item takes, thousands of times a second. */
    private static void update(Handle tx, String sql, @Nullable String[]... columns) {
        try (PreparedStatement statement = tx.getConnection().prepareStatement(sql)) {
            var arrays = new ArrayList<Array>(columns.length);
            for (int i = 0; i < columns.length; i++) {
                var array = tx.getConnection().createArrayOf("text", columns[i]);
                arrays.add(array);
                statement.setArray(i + 1, array);
            }
            statement.executeUpdate();
            for (var array : arrays) {
                array.free();
            }
        } catch (SQLException e) {
            throw new AcceptanceFailed(e);
        }
    }

    /** The database refused or could not be reached; see the cause's SQLState. */
    public static final class AcceptanceFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        AcceptanceFailed(SQLException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
