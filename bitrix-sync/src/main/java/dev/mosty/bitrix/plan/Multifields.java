package dev.mosty.bitrix.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.bitrix.plan.ItemReader.Malformed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Phones, addresses, sites and messengers, which the portal keeps as rows of their own: what is sent without a row's id
 * is appended, run after run ({@code facts/bitrix24.md §1.2}). So they are compared with the rows that are there.
 */
public final class Multifields {
    public static final Set<String> NAMES = Set.of("PHONE", "EMAIL", "WEB", "IM");

    private Multifields() {}

    /** @param type WORK, MOBILE and so on; empty leaves it to the portal, or as it is there */
    public record Entry(String value, Optional<String> type) {}

    /** A row of the portal. */
    public record Row(String id, String value, String type) {}

    static void check(JsonNode json, String within) throws Malformed {
        if (json.isArray()) {
            for (int i = 0; i < json.size(); i++) {
                entry(json.get(i), within + "[" + i + "]");
            }
        } else if (!json.isNull()) {
            entry(json, within);
        }
    }

    /** What 1C wants there, without blanks and repeats. */
    public static List<Entry> read(String name, JsonNode json) {
        var entries = new LinkedHashMap<String, Entry>();
        for (var each : json.isArray() ? json : List.of(json)) {
            try {
                entry(each, name)
                        .filter(entry -> !key(name, entry.value()).isEmpty())
                        .ifPresent(entry -> entries.putIfAbsent(key(name, entry.value()), entry));
            } catch (Malformed e) {
                throw new IllegalArgumentException("it passed the intake", e);
            }
        }
        return List.copyOf(entries.values());
    }

    /** The rows of the portal's answer. */
    public static List<Row> rows(JsonNode json) {
        var rows = new ArrayList<Row>();
        json.forEach(row -> rows.add(new Row(
                row.path("ID").asText(),
                row.path("VALUE").asText(),
                row.path("VALUE_TYPE").asText())));
        return rows;
    }

    /**
     * What to write so that 1C's values are there: a value that 1C changed replaces the one it sent before, one that it
     * no longer has goes, one that a person added stays. What a person deleted is not put back, as long as 1C says
     * nothing new.
     *
     * @param before what the portal took from us last; empty if nothing is known of that
     * @param doubtful what we sent since with an effect that nobody knows
     * @param there the portal's rows
     */
    public static List<ObjectNode> changes(
            String name, List<Entry> wanted, List<Entry> before, List<Entry> doubtful, List<Row> there) {
        var present = byKey(name, there);
        var sent = new LinkedHashMap<String, Entry>();
        before.forEach(entry -> sent.put(key(name, entry.value()), entry));
        var maybeOurs = new LinkedHashSet<>(sent.keySet());
        doubtful.forEach(entry -> maybeOurs.add(key(name, entry.value())));
        var changes = new ArrayList<ObjectNode>();
        var missing = new ArrayList<Entry>();
        for (var entry : wanted) {
            var key = key(name, entry.value());
            var row = present.get(key);
            var known = sent.get(key);
            maybeOurs.remove(key);
            if (row == null) {
                if (known == null) {
                    missing.add(entry);
                }
            } else if (entry.type().isPresent()
                    && !entry.type().get().equals(row.type())
                    && (known == null || !known.type().equals(entry.type()))) {
                changes.add(row(entry).put("ID", row.id()));
            }
        }
        var ours = maybeOurs.stream()
                .filter(present::containsKey)
                .map(present::get)
                .toList();
        for (int i = 0; i < Math.max(ours.size(), missing.size()); i++) {
            if (i >= missing.size()) {
                changes.add(JsonNodeFactory.instance
                        .objectNode()
                        .put("ID", ours.get(i).id())
                        .put("DELETE", "Y"));
            } else if (i < ours.size()) {
                var replaced = row(missing.get(i)).put("ID", ours.get(i).id());
                if (missing.get(i).type().isEmpty()) {
                    replaced.put("VALUE_TYPE", ours.get(i).type());
                }
                changes.add(replaced);
            } else {
                changes.add(added(name, missing.get(i)));
            }
        }
        return changes;
    }

    /** What to write where nothing is there yet. */
    public static List<ObjectNode> all(String name, List<Entry> wanted) {
        return wanted.stream().map(entry -> added(name, entry)).toList();
    }

    private static Map<String, Row> byKey(String name, List<Row> there) {
        var rows = new LinkedHashMap<String, Row>();
        there.forEach(row -> rows.putIfAbsent(key(name, row.value()), row));
        return rows;
    }

    private static ObjectNode added(String name, Entry entry) {
        var row = row(entry);
        if (entry.type().isEmpty()) {
            row.put("VALUE_TYPE", name.equals("IM") ? "OTHER" : "WORK");
        }
        return row;
    }

    private static ObjectNode row(Entry entry) {
        var row = JsonNodeFactory.instance.objectNode().put("VALUE", entry.value());
        entry.type().ifPresent(type -> row.put("VALUE_TYPE", type));
        return row;
    }

    /** The same number in other punctuation is the same number, and 8 (999) is +7 999. */
    private static String key(String name, String value) {
        var text = value.strip().toLowerCase(Locale.ROOT);
        if (!name.equals("PHONE")) {
            return text;
        }
        var digits = text.replaceAll("\\D", "");
        if (digits.isEmpty()) {
            return text;
        }
        return digits.length() == 11 && digits.startsWith("8") ? "7" + digits.substring(1) : digits;
    }

    private static Optional<Entry> entry(JsonNode json, String within) throws Malformed {
        var value = json.isObject() ? json.path("VALUE") : json;
        var type = json.path("VALUE_TYPE");
        if (value.isContainerNode() || value.isMissingNode() || value.isBoolean()) {
            throw new Malformed(within, "must be a text, or an object with VALUE");
        }
        if (!type.isMissingNode() && !type.isNull() && !type.isTextual()) {
            throw new Malformed(within + ".VALUE_TYPE", "must be a text");
        }
        return value.isNull()
                ? Optional.empty()
                : Optional.of(new Entry(
                        value.asText().strip(),
                        Optional.of(type.asText("").strip()).filter(text -> !text.isEmpty())));
    }
}
