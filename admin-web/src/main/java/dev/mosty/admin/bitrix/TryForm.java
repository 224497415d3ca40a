package dev.mosty.admin.bitrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mosty.admin.shell.FormText;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One entity as a person types it: a line a field ({@code NAME = Анна}; a field that stands twice is a list), a line a
 * reference ({@code COMPANY_ID = company/<GUID>}), a line a product ({@code <GUID>; price; quantity}).
 */
record TryForm(String entity, String origin, String fields, String refs, String rows, boolean force) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST = 20_000;
    private static final List<String> MULTIFIELDS = List.of("PHONE", "EMAIL", "WEB", "IM");

    static final TryForm EMPTY = new TryForm("contact", "", "", "", "", false);

    static TryForm of(UnaryOperator<@Nullable String> typed) {
        return new TryForm(
                FormText.line(typed.apply("entity"), 20),
                FormText.line(typed.apply("origin"), EntityPage.LONGEST_ORIGIN),
                text(typed.apply("fields")),
                text(typed.apply("refs")),
                text(typed.apply("rows")),
                typed.apply("force") != null);
    }

    private static String text(@Nullable String typed) {
        return typed == null ? "" : typed.strip();
    }

    /** What was typed, understood or not. */
    sealed interface Read {
        record Good(Kind kind, String origin, String item) implements Read {
            /** Without what people typed. */
            @Override
            public String toString() {
                return "Good[" + kind + "]";
            }
        }

        /** @param line the one that was not understood; empty if it is none of them */
        record Wrong(String fault, String line) implements Read {}
    }

    /** As {@code POST /v1/entities} takes it; what it says is bitrix-sync's to judge. */
    Read read() {
        if (Stream.of(fields, refs, rows).anyMatch(text -> text.length() > LONGEST)) {
            return new Read.Wrong("bitrix-too-long", "");
        }
        Optional<Kind> kind = Kind.of(entity);
        if (kind.isEmpty() || origin.isEmpty()) {
            return new Read.Wrong("bitrix-no-origin", "");
        }
        ObjectNode item = JSON.createObjectNode().put("entity", entity).put("originId", origin);
        return wrong(fields, item.putObject("fields"), TryForm::field)
                .or(() -> wrong(refs, item, (within, line) -> reference(within.withObject("/refs"), line)))
                .or(() -> wrong(rows, item, (within, line) -> row(within.withArray("/rows"), line)))
                .<Read>map(line -> new Read.Wrong("bitrix-bad-line", line))
                .orElseGet(() -> {
                    if (force) {
                        item.put("force", true);
                    }
                    return new Read.Good(kind.get(), origin, item.toString());
                });
    }

    private interface Line {
        boolean into(ObjectNode within, String line);
    }

    /** The first line that is not understood. */
    private static Optional<String> wrong(String lines, ObjectNode within, Line reading) {
        return lines.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !reading.into(within, line))
                .findFirst();
    }

    private static boolean field(ObjectNode within, String line) {
        int equals = line.indexOf('=');
        String name = equals < 0 ? "" : line.substring(0, equals).strip();
        if (name.isEmpty()) {
            return false;
        }
        add(within, name, TextNode.valueOf(line.substring(equals + 1).strip()), MULTIFIELDS.contains(name));
        return true;
    }

    private static boolean reference(ObjectNode within, String line) {
        int equals = line.indexOf('=');
        int slash = line.indexOf('/', equals + 1);
        if (equals < 1 || slash < 0) {
            return false;
        }
        String name = line.substring(0, equals).strip();
        ObjectNode target = JSON.createObjectNode()
                .put("entity", line.substring(equals + 1, slash).strip())
                .put("originId", line.substring(slash + 1).strip());
        add(within, name, target, name.endsWith("_IDS"));
        return true;
    }

    /** A second value of the same name makes a list of both. */
    private static void add(ObjectNode within, String name, JsonNode value, boolean list) {
        switch (within.get(name)) {
            case null -> within.set(name, list ? JSON.createArrayNode().add(value) : value);
            case ArrayNode several -> several.add(value);
            case JsonNode before ->
                within.set(name, JSON.createArrayNode().add(before).add(value));
        }
    }

    private static boolean row(ArrayNode rows, String line) {
        String[] parts = line.split(";", -1);
        if (parts.length != 3 || parts[0].isBlank()) {
            return false;
        }
        ObjectNode row = rows.addObject();
        row.putObject("product").put("originId", parts[0].strip());
        row.put("PRICE", parts[1].strip()).put("QUANTITY", parts[2].strip());
        return true;
    }

    /** Without what people typed. */
    @Override
    public String toString() {
        return "TryForm[" + entity + "]";
    }
}
