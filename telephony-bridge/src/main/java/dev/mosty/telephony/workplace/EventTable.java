package dev.mosty.telephony.workplace;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** Reads {@code workplace_event}. */
final class EventTable {
    private static final String COLUMNS =
            "id, ext, kind, body::text as body, at > now() - interval '30 seconds' as fresh";

    private static final int AT_ONCE = 1_000;
    private static final int REPLAYED = 500;

    private EventTable() {}

    /** The number after which a tail begins: the last minute is read again, since it may have gaps that close yet. */
    static long start(Handle handle) {
        return handle.select("""
                        select coalesce((select min(id) - 1 from workplace_event where at > now() - interval '1 minute'),
                                        (select max(id) from workplace_event), 0)
                        """).mapTo(Long.class).one();
    }

    /** The highest number there is; a restored database has a lower one than was seen before. */
    static long last(Handle handle) {
        return handle.select("select coalesce(max(id), 0) from workplace_event")
                .mapTo(Long.class)
                .one();
    }

    /** What is new, lowest number first. */
    static List<ScreenEvent> next(Handle handle, Gaps gaps) {
        List<ScreenEvent> late = gaps.missing().isEmpty()
                ? List.of()
                : handle.createQuery("select " + COLUMNS + " from workplace_event where id = any(:missing) order by id")
                        .bindArray("missing", Long.class, gaps.missing())
                        .map((row, context) -> event(row))
                        .list();
        List<ScreenEvent> news = handle.createQuery(
                        "select " + COLUMNS + " from workplace_event where id > :top order by id limit :most")
                .bind("top", gaps.top())
                .bind("most", AT_ONCE)
                .map((row, context) -> event(row))
                .list();
        return Stream.concat(late.stream(), news.stream()).toList();
    }

    /**
     * What somebody may have missed who saw that number last: steps and ends of calls, no windows. It goes back a minute
     * behind that number, to what became visible after it; a step that is told twice says the same.
     */
    static List<ScreenEvent> since(Handle handle, long seen, Collection<String> extensions) {
        return handle.createQuery("select " + COLUMNS + """
                         from workplace_event
                        where ext = any(:exts) and kind in ('call', 'close')
                          and at > greatest(now() - interval '10 minutes',
                                            (select e.at from workplace_event e where e.id = :seen) - interval '1 minute')
                        order by id limit :most
                        """)
                .bindArray("exts", String.class, extensions)
                .bind("seen", seen)
                .bind("most", REPLAYED)
                .map((row, context) -> event(row))
                .list();
    }

    private static ScreenEvent event(ResultSet row) throws SQLException {
        return new ScreenEvent(
                row.getLong("id"),
                row.getString("ext"),
                row.getString("kind"),
                row.getString("body"),
                row.getBoolean("fresh"));
    }
}
