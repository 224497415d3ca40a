package dev.mosty.admin.calls;

import dev.mosty.admin.AdminConfig;
import dev.mosty.admin.logs.EntryId;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** Reads the table {@code call} from a place on, newest first. */
@Singleton
public class CallJournal {
    private static final String ROW = """
            select c.*, person.name as contact,
                array(select l.ext from call_leg l where l.call_id = c.id order by l.rang_at nulls last, l.ext) as exts
            from call c left join contact person on person.id = c.contact_id
            """;

    /** Whom they called back, or who got through later: whole numbers by their last ten digits, others as they are. */
    private static final String FORGOTTEN = """
             and c.direction = 'in' and c.state = 3 and c.answered_at is null and c.digits <> '' and not exists (
                select from call later
                where reverse(later.digits) ~>=~ reverse(right(c.digits, 10))
                  and reverse(later.digits)
                      ~<~ (reverse(right(c.digits, 10)) || case when length(c.digits) < 10 then '!' else ':' end)
                  and later.began_at > c.began_at and (later.direction = 'out' or later.answered_at is not null))
            """;

    private final Jdbi jdbi;
    private final ZoneId zone;

    CallJournal(Jdbi jdbi, AdminConfig config) {
        this.jdbi = jdbi;
        this.zone = config.zone();
    }

    /** @param before the last call of the page before; null begins with the newest */
    List<CallRow> page(CallFilter filter, @Nullable EntryId before, int rows) {
        return jdbi.withHandle(handle -> {
            Query query = bind(
                    handle.createQuery(ROW + where(filter)
                            + (before == null ? "" : " and (c.began_at, c.id) < (:at, :id)")
                            + " order by c.began_at desc, c.id desc limit :rows"),
                    filter,
                    zone);
            if (before != null) {
                query.bind("at", before.at()).bind("id", before.id());
            }
            return query.bind("rows", rows).map((row, context) -> row(row)).list();
        });
    }

    boolean any() {
        return jdbi.withHandle(handle -> handle.select("select exists (select from call)")
                .mapTo(Boolean.class)
                .one());
    }

    Optional<CallRow> one(long id) {
        return jdbi.withHandle(handle -> handle.select(ROW + " where c.id = ?", id)
                .map((row, context) -> row(row))
                .findOne());
    }

    /** @param callid of a call; or the last digits of its number, of which there must be ten to mean somebody */
    public List<CallRow> about(String callid, String digits, int most) {
        String ending = digits.length() < 10 ? "" : digits.substring(digits.length() - 10);
        return jdbi.withHandle(handle -> handle.createQuery(ROW + """
                        where c.callid = :callid
                           or (:ending <> '' and reverse(c.digits) ~>=~ :ending and reverse(c.digits) ~<~ (:ending || ':'))
                        order by c.began_at desc, c.id desc limit :most
                        """)
                .bind("callid", callid)
                .bind("ending", new StringBuilder(ending).reverse().toString())
                .bind("most", most)
                .map((row, context) -> row(row))
                .list());
    }

    static String where(CallFilter filter) {
        return " where c.began_at >= :since and c.began_at < :until"
                + (filter.direction().isEmpty() ? "" : " and c.direction = :direction")
                + (filter.ext().isEmpty() ? "" : " and c.id in (select call_id from call_leg where ext = :ext)")
                + (filter.phone().isEmpty()
                        ? ""
                        : " and reverse(c.digits) ~>=~ :ending and reverse(c.digits) ~<~ (:ending || ':')")
                + switch (filter.state()) {
                    case "answered" -> " and c.state = 3 and c.answered_at is not null";
                    case "missed" -> " and c.state = 3 and c.answered_at is null";
                    case "forgotten" -> FORGOTTEN;
                    case "open" -> " and c.state < 3";
                    default -> "";
                };
    }

    static <S extends SqlStatement<S>> S bind(S statement, CallFilter filter, ZoneId zone) {
        statement
                .bind("since", filter.days().since(zone))
                .bind("until", filter.days().until(zone));
        if (!filter.direction().isEmpty()) {
            statement.bind("direction", filter.direction());
        }
        if (!filter.ext().isEmpty()) {
            statement.bind("ext", filter.ext());
        }
        if (!filter.phone().isEmpty()) {
            statement.bind(
                    "ending", new StringBuilder(filter.digits()).reverse().toString());
        }
        return statement;
    }

    private static CallRow row(ResultSet row) throws SQLException {
        long contact = row.getLong("contact_id");
        return new CallRow(
                row.getLong("id"),
                row.getString("callid"),
                row.getString("direction"),
                row.getString("phone"),
                row.getString("line"),
                row.getTimestamp("began_at").toInstant(),
                instant(row, "answered_at"),
                instant(row, "ended_at"),
                row.getInt("state"),
                row.getString("status"),
                row.getString("result"),
                row.getString("record_link"),
                row.getString("flag"),
                row.getString("talker"),
                contact == 0 ? null : contact,
                row.getString("contact"),
                List.of((String[]) row.getArray("exts").getArray()));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
