package dev.mosty.delivery;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/**
 * Finds due work by its lane. Looking for "the first row of each key" among the deliveries instead collapses when few
 * keys hold a deep backlog (31/s against 21,400/s with lanes).
 */
final class Lanes {
    private static final RowMapper<Delivery> DELIVERY = ConstructorMapper.of(Delivery.class);

    /** What is taken at once must fit into the memory several times over: a thousand pictures would not. */
    private static final long MOST_BYTES = 16_000_000;

    private final Jdbi jdbi;
    private final String channel;
    private final Ledger ledger;

    Lanes(Jdbi jdbi, String channel, Ledger ledger) {
        this.jdbi = jdbi;
        this.channel = channel;
        this.ledger = ledger;
    }

    /**
     * The parcels that are due, the longest waiting first; what would be too much for the memory comes next time.
     *
     * @param epoch nothing is due for a holder whose epoch has passed
     * @param busy keys under way
     */
    List<Parcel> due(long epoch, Collection<String> busy, int lanes, int deliveriesPerLane) {
        var parcels = new LinkedHashMap<String, List<Delivery>>();
        jdbi.useHandle(handle -> handle.createQuery("""
                        with lane as (
                            select l.key, l.due_at from delivery_lane l
                            join channel c on c.name = l.channel and c.epoch = :epoch
                                 and (c.paused_until is null or c.paused_until <= now())
                            join installation i on i.suspended_at is null
                            where l.channel = :channel and l.due_at <= now() and l.key <> all (:busy)
                            order by l.due_at limit :lanes),
                        found as (
                            select lane.key as lane, lane.due_at, d.*,
                                   coalesce(sum(octet_length(d.payload)) over (
                                       order by lane.due_at, lane.key, d.id
                                       rows between unbounded preceding and 1 preceding), 0) as before
                            from lane left join lateral (
                                select id, key, kind, payload, accepted_at, attempts,
                                       replayed_at is not null as replayed
                                from delivery where channel = :channel and key = lane.key and dead_at is null
                                order by id limit :deliveries) d on true)
                        select * from found where before < :bytes order by due_at, lane, id
                        """)
                .bind("epoch", epoch)
                .bind("channel", channel)
                .bindArray("busy", String.class, List.copyOf(busy))
                .bind("lanes", lanes)
                .bind("deliveries", deliveriesPerLane)
                .bind("bytes", MOST_BYTES)
                .map((row, context) -> {
                    var waiting = parcels.computeIfAbsent(row.getString("lane"), key -> new ArrayList<>());
                    return row.getObject("id") == null || waiting.add(DELIVERY.map(row, context));
                })
                .list());
        parcels.forEach((key, deliveries) -> {
            if (deliveries.isEmpty()) {
                jdbi.useTransaction(tx -> ledger.recount(tx, key));
            }
        });
        parcels.values().removeIf(List::isEmpty);
        return parcels.entrySet().stream()
                .map(parcel -> new Parcel(parcel.getKey(), List.copyOf(parcel.getValue())))
                .toList();
    }

    /** Milliseconds until the next lane is due, at most {@code most}. */
    long untilDue(long most) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select coalesce(min(ceil(extract(epoch from due_at - clock_timestamp()) * 1000))::bigint, :most)
                        from (select due_at from delivery_lane where channel = :channel and due_at > now()
                              order by due_at limit 1) next
                        """)
                .bind("channel", channel)
                .bind("most", most)
                .mapTo(Long.class)
                .map(wait -> Math.clamp(wait, 0, most))
                .one());
    }
}
