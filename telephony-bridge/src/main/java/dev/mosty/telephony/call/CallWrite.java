package dev.mosty.telephony.call;

import dev.mosty.telephony.call.Calls.Origin;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one step of a call writes, in one statement: the event, the call, its legs, what screens are told, and
 * which call by click it was. Plain JDBC: every event of the PBX takes this path.
 *
 * @param told the event; empty for the sweeper
 * @param legs those that changed
 * @param newLeg an extension that came into the call with this step, which a click may have asked for; empty for none
 * @param closedBy who says that the call is over, where it is
 */
record CallWrite(
        Optional<Told> told,
        PhoneCall call,
        Optional<Long> contact,
        List<Leg> legs,
        List<ScreenRow> screens,
        Optional<String> newLeg,
        boolean documented,
        String closedBy,
        Instant now) {
    /** A click waits so long for its call. */
    private static final Duration CLICK = Duration.ofMinutes(15);

    private static final String INSERT = """
            with step as (
                insert into call (began_at, answered_at, ended_at, state, status, result, record_link, flag, talker,
                                  changed_at, closed_at, closed_by, documented_at, callid, pbx_call_id, direction, phone,
                                  line, contact_id)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (callid) do nothing returning id),
            """;

    private static final String UPDATE = """
            with step as (
                update call set began_at = ?, answered_at = ?, ended_at = ?, state = ?, status = ?, result = ?,
                                record_link = ?, flag = ?, talker = ?, changed_at = ?, closed_at = ?,
                                closed_by = coalesce(closed_by, ?), documented_at = coalesce(documented_at, ?)
                 where id = ? returning id),
            """;

    private static final String REST = """
            event as (
                insert into pbx_event (call_id, hash, source, request_id, raw)
                select step.id, t.* from step, (values (?::bytea, ?, ?, ?)) as t (hash, source, request_id, raw)
                 where t.hash is not null
                on conflict do nothing),
            legs as (
                insert into call_leg (call_id, ext, state, rang_at, answered_at, ended_at, status, result)
                select step.id, leg.* from step, unnest(?::text[], ?::int[], ?::timestamptz[], ?::timestamptz[],
                                                        ?::timestamptz[], ?::text[], ?::text[]) as leg
                on conflict (call_id, ext) do update set state = excluded.state, rang_at = excluded.rang_at,
                    answered_at = excluded.answered_at, ended_at = excluded.ended_at, status = excluded.status,
                    result = excluded.result),
            click as (
                update made_call set call_id = step.id from step
                 where made_call.id = (
                       select id from made_call
                        where ext = ? and call_id is null and outcome <> 'refused' and at > ?
                          and right(digits, 10) = right(?, 10)
                        order by at limit 1)),
            screens as (
                insert into workplace_event (ext, kind, call_id, body)
                select row.ext, row.kind, step.id, row.body::jsonb
                  from step, unnest(?::text[], ?::text[], ?::text[]) with ordinality as row (ext, kind, body, position)
                 where row.kind <> 'close' or exists (
                       select from workplace_event open
                        where open.call_id = step.id and open.ext = row.ext and open.kind = 'open')
                 order by row.position
                on conflict (call_id, ext) where kind = 'open' do nothing)
            select id from step
            """;

    /** The event that makes the step. */
    record Told(CallEvent event, Origin origin) {}

    /** The new call's id; empty if another call has that {@code callid}, and then nothing was written. */
    Optional<Long> insert(Handle tx) {
        return run(tx, INSERT + REST, values -> {
            values.add(call.callid());
            values.add(call.name() instanceof CallName.OfPbx(String id) ? id : "");
            values.add(call.direction().word());
            values.add(call.phone());
            values.add(call.line());
            values.add(contact.orElse(null));
        });
    }

    void update(Handle tx, long id) {
        run(tx, UPDATE + REST, values -> values.add(id));
    }

    private interface Own {
        void add(Values values) throws SQLException;
    }

    private Optional<Long> run(Handle tx, String sql, Own own) {
        Connection connection = tx.getConnection();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            var values = new Values(connection, statement);
            call(values);
            own.add(values);
            event(values);
            legs(values);
            values.add(newLeg.orElse(null));
            values.add(Timestamp.from(now.minus(CLICK)));
            values.add(call.phone().replaceAll("[^0-9]", ""));
            values.texts(screens, ScreenRow::ext);
            values.texts(screens, row -> row.kind().name().toLowerCase(Locale.ROOT));
            values.texts(screens, ScreenRow::json);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new UnableToExecuteStatementException(e, null);
        }
    }

    private void call(Values values) throws SQLException {
        values.add(time(call.span().beganAt()));
        values.add(time(call.span().answeredAt()));
        values.add(time(call.span().endedAt()));
        values.add(call.state().rank());
        values.add(call.status());
        values.add(word(call.result()));
        values.add(call.link());
        values.add(call.flag());
        values.add(call.talker());
        values.add(time(now));
        values.add(time(call.closedAt()));
        values.add(call.over() ? closedBy : null);
        values.add(documented ? time(now) : null);
    }

    private void event(Values values) throws SQLException {
        values.add(told.map(step -> step.event().hash()).orElse(null));
        values.add(told.map(step -> step.origin().source().word()).orElse(null));
        values.add(told.map(step -> step.origin().requestId()).orElse(null));
        values.add(told.map(step -> step.origin().raw()).orElse(null));
    }

    private void legs(Values values) throws SQLException {
        values.texts(legs, Leg::ext);
        values.array("int4", legs, leg -> leg.state().rank());
        values.array("timestamptz", legs, leg -> time(leg.rangAt()));
        values.array("timestamptz", legs, leg -> time(leg.answeredAt()));
        values.array("timestamptz", legs, leg -> time(leg.endedAt()));
        values.texts(legs, Leg::status);
        values.texts(legs, leg -> word(leg.result()));
    }

    private static @Nullable String word(Leg.@Nullable Result result) {
        return result == null ? null : result.word();
    }

    private static @Nullable Timestamp time(@Nullable Instant at) {
        return at == null ? null : Timestamp.from(at);
    }

    /** Parameters in their order. */
    private static final class Values {
        private final Connection connection;
        private final PreparedStatement statement;
        private int position;

        Values(Connection connection, PreparedStatement statement) {
            this.connection = connection;
            this.statement = statement;
        }

        void add(@Nullable Object value) throws SQLException {
            position++;
            statement.setObject(position, value);
        }

        <T> void texts(List<T> rows, Function<T, @Nullable String> value) throws SQLException {
            array("text", rows, value);
        }

        <T> void array(String type, List<T> rows, Function<T, ? extends @Nullable Object> value) throws SQLException {
            Object[] column = new Object[rows.size()];
            for (int i = 0; i < column.length; i++) {
                column[i] = value.apply(rows.get(i));
            }
            Array array = connection.createArrayOf(type, column);
            add(array);
        }
    }
}
