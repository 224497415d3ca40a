package dev.mosty.admin.search;

import dev.mosty.admin.calls.CallJournal;
import dev.mosty.admin.calls.CallRow;
import dev.mosty.admin.deliveries.Deliveries;
import dev.mosty.admin.deliveries.DeliveryRow;
import dev.mosty.admin.erasure.Carriers;
import dev.mosty.admin.logs.EntryId;
import dev.mosty.contacts.NumberingPlan;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Gathers what all services know of something, each table through an index of its own, at most {@link #MOST} rows of
 * each.
 */
@Singleton
class Story {
    /** Of each table; the newest count. */
    static final int MOST = 200;

    private static final String LOG =
            "select id, at, service, method, url, status, result, request_id from request_log ";

    /** Registrations and payments, whose body names the lead; as the index has them. */
    static final String NAMING = LOG + """
             where strpos(request, '"numberAmo"') > 0
               and substring(request from '"numberAmo" ?: ?"?([0-9]{1,18})') = any (:leads)
             order by at desc limit :most
            """;

    private final Jdbi jdbi;
    private final Deliveries deliveries;
    private final Carriers carriers;
    private final CallJournal calls;

    Story(Jdbi jdbi, Deliveries deliveries, Carriers carriers, CallJournal calls) {
        this.jdbi = jdbi;
        this.deliveries = deliveries;
        this.carriers = carriers;
        this.calls = calls;
    }

    /**
     * @param events oldest first
     * @param more whether a table had more than was read
     * @param gaveUp whether looking for a phone took too long
     */
    record Told(List<Event> events, boolean more, boolean gaveUp) {
        static final Told NOTHING = new Told(List.of(), false, false);
    }

    private record Logged(long id, String requestId, Event event) {}

    Told of(Wanted wanted) {
        Optional<List<String>> carrying = wanted.phone() ? carriers.leads(wanted.text()) : Optional.of(List.of());
        Set<String> leads = new LinkedHashSet<>(carrying.orElse(List.of()));
        wanted.lead().ifPresent(lead -> leads.add(Long.toString(lead)));
        return of(wanted, leads, carrying.isEmpty());
    }

    private Told of(Wanted wanted, Set<String> leads, boolean gaveUp) {
        return jdbi.withHandle(handle -> {
            List<Event> events = new ArrayList<>();
            List<Logged> log = new ArrayList<>(requests(handle, Set.of(wanted.text())));
            wanted.lead().ifPresent(lead -> events.addAll(mocks(handle, lead, leads)));
            if (!leads.isEmpty()) {
                events.addAll(payments(handle, leads));
                log.addAll(naming(handle, leads));
            }
            Set<String> keys = new LinkedHashSet<>(leads);
            keys.add(wanted.text());
            List<CallRow> called =
                    calls.about(wanted.text(), wanted.phone() ? NumberingPlan.digits(wanted.text()) : "", MOST);
            called.forEach(call -> {
                keys.add(call.callid());
                events.add(event(call));
            });
            Exchanged exchanged = Exchanged.of(handle, wanted.text());
            events.addAll(exchanged.events());
            keys.addAll(exchanged.keys());
            events.addAll(states(handle, keys));
            List<DeliveryRow> rows = Stream.concat(
                            deliveries.ofKeys(List.copyOf(keys), MOST).stream(),
                            deliveries.ofRequests(List.of(wanted.text()), MOST).stream())
                    .distinct()
                    .toList();
            Set<String> asked = new LinkedHashSet<>(exchanged.requests());
            rows.stream().map(DeliveryRow::requestId).filter(Objects::nonNull).forEach(asked::add);
            log.addAll(requests(handle, asked));
            log.forEach(entry -> asked.add(entry.requestId()));
            asked.add(wanted.text());
            events.addAll(documents(handle, asked));
            rows.forEach(row -> events.addAll(events(row)));
            Map<Long, Event> entries = new LinkedHashMap<>();
            log.forEach(entry -> entries.put(entry.id(), entry.event()));
            events.addAll(entries.values());
            events.sort(Comparator.comparing(Event::at));
            boolean more = rows.size() >= MOST || log.size() >= MOST || called.size() >= MOST || exchanged.more();
            return new Told(events, more, gaveUp);
        });
    }

    /** The lead that stands for another in a test domain; whichever of the two was asked for, both are meant. */
    private static List<Event> mocks(Handle handle, long lead, Set<String> keys) {
        return handle.select("""
                        select account, lead_id, remote_id, created_at from mock_lead
                         where remote_id = ? or lead_id = ?
                        limit ?
                        """, lead, lead, MOST)
                .map((row, context) -> {
                    keys.add(row.getString("lead_id"));
                    return new Event(
                            at(row, "created_at"),
                            "mock",
                            row.getString("lead_id") + " → " + row.getString("remote_id"),
                            row.getString("account"),
                            "off",
                            "");
                })
                .list();
    }

    private static List<Event> payments(Handle handle, Set<String> keys) {
        return handle.createQuery("""
                        select document, amount, posted, changed_at from payment where lead_id = any (:leads)
                         order by changed_at desc limit :most
                        """)
                .bindArray("leads", Long.class, keys.stream().map(Long::valueOf).toList())
                .bind("most", MOST)
                .map((row, context) -> {
                    boolean posted = row.getBoolean("posted");
                    BigDecimal amount = row.getBigDecimal("amount");
                    return new Event(
                            at(row, "changed_at"),
                            posted ? "payment" : "unposted",
                            amount.toPlainString(),
                            row.getString("document"),
                            posted ? "good" : "off",
                            "");
                })
                .list();
    }

    /** How much of the lead amoCRM has confirmed: never the values, which are not kept there either. */
    private static List<Event> states(Handle handle, Set<String> keys) {
        return handle.createQuery("""
                        select s.key, s.target, s.changed_at,
                               (select count(*) from jsonb_each(s.fields) f where (f.value ->> 'w')::boolean) as written,
                               (select count(*) from jsonb_each(s.fields)) as known
                          from lead_state s where s.key = any (:keys) limit :most
                        """)
                .bindArray("keys", String.class, List.copyOf(keys))
                .bind("most", MOST)
                .map((row, context) -> {
                    long written = row.getLong("written");
                    long known = row.getLong("known");
                    return new Event(
                            at(row, "changed_at"),
                            "state",
                            written + " / " + known,
                            row.getString("target"),
                            written == known ? "good" : "warn",
                            "");
                })
                .list();
    }

    private static List<Event> documents(Handle handle, Set<String> requests) {
        return handle.createQuery("""
                        select state, status, good, started_at, finished_at from document_intent
                         where request_id = any (:requests) order by started_at desc limit :most
                        """)
                .bindArray("requests", String.class, List.copyOf(requests))
                .bind("most", MOST)
                .map((row, context) -> {
                    String state = row.getString("state");
                    return new Event(
                            at(row, row.getTimestamp("finished_at") == null ? "started_at" : "finished_at"),
                            "document-" + state,
                            row.getString("status") == null ? "" : row.getString("status"),
                            "",
                            state.equals("pending") ? "warn" : row.getBoolean("good") ? "good" : "bad",
                            "");
                })
                .list();
    }

    private static List<Logged> requests(Handle handle, Set<String> ids) {
        return ids.isEmpty()
                ? List.of()
                : handle.createQuery(LOG + " where request_id = any (:ids) order by at desc limit :most")
                        .bindArray("ids", String.class, List.copyOf(ids))
                        .bind("most", MOST)
                        .map((row, context) -> logged(row))
                        .list();
    }

    private static List<Logged> naming(Handle handle, Set<String> leads) {
        return handle.createQuery(NAMING)
                .bindArray("leads", String.class, List.copyOf(leads))
                .bind("most", MOST)
                .map((row, context) -> logged(row))
                .list();
    }

    private static Logged logged(ResultSet row) throws SQLException {
        EntryId name = new EntryId(at(row, "at"), row.getLong("id"));
        return new Logged(
                name.id(),
                row.getString("request_id"),
                new Event(
                        name.at(),
                        "request",
                        row.getString("service") + " " + row.getString("method") + " " + row.getString("url"),
                        row.getString("status"),
                        row.getBoolean("result") ? "good" : "bad",
                        "/admin/logs/" + name));
    }

    private static Event event(CallRow call) {
        return new Event(
                call.beganAt(),
                "call-" + call.direction(),
                (call.phone() + " · " + String.join(", ", call.exts())).strip(),
                call.waited() + " · " + call.talked(),
                call.mood(),
                "/admin/calls/" + call.id());
    }

    /** That it was accepted, and how it ended if it has. */
    private static List<Event> events(DeliveryRow row) {
        String link = "/admin/deliveries/" + row.id() + "?key=" + URLEncoder.encode(row.key(), StandardCharsets.UTF_8);
        Event accepted = about(row, row.acceptedAt(), "accepted", "", "off", link);
        String said = row.said() == null ? "" : row.said();
        return row.state().equals("waiting")
                ? List.of(about(row, row.acceptedAt(), "waiting", said, "warn", link))
                : row.at() == null
                        ? List.of(accepted)
                        : List.of(accepted, about(row, row.at(), row.state(), said, row.mood(), link));
    }

    private static Event about(DeliveryRow row, Instant at, String what, String said, String mood, String link) {
        return new Event(at, what, row.kind(), row.channel() + ", № " + row.id(), said, mood, link);
    }

    private static Instant at(ResultSet row, String column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }
}
