package dev.mosty.telephony.call;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the tables {@code call} and {@code call_leg}, under the lock of whoever changes a call. Plain JDBC: every event
 * of the PBX takes this path.
 */
final class CallTable {
    private static final String READ = """
            with latest as (select * from call where %s order by id desc limit 1)
            select latest.*, exists (select from pbx_event e where e.call_id = latest.id and e.hash = ?) as taken,
                   leg.ext as leg_ext, leg.state as leg_state, leg.rang_at as leg_rang_at,
                   leg.answered_at as leg_answered_at, leg.ended_at as leg_ended_at, leg.status as leg_status,
                   leg.result as leg_result
              from latest left join call_leg leg on leg.call_id = latest.id
             order by leg.ext
            """;

    private static final String OF_PBX =
            READ.formatted("pbx_call_id = ? and pbx_call_id <> '' and direction = ? and phone = ?");
    private static final String OF_SENDER = READ.formatted("callid = ?");
    private static final String OF_ID = READ.formatted("id = ?");

    private CallTable() {}

    /**
     * A call and its row.
     *
     * @param taken whether the event in question was told of it before
     */
    record Stored(long id, PhoneCall call, Optional<Long> contact, boolean taken) {}

    /** Nobody else changes calls of these names before this transaction ends; in one order for all, against deadlocks. */
    static void lock(Handle tx, Collection<CallName> names) {
        tx.createQuery("""
                        select count(pg_advisory_xact_lock(hash)) from (
                            select distinct hashtextextended(name, 0) as hash from unnest(:names) as name order by hash) each
                        """)
                .bindArray(
                        "names",
                        String.class,
                        names.stream().map(CallTable::lockOf).toList())
                .mapTo(Long.class)
                .one();
    }

    /** The latest call that the event may be about; under the {@link #lock} of its name, so that it stays the latest. */
    static Optional<Stored> latest(Handle tx, CallEvent event) {
        return switch (event.name()) {
            case CallName.OfPbx(String callId) ->
                read(tx, OF_PBX, callId, event.direction().word(), event.phone(), event.hash());
            case CallName.OfSender(String callid) -> read(tx, OF_SENDER, callid, event.hash());
        };
    }

    static Optional<Stored> byId(Handle tx, long id) {
        return read(tx, OF_ID, id, new byte[0]);
    }

    /** For those who would rather come back later than wait for the lock. */
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

    private static Optional<Stored> read(Handle tx, String sql, Object... values) {
        Connection connection = tx.getConnection();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                return stored(rows);
            }
        } catch (SQLException e) {
            throw new UnableToExecuteStatementException(e, null);
        }
    }

    private static Optional<Stored> stored(ResultSet row) throws SQLException {
        if (!row.next()) {
            return Optional.empty();
        }
        long id = row.getLong("id");
        long contact = row.getLong("contact_id");
        boolean taken = row.getBoolean("taken");
        PhoneCall bare = call(row);
        List<Leg> legs = new ArrayList<>();
        do {
            if (row.getString("leg_ext") != null) {
                legs.add(leg(row));
            }
        } while (row.next());
        return Optional.of(
                new Stored(id, bare.with(legs), contact == 0 ? Optional.empty() : Optional.of(contact), taken));
    }

    private static PhoneCall call(ResultSet row) throws SQLException {
        String pbxName = row.getString("pbx_call_id");
        String callid = row.getString("callid");
        var span = new PhoneCall.Span(
                row.getTimestamp("began_at").toInstant(), time(row, "answered_at"), time(row, "ended_at"));
        return new PhoneCall(
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
}
