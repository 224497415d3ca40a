package dev.mosty.telephony.call;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** The tables {@code call} and {@code call_leg}. */
final class CallTable {
    private CallTable() {}

    /**
     * A call and its row.
     *
     * @param taken whether the event in question was told of it before
     */
    record Stored(long id, PhoneCall call, Optional<Long> contact, boolean taken) {}

    /** Whoever changes a call holds this until its commit; of two replicas one waits. */
    static void lock(Handle tx, CallName name) {
        tx.execute("select pg_advisory_xact_lock(hashtextextended(?, 0))", lockOf(name));
    }

    /** The same for those who would rather come back later than wait. */
    static boolean tryLock(Handle tx, CallName name) {
        return tx.select("select pg_try_advisory_xact_lock(hashtextextended(?, 0))", lockOf(name))
                .mapTo(Boolean.class)
                .one();
    }

    private static String lockOf(CallName name) {
        return switch (name) {
            case CallName.OfPbx(String callId) -> "call/pbx/" + callId;
            case CallName.OfSender(String callid) -> "call/" + callid;
        };
    }

    /** The latest call that the event may be about. */
    static Optional<Stored> latest(Handle tx, CallEvent event) {
        return switch (event.name()) {
            case CallName.OfPbx(String callId) ->
                read(
                        tx.createQuery(query("""
                                        pbx_call_id = :name and pbx_call_id <> ''
                                        and direction = :direction and phone = :phone"""))
                                .bind("name", callId)
                                .bind("direction", event.direction().word())
                                .bind("phone", event.phone()),
                        event.hash());
            case CallName.OfSender(String callid) ->
                read(tx.createQuery(query("callid = :name")).bind("name", callid), event.hash());
        };
    }

    static Optional<Stored> byId(Handle tx, long id) {
        return read(tx.createQuery(query("id = :id")).bind("id", id), new byte[0]);
    }

    private static String query(String condition) {
        return """
                with latest as (select * from call where %s order by id desc limit 1)
                select latest.*, exists (select from pbx_event e where e.call_id = latest.id and e.hash = :hash) as taken,
                       leg.ext as leg_ext, leg.state as leg_state, leg.rang_at as leg_rang_at,
                       leg.answered_at as leg_answered_at, leg.ended_at as leg_ended_at, leg.status as leg_status,
                       leg.result as leg_result
                  from latest left join call_leg leg on leg.call_id = latest.id
                 order by leg.ext
                """.formatted(condition);
    }

    private static Optional<Stored> read(org.jdbi.v3.core.statement.Query query, byte[] hash) {
        List<Leg> legs = new ArrayList<>();
        List<Stored> rows = query.bind("hash", hash)
                .map((row, context) -> {
                    if (row.getString("leg_ext") != null) {
                        legs.add(leg(row));
                    }
                    return stored(row);
                })
                .list();
        return rows.stream().findFirst().map(found -> {
            PhoneCall whole = found.call();
            for (Leg leg : legs) {
                whole = whole.with(leg);
            }
            return new Stored(found.id(), whole, found.contact(), found.taken());
        });
    }

    private static Stored stored(ResultSet row) throws SQLException {
        String pbxName = row.getString("pbx_call_id");
        String callid = row.getString("callid");
        var span = new PhoneCall.Span(
                row.getTimestamp("began_at").toInstant(), time(row, "answered_at"), time(row, "ended_at"));
        var call = new PhoneCall(
                callid,
                pbxName.isEmpty() ? new CallName.OfSender(callid) : new CallName.OfPbx(pbxName),
                Direction.valueOf(row.getString("direction").toUpperCase(Locale.ROOT)),
                row.getString("phone"),
                row.getString("line"),
                span,
                State.of(row.getInt("state")),
                row.getString("status"),
                result(row.getString("result")),
                row.getString("record_link"),
                row.getString("flag"),
                row.getString("talker"),
                time(row, "closed_at"),
                List.of());
        long contact = row.getLong("contact_id");
        return new Stored(
                row.getLong("id"),
                call,
                contact == 0 ? Optional.empty() : Optional.of(contact),
                row.getBoolean("taken"));
    }

