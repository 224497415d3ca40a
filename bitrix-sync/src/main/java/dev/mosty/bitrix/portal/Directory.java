package dev.mosty.bitrix.portal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.mosty.delivery.Courier;
import dev.mosty.delivery.Courier.LeaseLost;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Who works at the portal and which currencies it has, so that people choose from a list what 1C's words mean. Read
 * only while there is something to map, at most once an hour, or when a person asks; nothing else depends on it, so a
 * webhook without the right to read users costs a list and not the exchange.
 */
final class Directory {
    private static final int PAGE = 50;
    private static final int MOST_PAGES = 40;
    private static final int LONGEST = 255;

    /** What is unmapped after an hour may be somebody who was hired since; an absent portal is asked sooner. */
    private static final String DUE = """
            select d.wanted_at > coalesce(d.read_at, '-infinity')
                or d.portal is distinct from ?
                or d.read_at < now() - case when 'away' in (d.no_users, d.no_currencies)
                                            then interval '5 minutes' else interval '1 hour' end
              from bitrix_directory d
             where d.wanted_at > coalesce(d.read_at, '-infinity')
                or exists (select from bitrix_user where portal_id is null)
                or exists (select from bitrix_currency where code is null)
            """;

    private final Jdbi jdbi;

    Directory(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * @param rows by their id, in the portal's order
     * @param missing why there are no more, {@code denied} or {@code away}; null if these are all
     */
    private record Read(
            Map<String, JsonNode> rows, @Nullable String missing) {}

    void keep(PortalApi api, Courier courier) throws LeaseLost {
        var due = jdbi.withHandle(
                handle -> handle.select(DUE, api.name()).mapTo(Boolean.class).findOne());
        if (due.orElse(false)) {
            var users = read(api, courier, Methods.USERS, "ID");
            var currencies = read(api, courier, Methods.CURRENCIES, "CURRENCY");
            jdbi.useTransaction(tx -> store(tx, api.name(), users, currencies));
        }
    }

    private static Read read(PortalApi api, Courier courier, String method, String id) throws LeaseLost {
        var rows = new LinkedHashMap<String, JsonNode>();
        for (int page = 0; page < MOST_PAGES; page++) {
            var question = JsonNodeFactory.instance.objectNode().put("start", page * PAGE);
            question.putObject("FILTER").put("ACTIVE", true);
            switch (api.call(courier, method, question)) {
                case Answer.Taken(JsonNode result, var time) -> {
                    var before = rows.size();
                    result.forEach(row -> rows.putIfAbsent(row.path(id).asText(), row));
                    // A method that knows no pages tells the same once more.
                    if (result.size() != PAGE || rows.size() == before) {
                        return new Read(rows, null);
                    }
                }
                case Answer.Unknown ignored -> {
                    return new Read(rows, "away");
                }
                case Answer.Unreachable ignored -> {
                    return new Read(rows, "away");
                }
                case Answer.TooMany ignored -> {
                    return new Read(rows, "away");
                }
                case Answer.OutOfTime ignored -> {
                    return new Read(rows, "away");
                }
                case Answer other -> {
                    return new Read(rows, "denied");
                }
            }
        }
        return new Read(rows, null);
    }

    /** What could not be read stays as it was, unless it is another portal's. */
    private static void store(Handle tx, String portal, Read users, Read currencies) {
        var moved = tx.execute("update bitrix_directory set portal = ? where portal is distinct from ?", portal, portal)
                > 0;
        tx.execute(
                "update bitrix_directory set read_at = now(), no_users = ?, no_currencies = ?",
                users.missing(),
                currencies.missing());
        if (moved || users.missing() == null) {
            tx.execute("delete from bitrix_portal_user");
        }
        if (moved || currencies.missing() == null) {
            tx.execute("delete from bitrix_portal_currency");
        }
        if (users.missing() == null) {
            users.rows().forEach((id, row) -> user(tx, id, row));
        }
        if (currencies.missing() == null) {
            currencies.rows().forEach((code, row) -> currency(tx, code, row));
        }
    }

    /** Those that have left are nobody's responsible. */
    private static void user(Handle tx, String id, JsonNode row) {
        if (id.matches("[1-9][0-9]{0,17}") && row.path("ACTIVE").asBoolean(true)) {
            var name = (text(row, "LAST_NAME") + " " + text(row, "NAME")).strip();
            tx.execute(
                    "insert into bitrix_portal_user (id, name, email) values (?, ?, ?)",
                    Long.valueOf(id),
                    name,
                    text(row, "EMAIL"));
        }
    }

    private static void currency(Handle tx, String code, JsonNode row) {
        if (code.matches("[A-Z]{3}")) {
            tx.execute("insert into bitrix_portal_currency (code, name) values (?, ?)", code, text(row, "FULL_NAME"));
        }
    }

    private static String text(JsonNode row, String field) {
        var text = row.path(field).isTextual() ? row.path(field).asText().replace("\0", "") : "";
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
