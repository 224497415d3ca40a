package dev.mosty.admin.logs;

import dev.mosty.admin.AdminConfig;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Reads the table {@code request_log}, which may hold millions of rows: from a place on, along the index, and never
 * through more than a known number of rows at a time. Whoever looks for something rare is told how far back the look
 * went, and goes on from there.
 */
@Singleton
class RequestLog {
    /** How many rows are looked into for one page. */
    private static final int LOOK = 20_000;

    private static final String COLUMNS =
            "id, at, service, request_id, address, user_agent, method, url, status, result, took_ms";

    private static final String BEGINNING = "select " + COLUMNS + ", '' as request, left(answer, 400) as answer";
    private static final String WHOLE = "select " + COLUMNS + ", request, answer";
    static final String OLDER = "at <= :at and (at, id) < (:at, :id)";
    private static final String NEWER = "at >= :at and (at, id) > (:at, :id)";
    private static final String LATEST = "at > now() - :within * interval '1 millisecond' and (at, id) > (:at, :id)";

    private final Jdbi jdbi;
    private final ZoneId zone;

    RequestLog(Jdbi jdbi, AdminConfig config) {
        this.jdbi = jdbi;
        this.zone = config.zone();
    }

    /**
     * Some rows, newest first.
     *
     * @param lookedTo where the look ended before there were enough rows; null if it saw all there are, or found enough
     */
    record Found(List<LogRow> rows, @Nullable EntryId lookedTo) {}

    /** Rows older than that one. */
    Found older(LogFilter filter, EntryId than, int rows) {
        return jdbi.withHandle(handle -> {
            List<LogRow> found =
                    rows(handle.createQuery(BEGINNING + matching(filter, OLDER, "desc")), filter, than, LOOK, rows);
            return new Found(
                    found,
                    found.size() == rows || !filter.looksInto()
                            ? null
                            : end(filter, than).orElse(null));
        });
    }

    /** The rows next to that one on its newer side, also newest first. */
    List<LogRow> newer(LogFilter filter, EntryId than, int rows) {
        return jdbi.withHandle(handle ->
                        rows(handle.createQuery(BEGINNING + matching(filter, NEWER, "asc")), filter, than, LOOK, rows))
                .reversed();
    }

    /** Whole rows older than that one, for the download; looks through all there are. */
    Found whole(LogFilter filter, EntryId than, int rows) {
        return jdbi.withHandle(handle -> {
            List<LogRow> found =
                    rows(handle.createQuery(WHOLE + matching(filter, OLDER, "desc")), filter, than, LOOK, rows);
            return new Found(
                    found, found.size() == rows ? null : end(filter, than).orElse(null));
        });
    }

    /** The newest rows of the last moments: those that a live view may not have seen yet. */
    List<LogRow> latest(LogFilter filter, Duration within, EntryId than, int rows) {
        return jdbi.withHandle(handle -> rows(
                handle.createQuery(BEGINNING + matching(filter, LATEST, "desc")).bind("within", within.toMillis()),
                filter,
                than,
                LOOK / 10,
                rows));
    }

    Optional<LogRow> row(EntryId name) {
        return jdbi.withHandle(
                handle -> handle.select(WHOLE + " from request_log where id = ? and at = ?", name.id(), name.at())
                        .map(ConstructorMapper.of(LogRow.class))
                        .findOne());
    }

    /** The subquery's limit keeps the filter outside of it: that is what bounds the work. */
    static String matching(LogFilter filter, String place, String order) {
        return """
                 from (select * from request_log
                        where at >= :since and at < :until and %s
                        order by at %2$s, id %2$s limit :look) looked
                where (:service = '' or service = :service)
                  and (:result = '' or result = (:result = 'yes'))
                  and (:text = '' or strpos(lower(concat_ws(' ', request_id, address, user_agent, url, request, answer)),
                                            lower(:text)) > 0)
                order by at %2$s, id %2$s limit :rows
                """.formatted(place + failed(filter), order);
    }

    /** What failed is rare and has an index of its own. */
    private static String failed(LogFilter filter) {
        return filter.result().equals("no") ? " and not result" : "";
    }

    private List<LogRow> rows(Query query, LogFilter filter, EntryId place, int look, int rows) {
        return query.bind("since", filter.days().since(zone))
                .bind("until", filter.days().until(zone))
                .bind("at", place.at())
                .bind("id", place.id())
                .bind("service", filter.service())
                .bind("result", filter.result())
                .bind("text", filter.text())
                .bind("look", look)
                .bind("rows", rows)
                .map(ConstructorMapper.of(LogRow.class))
                .list();
    }

    /** The last row that was looked into; empty if there are no more. */
    private Optional<EntryId> end(LogFilter filter, EntryId than) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select at, id from request_log
                         where at >= :since and at < :until and %s
                         order by at desc, id desc offset :look limit 1
                        """.formatted(OLDER + failed(filter)))
                .bind("since", filter.days().since(zone))
                .bind("until", filter.days().until(zone))
                .bind("at", than.at())
                .bind("id", than.id())
                .bind("look", LOOK - 1)
                .map(ConstructorMapper.of(EntryId.class))
                .findOne());
    }
}