    private static Leg leg(ResultSet row) throws SQLException {
        return new Leg(
                row.getString("leg_ext"),
                State.of(row.getInt("leg_state")),
                time(row, "leg_rang_at"),
                time(row, "leg_answered_at"),
                time(row, "leg_ended_at"),
                row.getString("leg_status"),
                result(row.getString("leg_result")));
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    private static Leg.@Nullable Result result(@Nullable String word) {
        return word == null ? null : Leg.Result.valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** The new row's id; empty if another call has that {@code callid}. */
    static Optional<Long> insert(Handle tx, PhoneCall call, Optional<Long> contact, Instant now) {
        return bound(tx.createQuery("""
                        insert into call (callid, pbx_call_id, direction, phone, line, began_at, answered_at, ended_at, state,
                                          status, result, record_link, flag, talker, changed_at, closed_at, contact_id)
                        values (:callid, :pbx, :direction, :phone, :line, :began, :answered, :ended, :state,
                                :status, :result, :link, :flag, :talker, :now, :closed, :contact)
                        on conflict (callid) do nothing returning id
                        """), call, now)
                .bind("callid", call.callid())
                .bind("pbx", call.name() instanceof CallName.OfPbx(String id) ? id : "")
                .bind("direction", call.direction().word())
                .bind("phone", call.phone())
                .bind("line", call.line())
                .bind("contact", contact.orElse(null))
                .mapTo(Long.class)
                .findOne();
    }

    /** @param closedBy who says that it is over, where it is */
    static void update(Handle tx, long id, PhoneCall call, String closedBy, boolean documented, Instant now) {
        bound(tx.createUpdate("""
                        update call set began_at = :began, answered_at = :answered, ended_at = :ended, state = :state,
                                        status = :status, result = :result, record_link = :link, flag = :flag,
                                        talker = :talker, changed_at = :now, closed_at = :closed,
                                        closed_by = case when :state = 3 then coalesce(closed_by, :closedBy) end,
                                        documented_at = case when :documented then :now else documented_at end
                         where id = :id
                        """), call, now)
                .bind("closedBy", closedBy)
                .bind("documented", documented)
                .bind("id", id)
                .execute();
    }

    private static <S extends SqlStatement<S>> S bound(S statement, PhoneCall call, Instant now) {
        return statement
                .bind("began", call.span().beganAt())
                .bind("answered", call.span().answeredAt())
                .bind("ended", call.span().endedAt())
                .bind("state", call.state().rank())
                .bind("status", call.status())
                .bind("result", call.result() == null ? null : call.result().word())
                .bind("link", call.link())
                .bind("flag", call.flag())
                .bind("talker", call.talker())
                .bind("closed", call.closedAt())
                .bind("now", now);
    }

    static void write(Handle tx, long id, List<Leg> legs) {
        if (legs.isEmpty()) {
            return;
        }
        var batch = tx.prepareBatch("""
                insert into call_leg (call_id, ext, state, rang_at, answered_at, ended_at, status, result)
                values (:id, :ext, :state, :rang, :answered, :ended, :status, :result)
                on conflict (call_id, ext) do update set state = excluded.state, rang_at = excluded.rang_at,
                    answered_at = excluded.answered_at, ended_at = excluded.ended_at, status = excluded.status,
                    result = excluded.result
                """);
        for (Leg leg : legs) {
            batch.bind("id", id)
                    .bind("ext", leg.ext())
                    .bind("state", leg.state().rank())
                    .bind("rang", leg.rangAt())
                    .bind("answered", leg.answeredAt())
                    .bind("ended", leg.endedAt())
                    .bind("status", leg.status())
                    .bind("result", leg.result() == null ? null : leg.result().word())
                    .add();
        }
        batch.execute();
    }
}
