package dev.mosty.admin.search;

import dev.mosty.admin.bitrix.Kind;
import dev.mosty.admin.shell.Query;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What bitrix-sync knows of an object of 1C, whatever it is.
 *
 * @param keys its lanes in the queue, those of comparisons too
 * @param requests that brought it
 * @param more whether there were more runs than are read
 */
record Exchanged(List<Event> events, Set<String> keys, Set<String> requests, boolean more) {
    private static final Pattern CARD = Pattern.compile(".*/crm/([a-z]{4,10})/details/([0-9]{1,18})(?:[/?#].*)?");
    private static final String[] KINDS =
            Arrays.stream(Kind.values()).map(Kind::word).toArray(String[]::new);

    /** @param wanted its GUID, or the address of its card at the portal */
    static Exchanged of(Handle handle, String wanted) {
        String guid = carded(handle, wanted).orElse(wanted);
        List<Item> items = items(handle, guid);
        List<Event> events = new ArrayList<>();
        Set<String> keys = new LinkedHashSet<>();
        Set<String> requests = new LinkedHashSet<>();
        for (Kind kind : Kind.values()) {
            keys.add(kind.key(guid));
        }
        events.addAll(links(handle, keys));
        for (Item item : items) {
            events.addAll(item.events());
            Kind.of(item.entity())
                    .filter(kind -> item.dry())
                    .ifPresent(kind -> keys.add("dry/" + item.run() + "/" + kind.key(guid)));
            if (item.requestId() != null) {
                requests.add(item.requestId());
            }
        }
        return new Exchanged(events, keys, requests, items.size() >= Story.MOST);
    }

    /** One object in one run. */
    private record Item(
            UUID run,
            Instant acceptedAt,
            @Nullable Instant finishedAt,
            boolean dry,
            @Nullable String requestId,
            String entity,
            String originId,
            @Nullable String result,
            @Nullable String value) {

        List<Event> events() {
            String link = "/admin/bitrix/runs/" + run;
            String title = entity + " " + originId;
            Event came = new Event(acceptedAt, dry ? "compared" : "sent", title, "", "off", link);
            if (result == null) {
                return List.of(came, new Event(acceptedAt, "open", title, "", "warn", link));
            }
            Instant at = finishedAt == null ? acceptedAt : finishedAt;
            boolean good = result.equals("ok");
            return List.of(
                    came,
                    new Event(
                            at,
                            good ? "taken" : "failed",
                            title,
                            value == null ? "" : value,
                            good ? "good" : "bad",
                            link));
        }
    }

    private static Optional<String> carded(Handle handle, String wanted) {
        Matcher card = CARD.matcher(wanted);
        return card.matches()
                ? handle.select(
                                "select origin_id from bitrix_link where entity = ? and portal_id = ? limit 1",
                                card.group(1),
                                Long.valueOf(card.group(2)))
                        .mapTo(String.class)
                        .findOne()
                : Optional.empty();
    }

    private static List<Item> items(Handle handle, String guid) {
        return handle.createQuery("""
                        select i.run, r.accepted_at, i.finished_at, r.dry, r.request_id, i.entity, i.origin_id, i.result,
                               i.value
                          from bitrix_run_item i join bitrix_run r on r.id = i.run
                         where i.entity = any (:kinds) and lower(i.origin_id) = lower(:guid)
                         order by r.accepted_at desc limit :most
                        """)
                .bindArray("kinds", String.class, (Object[]) KINDS)
                .bind("guid", guid)
                .bind("most", Story.MOST)
                .map((row, context) -> new Item(
                        row.getObject("run", UUID.class),
                        row.getTimestamp("accepted_at").toInstant(),
                        finished(row),
                        row.getBoolean("dry"),
                        row.getString("request_id"),
                        row.getString("entity"),
                        row.getString("origin_id"),
                        row.getString("result"),
                        row.getString("value")))
                .list();
    }

    private static @Nullable Instant finished(ResultSet row) throws SQLException {
        var at = row.getTimestamp("finished_at");
        return at == null ? null : at.toInstant();
    }

    private static List<Event> links(Handle handle, Set<String> keys) {
        return handle.createQuery("""
                        select entity, origin_id, portal_id, array_to_string(conflict, ', ') as several, changed_at
                          from bitrix_link where key = any (:keys)
                        """)
                .bindArray("keys", String.class, List.copyOf(keys))
                .map((row, context) -> {
                    String several = row.getString("several");
                    String id = row.getString("portal_id");
                    String entity = row.getString("entity");
                    String page =
                            "/admin/bitrix/entity?" + Query.of("entity", entity, "origin", row.getString("origin_id"));
                    Instant at = row.getTimestamp("changed_at").toInstant();
                    return several == null
                            ? new Event(
                                    at, id == null ? "unlinked" : "linked", entity, id == null ? "" : id, "off", page)
                            : new Event(at, "several", entity, several, "bad", page);
                })
                .list();
    }
}
