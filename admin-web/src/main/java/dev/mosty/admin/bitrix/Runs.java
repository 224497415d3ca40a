package dev.mosty.admin.bitrix;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jspecify.annotations.Nullable;

/** Reads the runs and what became of their entities. */
@Singleton
class Runs {
    private static final String RUN = """
            select r.id, r.accepted_at, r.finished_at, r.dry, r.source, r.asked_by, r.request_id, r.total,
                   i.ok::int as ok, i.error::int as error
              from bitrix_run r
             cross join lateral (select count(*) filter (where result = 'ok') as ok,
                                        count(*) filter (where result = 'error') as error
                                   from bitrix_run_item where run = r.id) i
            """;

    /** The reason is that of the lane's oldest delivery, whatever run it is of: the others wait behind it. */
    private static final String ITEM = """
            select i.*, r.accepted_at, r.dry,
                   case when i.result is null then
                       (select d.last_error from delivery d
                         where d.channel = 'bitrix' and d.dead_at is null
                           and d.key = case when r.dry then 'dry/' || r.id || '/' else '' end
                                       || i.entity || '/' || lower(i.origin_id)
                         order by d.id limit 1) end as why
              from bitrix_run_item i join bitrix_run r on r.id = i.run
            """;

    private final Jdbi jdbi;

    Runs(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Newest first, after the run {@code before}; from the newest if there is none (any more). */
    List<RunRow> page(@Nullable UUID before, int rows) {
        return jdbi.withHandle(handle -> handle.createQuery(RUN + """
                         left join bitrix_run b on b.id = cast(:before as uuid)
                         where b.id is null or r.accepted_at < b.accepted_at
                            or (r.accepted_at = b.accepted_at and r.id > b.id)
                         order by r.accepted_at desc, r.id limit :rows
                        """)
                .bind("before", before)
                .bind("rows", rows)
                .map(ConstructorMapper.of(RunRow.class))
                .list());
    }

    Optional<RunRow> one(UUID run) {
        return jdbi.withHandle(handle -> handle.createQuery(RUN + " where r.id = :run")
                .bind("run", run)
                .map(ConstructorMapper.of(RunRow.class))
                .findOne());
    }

    /**
     * In the order of the run.
     *
     * @param state {@code ok}, {@code error}, {@code open}, or empty for all
     * @param from the first position
     */
    List<ItemRow> items(UUID run, String state, int from, int rows) {
        String which = switch (state) {
            case "ok", "error" -> " and i.result = :state";
            case "open" -> " and i.result is null";
            default -> "";
        };
        return jdbi.withHandle(handle -> {
            var query = handle.createQuery(ITEM + " where i.run = :run and i.position >= :from" + which
                            + " order by i.position limit :rows")
                    .bind("run", run)
                    .bind("from", from)
                    .bind("rows", rows);
            if (which.contains(":state")) {
                query.bind("state", state);
            }
            return query.map((row, context) -> item(row)).list();
        });
    }

    /** Everything that ever came of one object of 1C, newest first. */
    List<ItemRow> ofEntity(Kind kind, String originId, int skipped, int rows) {
        return jdbi.withHandle(handle -> handle.createQuery(ITEM + """
                         where i.entity = :entity and lower(i.origin_id) = lower(:origin)
                         order by r.accepted_at desc, i.position desc offset :skipped limit :rows
                        """)
                .bind("entity", kind.word())
                .bind("origin", originId)
                .bind("skipped", skipped)
                .bind("rows", rows)
                .map((row, context) -> item(row))
                .list());
    }

    private static ItemRow item(ResultSet row) throws SQLException {
        return new ItemRow(
                row.getObject("run", UUID.class),
                row.getTimestamp("accepted_at").toInstant(),
                row.getBoolean("dry"),
                row.getInt("position"),
                row.getString("entity"),
                row.getString("origin_id"),
                (Integer) row.getObject("superseded_by"),
                row.getString("result"),
                row.getString("value"),
                row.getString("note"),
                FieldChange.read(row.getString("changes")),
                row.getString("why"));
    }
}
