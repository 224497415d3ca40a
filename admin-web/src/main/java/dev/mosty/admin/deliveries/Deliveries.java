package dev.mosty.admin.deliveries;

import dev.mosty.admin.deliveries.DeliveryFilter.State;
import dev.mosty.admin.logs.EntryId;
import dev.mosty.admin.shell.Told;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Reads {@code delivery} and {@code delivery_done} from a place on, newest first. */
@Singleton
public class Deliveries {
    private static final String LIVE = """
            select d.id, d.channel, d.key, d.kind, case when d.dead_at is null then 'waiting' else 'dead' end as state,
                   d.accepted_at, coalesce(d.dead_at, l.due_at) as at, d.attempts, d.request_id, d.last_error as said,
                   null::bigint as superseded_by, d.replayed_at, %s as payload
              from delivery d left join delivery_lane l on d.dead_at is null and l.channel = d.channel and l.key = d.key
            """;
    private static final String DONE = """
            select d.id, d.channel, d.key, d.kind, d.outcome as state, d.accepted_at, d.done_at as at, d.attempts,
                   d.request_id, d.note as said, d.superseded_by, null::timestamptz as replayed_at, %s as payload
              from delivery_done d
            """;

    private final Jdbi jdbi;

    Deliveries(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** @param before the last row of the page before; null begins with the newest */
    List<DeliveryRow> page(DeliveryFilter filter, @Nullable EntryId before, int rows) {
        String query = switch (filter.state()) {
            case WAITING, DEAD ->
                LIVE.formatted("null") + where(filter) + (before == null ? "" : " and d.id < :id")
                        + " order by d.id desc";
            case DONE ->
                DONE.formatted("null")
                        + where(filter)
                        + (before == null ? "" : " and d.done_at <= :at and (d.done_at, d.id) < (:at, :id)")
                        + " order by d.done_at desc, d.id desc";
        };
        return jdbi.withHandle(handle -> {
            Query bound =
                    bind(handle.createQuery(query + " limit :rows"), filter).bind("rows", rows);
            if (before != null) {
                bound.bind("id", before.id());
                if (filter.state() == State.DONE) {
                    bound.bind("at", before.at());
                }
            }
            return bound.map(ConstructorMapper.of(DeliveryRow.class)).list();
        });
    }

    /** How many dead letters a filter has, and the highest number among them, up to which people confirm. */
    public record Counted(long count, long upTo) {}

    Counted dead(DeliveryFilter filter) {
        return jdbi.withHandle(handle -> bind(
                        handle.createQuery("select count(*) as count, coalesce(max(d.id), 0) as up_to from delivery d"
                                + where(filter)),
                        filter)
                .map(ConstructorMapper.of(Counted.class))
                .one());
    }

    /** A few dead letters of one channel, by number, ascending. */
    record Batch(String channel, List<Long> ids) {}

    /** The next dead letters after a number, of whichever channel comes first; empty when there are no more. */
    Optional<Batch> deadAfter(DeliveryFilter filter, String channel, long after, long upTo, int most) {
        List<Long> ids = jdbi.withHandle(handle -> bind(
                        handle.createQuery(
                                "select d.id from delivery d" + where(filter)
                                        + " and d.channel = :one and d.id > :after and d.id <= :up_to order by d.id limit :most"),
                        filter)
                .bind("one", channel)
                .bind("after", after)
                .bind("up_to", upTo)
                .bind("most", most)
                .mapTo(Long.class)
                .list());
        return ids.isEmpty() ? Optional.empty() : Optional.of(new Batch(channel, ids));
    }

    List<String> channels() {
        return jdbi.withHandle(handle -> handle.select("select name from channel order by name")
                .mapTo(String.class)
                .list());
    }

    /**
     * With its payload.
     *
     * @param key leads to one that is done by now
     */
    Optional<DeliveryRow> one(long id, String key) {
        return jdbi.withHandle(handle -> handle.select(LIVE.formatted("d.payload") + " where d.id = ?", id)
                .map(ConstructorMapper.of(DeliveryRow.class))
                .findOne()
                .or(() -> handle.select(DONE.formatted("d.payload") + " where d.key = ? and d.id = ?", key, id)
                        .map(ConstructorMapper.of(DeliveryRow.class))
                        .findFirst()));
    }

    /** Everything about a key (a lead, a call), the newest of each kind. */
    public List<DeliveryRow> ofKeys(List<String> keys, int most) {
        return both("d.key = any (:values)", keys, most);
    }

    /** Everything that came with one of these requests. */
    public List<DeliveryRow> ofRequests(List<String> requests, int most) {
        return both("d.request_id = any (:values)", requests, most);
    }

    private List<DeliveryRow> both(String condition, List<String> values, int most) {
        return jdbi.withHandle(handle -> handle.createQuery("(" + LIVE.formatted("null") + " where " + condition
                        + " order by d.id desc limit :most) union all (" + DONE.formatted("null") + " where "
                        + condition + " order by d.id desc limit :most)")
                .bindArray("values", String.class, values)
                .bind("most", most)
                .map(ConstructorMapper.of(DeliveryRow.class))
                .list());
    }

    private static String where(DeliveryFilter filter) {
        String said = filter.state() == State.DONE ? "d.note" : "d.last_error";
        return switch (filter.state()) {
                    case WAITING -> " where d.dead_at is null";
                    case DEAD -> " where d.dead_at is not null";
                    case DONE -> " where true";
                }
                + (filter.channel().isEmpty() ? "" : " and d.channel = :channel")
                + (filter.key().isEmpty() ? "" : " and (d.key = :key or d.request_id = :key)")
                + (filter.text().isEmpty()
                        ? ""
                        : " and (strpos(lower(" + said + "), lower(:text)) > 0 or " + said + " like any (:behind))");
    }

    private static Query bind(Query query, DeliveryFilter filter) {
        if (!filter.channel().isEmpty()) {
            query.bind("channel", filter.channel());
        }
        if (!filter.key().isEmpty()) {
            query.bind("key", filter.key());
        }
        if (!filter.text().isEmpty()) {
            query.bind("text", filter.text()).bindArray("behind", String.class, Told.behind(filter.text()));
        }
        return query;
    }
}
