package dev.mosty.admin.alerts;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** {@code alert_open} and {@code alert}: what was told, and what is still to tell. */
@Singleton
class AlertLog {
    /** Older news is not worth sending: a problem that holds is told of anew by then. */
    private static final Duration WORTH_TELLING = Notice.AGAIN_AFTER;

    private static final int AT_ONCE = 30;
    private static final int SHOWN = 30;
    private static final Duration KEEP = Duration.ofDays(90);

    private final Jdbi jdbi;

    AlertLog(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** The ways to tell, as the columns are called. */
    enum Way {
        MAIL,
        TELEGRAM;

        private String at() {
            return key() + "_at";
        }

        private String fault() {
            return key() + "_fault";
        }

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Something to tell, or told. */
    record Row(
            long id,
            Instant at,
            Notice.Kind kind,
            Problem problem,
            @Nullable Instant mailAt,
            @Nullable String mailFault,
            @Nullable Instant telegramAt,
            @Nullable String telegramFault) {}

    /** Notes what holds now; what there is to tell of it waits in {@code alert}. */
    void note(List<Problem> found, Instant now) {
        jdbi.useTransaction(tx -> {
            for (Notice notice : Notice.of(open(tx), found, now)) {
                String key = notice.problem().key();
                switch (notice.kind()) {
                    case RAISED ->
                        tx.execute(
                                "insert into alert_open (problem, since, seen_at, told_at) values (?, ?, ?, ?)",
                                key,
                                now,
                                now,
                                now);
                    case AGAIN -> tx.execute("update alert_open set told_at = ? where problem = ?", now, key);
                    case OVER -> tx.execute("delete from alert_open where problem = ?", key);
                }
                tx.execute(
                        "insert into alert (at, problem, kind, value) values (?, ?, ?, ?)",
                        now,
                        key,
                        notice.kind().key(),
                        notice.problem().value());
            }
            tx.createUpdate("update alert_open set seen_at = :now where problem = any (:keys)")
                    .bind("now", now)
                    .bindArray(
                            "keys",
                            String.class,
                            found.stream().map(Problem::key).toList())
                    .execute();
            tx.execute("delete from alert where at < ?", now.minus(KEEP));
        });
    }

    private static Map<String, Notice.Open> open(Handle tx) {
        Map<String, Notice.Open> open = new HashMap<>();
        tx.select("select problem, seen_at, told_at from alert_open for update")
                .map((row, context) -> Map.entry(
                        row.getString("problem"),
                        new Notice.Open(
                                row.getTimestamp("seen_at").toInstant(),
                                row.getTimestamp("told_at").toInstant())))
                .forEach(entry -> open.put(entry.getKey(), entry.getValue()));
        return open;
    }

    List<Row> untold(Way way, Instant now) {
        return jdbi.withHandle(handle -> handle.select(
                        "select * from alert where " + way.at() + " is null and at > ? order by id limit ?",
                        now.minus(WORTH_TELLING),
                        AT_ONCE)
                .map((row, context) -> row(row))
                .list());
    }

    /** @param fault empty if it arrived */
    void told(Way way, List<Row> rows, Optional<String> fault, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "update alert set " + way.at() + " = :at, " + way.fault() + " = :fault where id = any (:ids)")
                .bind("at", fault.isEmpty() ? now : null)
                .bind("fault", fault.orElse(null))
                .bindArray("ids", Long.class, rows.stream().map(Row::id).toList())
                .execute());
    }

    /** The newest first. */
    List<Row> newest() {
        return jdbi.withHandle(handle -> handle.select("select * from alert order by id desc limit ?", SHOWN)
                .map((row, context) -> row(row))
                .list());
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getLong("id"),
                row.getTimestamp("at").toInstant(),
                Notice.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                Problem.of(row.getString("problem"), row.getString("value")),
                at(row, "mail_at"),
                row.getString("mail_fault"),
                at(row, "telegram_at"),
                row.getString("telegram_fault"));
    }

    private static @Nullable Instant at(ResultSet row, String column) throws SQLException {
        Timestamp timestamp = row.getTimestamp(column);
        return timestamp == null ? null : timestamp.toInstant();
    }
}
