package dev.mosty.gate.lead;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.mosty.gate.rdesk.OneLine;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;

/**
 * A mapping in progress over one item: takes values out of the payload, and remarks on what it could not take. What is
 * missing or unreadable leaves its field untouched, so that one bad value never costs the others.
 */
final class Draft {

    private static final int MAX_REMARKS = 50;

    private static final String UNTOUCHED = "left untouched";
    private static final String LEFT_OUT = "left out";

    /** amoCRM's API refuses longer values in a field of type text (amocrm-api-php #224, #400: 255 or 256). */
    private static final int MAX_SHORT_TEXT = 255;

    private final ZoneId zone;
    private final EnumMap<LeadField, LeadValue> values = new EnumMap<>(LeadField.class);
    private final List<String> remarks = new ArrayList<>();
    private int unsaid;

    Draft(ZoneId zone) {
        this.zone = zone;
    }

    void put(LeadField field, LeadValue value) {
        values.put(field, value);
    }

    void money(LeadField field, JsonNode node, String path) {
        money(node, path, UNTOUCHED).ifPresent(money -> put(field, new LeadValue.Amount(money)));
    }

    void number(LeadField field, JsonNode node, String path) {
        known(Scalar.number(node), path, "a usable number", UNTOUCHED)
                .ifPresent(number -> put(field, new LeadValue.Amount(number)));
    }

    void shortText(LeadField field, JsonNode node, String path) {
        known(Scalar.line(node), path, "text", UNTOUCHED)
                .ifPresent(text -> put(field, new LeadValue.Text(cut(text, path))));
    }

    void moment(LeadField field, JsonNode node, String path) {
        known(Scalar.line(node), path, "a date", UNTOUCHED)
                .ifPresent(text -> Moment.parse(text, zone)
                        .ifPresentOrElse(
                                moment -> put(field, new LeadValue.Text(moment.rfc3339(zone))),
                                () -> remark(path, OneLine.quoted(text) + " is not a date: " + UNTOUCHED)));
    }

    /** Roubles and kopecks. */
    Optional<BigDecimal> money(JsonNode node, String path) {
        return money(node, path, LEFT_OUT);
    }

    Optional<String> line(JsonNode node, String path) {
        return known(Scalar.line(node), path, "text", LEFT_OUT);
    }

    /** A number as people read it; what is no number is shown as it came. */
    Optional<String> shownNumber(JsonNode node, String path) {
        return Scalar.number(node) instanceof Reading.Known<BigDecimal>(BigDecimal number)
                ? Optional.of(Scalar.plain(number))
                : line(node, path);
    }

    /** A time as people read it in the clinic; what is no time is shown as it came. */
    Optional<String> shownMoment(JsonNode node, String path) {
        return line(node, path)
                .map(text -> Moment.parse(text, zone).map(Moment::shown).orElse(text));
    }

    /** Yes or no, where the payload says so. */
    Optional<Boolean> truth(JsonNode node, String path) {
        return known(Scalar.truth(node), path, "true or false", LEFT_OUT);
    }

    /** An object, or a missing node. */
    JsonNode object(JsonNode node, String path) {
        if (node.isObject()) {
            return node;
        }
        if (!node.isMissingNode() && !node.isNull()) {
            remark(path, Scalar.kind(node) + " is not an object: " + UNTOUCHED);
        }
        return MissingNode.getInstance();
    }

    /** The objects of a list; a lone object is a list of one. Empty if there is no list at all. */
    Optional<List<Element>> list(JsonNode node, String path) {
        if (node.isObject()) {
            return Optional.of(List.of(new Element(node, path)));
        }
        if (!node.isArray()) {
            if (!node.isMissingNode() && !node.isNull()) {
                remark(path, Scalar.kind(node) + " is not a list: " + UNTOUCHED);
            }
            return Optional.empty();
        }
        List<Element> elements = new ArrayList<>(node.size());
        for (int i = 0; i < node.size(); i++) {
            Element element = new Element(node.get(i), path + "[" + i + "]");
            if (element.node.isObject()) {
                elements.add(element);
            } else {
                remark(element.path, Scalar.kind(element.node) + " is not an object: " + LEFT_OUT);
            }
        }
        return Optional.of(elements);
    }

    /**
     * The text of a list. A list that is explicitly empty clears the field, since what was removed has to vanish from
     * the card; a list of which nothing can be shown leaves it untouched.
     */
    void text(LeadField field, JsonNode list, List<String> parts) {
        if (list.isArray() && list.isEmpty()) {
            put(field, LeadValue.CLEARED);
            return;
        }
        String text = String.join("\n", parts);
        if (!text.isBlank()) {
            put(field, new LeadValue.Text(text));
        }
    }

    void remark(String path, String sentence) {
        if (remarks.size() < MAX_REMARKS) {
            remarks.add(path + " " + sentence);
        } else {
            unsaid++;
        }
    }

    Mapped mapped() {
        if (unsaid > 0) {
            remarks.add("and " + unsaid + " more");
        }
        return new Mapped(new LeadValues(values), remarks);
    }

    private String cut(String text, String path) {
        if (text.codePointCount(0, text.length()) <= MAX_SHORT_TEXT) {
            return text;
        }
        remark(path, "is longer than amoCRM takes: cut to " + MAX_SHORT_TEXT + " characters");
        return text.substring(0, text.offsetByCodePoints(0, MAX_SHORT_TEXT));
    }

    private Optional<BigDecimal> money(JsonNode node, String path, String fate) {
        Optional<BigDecimal> exact = known(Scalar.number(node), path, "a usable number", fate);
        Optional<BigDecimal> money = exact.map(Scalar::kopecks);
        exact.filter(number -> number.compareTo(money.orElse(number)) != 0)
                .ifPresent(number -> remark(path, Scalar.plain(number) + " was rounded to kopecks"));
        return money;
    }

    private <T> Optional<T> known(Reading<T> reading, String path, String expected, String fate) {
        return switch (reading) {
            case Reading.Known<T>(T value) -> Optional.of(value);
            case Reading.Missing<T> _ -> Optional.empty();
            case Reading.Unreadable<T>(String shown) -> {
                remark(path, shown + " is not " + expected + ": " + fate);
                yield Optional.empty();
            }
        };
    }

    /** An object of a list, and where it stands. */
    record Element(JsonNode node, String path) {
        JsonNode at(String key) {
            return node.path(key);
        }

        String pathOf(String key) {
            return path + "." + key;
        }
    }
}
