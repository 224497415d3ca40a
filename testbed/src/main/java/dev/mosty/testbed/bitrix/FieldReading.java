package dev.mosty.testbed.bitrix;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Puts what came as {@code fields} into an item, and says nothing of what it leaves out. */
final class FieldReading {
    /** Where the portal's clocks hang. */
    static final ZoneId ZONE = ZoneId.of("Europe/Moscow");

    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");
    private static final Pattern FIRST_FILE = Pattern.compile("[^/\\\\]{1,255}");

    private final Directory directory;
    private final Items items;
    private final MultifieldReading multifields;
    private final BitrixKnobs knobs;

    FieldReading(Directory directory, Items items, BitrixKnobs knobs) {
        this.directory = directory;
        this.items = items;
        this.multifields = new MultifieldReading(items, knobs);
        this.knobs = knobs;
    }

    /** What the portal would not take at all. */
    Optional<Outcome.Refused> problem(Kind kind, JsonNode fields, boolean adding) {
        for (Field field : directory.of(kind)) {
            JsonNode value = fields.path(field.name());
            boolean empty =
                    value.isContainerNode() ? value.isEmpty() : Php.text(value).isEmpty();
            boolean asked = adding || fields.has(field.name());
            if (empty && asked && (field.required() || knobs.requires(kind, field))) {
                return Optional.of(Outcome.Refused.core("The field \"" + field.title() + "\" is required."));
            }
            if (field.type() == FieldType.CURRENCY && !empty && !directory.hasCurrency(Php.text(value))) {
                return Optional.of(Outcome.Refused.of("Invalid value for the \"Currency\" field"));
            }
            if (field.name().equals("EMAIL") && hasBrokenAddress(value)) {
                return Optional.of(
                        Outcome.Refused.core("The field `" + field.title() + "` contains an invalid address"));
            }
        }
        return Optional.empty();
    }

    private static boolean hasBrokenAddress(JsonNode rows) {
        return Php.elements(rows).stream()
                .filter(JsonNode::isContainerNode)
                .map(row -> Php.text(row.path("VALUE")))
                .anyMatch(
                        address -> !address.isEmpty() && !EMAIL.matcher(address).matches());
    }

    /** Unknown and read-only fields are dropped, long texts cut, values of the wrong form emptied. */
    Item apply(Item before, JsonNode fields, boolean adding) {
        Item item = before;
        for (Field field : directory.of(before.kind())) {
            if (fields.has(field.name()) && !field.readOnly()) {
                item = put(item, field, fields.path(field.name()), adding);
            }
        }
        return item;
    }

    private Item put(Item item, Field field, JsonNode value, boolean adding) {
        return switch (field.type()) {
            case MULTIFIELD -> multifields.put(item, field.name(), value);
            case CONTACT -> item.withContacts(existing(Kind.CONTACT, value));
            case COMPANY ->
                item.kind() == Kind.CONTACT
                        ? item.withCompanies(existing(Kind.COMPANY, value))
                        : item.with(field.name(), one(Kind.COMPANY, value));
            case LEAD -> item.with(field.name(), one(Kind.LEAD, value));
            case STRING -> item.with(field.name(), cut(Php.text(value), field.length()));
            case CHAR -> item.with(field.name(), Php.text(value).equals("Y") ? "Y" : "N");
            case INTEGER -> item.with(field.name(), integer(item.kind(), field, value));
            case USER, CATEGORY -> category(item, field, value, adding);
            case DOUBLE -> item.with(field.name(), money(value.isNull() ? BigDecimal.ZERO : Php.decimal(value)));
            case DATE -> item.with(field.name(), date(Php.text(value)));
            case DATETIME -> item.with(field.name(), dateTime(Php.text(value)));
            case CURRENCY -> item.with(field.name(), Php.text(value));
            case STATUS -> status(item, field, Php.text(value));
            case FILE -> item.with(field.name(), file(value));
        };
    }

    /** A funnel is chosen when the deal is added; an update that names another is not obeyed. */
    private Item category(Item item, Field field, JsonNode value, boolean adding) {
        long id = Php.whole(value);
        if (field.type() == FieldType.USER) {
            return id > 0 ? item.with(field.name(), Long.toString(id)) : item;
        }
        return adding && directory.category(id).isPresent() ? item.with(field.name(), Long.toString(id)) : item;
    }

    /** A stage that the funnel does not have leaves the old one, without an error (facts/bitrix24.md §5). */
    private Item status(Item item, Field field, String value) {
        return value.isEmpty()
                        || directory.status(Upkeep.statuses(item, field), value).isPresent()
                ? item.with(field.name(), value.isEmpty() ? item.value(field.name()) : value)
                : item;
    }

    private String integer(Kind kind, Field field, JsonNode value) {
        long number = Php.whole(value);
        if (field.name().equals("SECTION_ID")) {
            return kind.ofCatalogue() && items.has(Kind.SECTION, number) ? Long.toString(number) : "";
        }
        return Php.text(value).isEmpty() ? "" : Long.toString(number);
    }

    private String one(Kind kind, JsonNode value) {
        long id = Php.whole(value);
        return items.has(kind, id) ? Long.toString(id) : "";
    }

    /** Ids of nobody are left out. */
    private List<Long> existing(Kind kind, JsonNode value) {
        return Php.elements(value).stream()
                .map(Php::whole)
                .filter(id -> items.has(kind, id))
                .distinct()
                .toList();
    }

    private static String cut(String text, int length) {
        return length == 0 || text.codePointCount(0, text.length()) <= length
                ? text
                : text.substring(0, text.offsetByCodePoints(0, length));
    }

    static String money(BigDecimal value) {
        return value.setScale(2, RoundingMode.HALF_UP).toPlainString();
    }

    private static String date(String text) {
        try {
            return text.length() < 10
                    ? ""
                    : LocalDate.parse(text.substring(0, 10)).toString();
        } catch (DateTimeException e) {
            return "";
        }
    }

    private static String dateTime(String text) {
        try {
            return OffsetDateTime.parse(text)
                    .atZoneSameInstant(ZONE)
                    .toOffsetDateTime()
                    .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
        } catch (DateTimeException e) {
            return date(text).isEmpty() ? "" : date(text) + "T00:00:00+03:00";
        }
    }

    /** {@code {"fileData":["name.png","base64"]}}: name and size are kept. */
    private static String file(JsonNode value) {
        JsonNode data = value.path("fileData");
        List<JsonNode> parts = Php.elements(data);
        if (parts.size() < 2) {
            return "";
        }
        String name = Php.text(parts.getFirst());
        int bytes = Php.text(parts.get(1)).length() * 3 / 4;
        return FIRST_FILE.matcher(name).matches() ? name + ":" + bytes : "";
    }
}
