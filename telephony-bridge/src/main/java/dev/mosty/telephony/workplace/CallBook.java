package dev.mosty.telephony.workplace;

import dev.mosty.contacts.AddressBook;
import dev.mosty.contacts.Contact;
import dev.mosty.contacts.Matches;
import dev.mosty.contacts.NumberingPlan;
import dev.mosty.settings.TelephonySettings;
import dev.mosty.settings.TelephonySettings.Shown;
import dev.mosty.telephony.call.CurrentSettings;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Reads what a workplace shows: the day's calls, the windows that are open now, and whose number one is. */
@Singleton
final class CallBook {
    private static final int JOURNAL = 200;
    private static final int LAST = 5;
    private static final int CHOICE = 5;

    private static final String ROWS = """
            select c.callid, c.direction, c.phone, c.line, c.began_at, c.record_link, c.documented_at,
                   l.ext, l.state, l.answered_at, l.ended_at, l.result, k.name
              from call_leg l join call c on c.id = l.call_id left join contact k on k.id = c.contact_id
            """;

    private final Jdbi jdbi;
    private final AddressBook book;
    private final NumberingPlan plan;
    private final CurrentSettings settings;
    private final Clock clock;
    private final ZoneId zone;

    CallBook(
            Jdbi jdbi,
            AddressBook book,
            NumberingPlan plan,
            CurrentSettings settings,
            Clock clock,
            WorkplaceConfig config) {
        this.jdbi = jdbi;
        this.book = book;
        this.plan = plan;
        this.settings = settings;
        this.clock = clock;
        this.zone = config.zone();
    }

    /** The calls of today at these extensions, the newest first. */
    List<CallRow> today(Collection<String> extensions) {
        Instant midnight =
                LocalDate.ofInstant(clock.instant(), zone).atStartOfDay(zone).toInstant();
        return read(
                ROWS + """
                 where l.ext = any(:exts) and c.began_at >= :since
                 order by c.began_at desc, c.id desc, l.ext limit :most
                """, extensions, query -> query.bind("since", midnight).bind("most", JOURNAL));
    }

    /** Where a window was opened and the call still goes on. */
    List<Window> open(Collection<String> extensions) {
        return read(ROWS + """
                 where l.ext = any(:exts) and l.state < 3 and c.state < 3
                   and exists (select from workplace_event e
                                where e.call_id = c.id and e.ext = l.ext and e.kind = 'open')
                 order by c.id desc limit :most
                """, extensions, query -> query.bind("most", CHOICE)).stream()
                .map(call -> window(call, extensions))
                .toList();
    }

    /** A call at one of these extensions, and whose number it may be. */
    Optional<Window> window(String callid, String ext, Collection<String> extensions) {
        return call(callid, ext, extensions).map(call -> window(call, extensions));
    }

    /** What PostgreSQL cannot store is nobody's call. */
    Optional<CallRow> call(String callid, String ext, Collection<String> extensions) {
        if ((callid + ext).indexOf('\0') >= 0) {
            return Optional.empty();
        }
        return read(
                        ROWS + " where l.ext = any(:exts) and l.ext = :ext and c.callid = :callid",
                        extensions,
                        query -> query.bind("ext", ext).bind("callid", callid))
                .stream()
                .findFirst();
    }

    boolean notices() {
        return jdbi.withHandle(settings::now).notices();
    }

    private Window window(CallRow call, Collection<String> extensions) {
        Matches found = book.search(call.phone(), jdbi.withHandle(settings::now).digits(), CHOICE);
        return new Window(
                call,
                found.contacts().stream()
                        .map(contact -> new Window.Known(contact.card(), last(contact, call, extensions)))
                        .toList(),
                found.more());
    }

    /** The own calls with them before this one; those of other employees are nobody's business here. */
    private List<CallRow> last(Contact contact, CallRow but, Collection<String> extensions) {
        return read(
                ROWS + """
                 where l.ext = any(:exts) and c.contact_id = :contact and c.callid <> :but
                 order by c.id desc limit :most
                """,
                extensions,
                query -> query.bind("contact", contact.id())
                        .bind("but", but.callid())
                        .bind("most", LAST));
    }

    private interface Rest {
        Query bind(Query query);
    }

    private List<CallRow> read(String sql, Collection<String> extensions, Rest rest) {
        Instant now = clock.instant();
        return jdbi.withHandle(handle -> {
            TelephonySettings chosen = settings.now(handle);
            return rest.bind(query(handle, sql, extensions))
                    .map((row, context) -> row(row, chosen.documentShow(), now))
                    .list();
        });
    }

    private static Query query(Handle handle, String sql, Collection<String> extensions) {
        return handle.createQuery(sql).bindArray("exts", String.class, extensions);
    }

    private CallRow row(ResultSet row, Shown shown, Instant now) throws SQLException {
        boolean incoming = row.getString("direction").equals("in");
        String phone = row.getString("phone");
        return new CallRow(
                row.getString("callid"),
                row.getString("ext"),
                incoming,
                phone,
                CallRow.shown(plan, phone),
                row.getString("line"),
                text(row.getString("name")),
                switch (row.getInt("state")) {
                    case 1 -> "ringing";
                    case 2 -> "talking";
                    default -> "over";
                },
                text(row.getString("result")),
                row.getTimestamp("began_at").toInstant(),
                time(row.getTimestamp("answered_at")),
                time(row.getTimestamp("ended_at")),
                text(row.getString("record_link")),
                row.getTimestamp("documented_at") != null
                        && (shown == Shown.BOTH || shown == (incoming ? Shown.IN : Shown.OUT)),
                now,
                zone);
    }

    private static @Nullable Instant time(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
