package dev.mosty.gate.lead;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.gate.rdesk.OneLine;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;

/** Reads single values tolerantly: RDESK sends the same thing as a number, a string or null. */
final class Scalar {

    private static final int MAX_WHOLE_DIGITS = 15;

    private Scalar() {}

    /** Text for one line. */
    static Reading<String> line(JsonNode node) {
        return switch (node.getNodeType()) {
            case MISSING, NULL -> new Reading.Missing<>();
            case STRING -> text(node.textValue());
            case NUMBER ->
                new Reading.Known<>(plausible(node).map(Scalar::plain).orElseGet(node::asText));
            case BOOLEAN, ARRAY, OBJECT, BINARY, POJO -> new Reading.Unreadable<>(kind(node));
        };
    }

    /** A number, however it is spelled; at most 15 digits before the point, beyond that amoCRM garbles it (#399). */
    static Reading<BigDecimal> number(JsonNode node) {
        return switch (node.getNodeType()) {
            case MISSING, NULL -> new Reading.Missing<>();
            case STRING -> spelled(node.textValue());
            case NUMBER -> known(plausible(node), OneLine.quoted(node.asText()));
            case BOOLEAN, ARRAY, OBJECT, BINARY, POJO -> new Reading.Unreadable<>(kind(node));
        };
    }

    /** Yes or no, also as 1 and 0 or in words. */
    static Reading<Boolean> truth(JsonNode node) {
        if (node.isBoolean()) {
            return new Reading.Known<>(node.booleanValue());
        }
        return switch (line(node)) {
            case Reading.Missing<String> _ -> new Reading.Missing<>();
            case Reading.Unreadable<String>(String shown) -> new Reading.Unreadable<>(shown);
            case Reading.Known<String>(String word) ->
                switch (word.toLowerCase(Locale.ROOT)) {
                    case "true", "1" -> new Reading.Known<>(true);
                    case "false", "0" -> new Reading.Known<>(false);
                    default -> new Reading.Unreadable<>(OneLine.quoted(word));
                };
        };
    }

    /** Roubles with kopecks: more decimals are some float's dirt. */
    static BigDecimal kopecks(BigDecimal money) {
        return money.scale() > 2 ? money.setScale(2, RoundingMode.HALF_UP) : money;
    }

    /** A number as people write it: whole without a point, kopecks kept as they came. */
    static String plain(BigDecimal number) {
        int needed = Math.max(0, number.stripTrailingZeros().scale());
        int scale = needed == 0 ? 0 : Math.max(needed, Math.min(2, number.scale()));
        return number.setScale(scale).toPlainString();
    }

    /** What stands there, in a word, where it is no scalar. */
    static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "an array";
            case OBJECT -> "an object";
            case BOOLEAN -> node.booleanValue() ? "true" : "false";
            case STRING -> OneLine.quoted(node.textValue());
            case NUMBER -> OneLine.quoted(node.asText());
            case NULL, MISSING -> "null";
            case BINARY, POJO -> "no JSON";
        };
    }

    private static Reading<String> text(String raw) {
        String line = OneLine.of(raw);
        boolean missing = line.isEmpty() || line.equals("null") || line.equals("None");
        return missing ? new Reading.Missing<>() : new Reading.Known<>(line);
    }

    private static Reading<BigDecimal> spelled(String raw) {
        return switch (text(raw)) {
            case Reading.Missing<String> _ -> new Reading.Missing<>();
            case Reading.Unreadable<String>(String shown) -> new Reading.Unreadable<>(shown);
            case Reading.Known<String>(String word) -> known(SpelledNumber.parse(word), OneLine.quoted(word));
        };
    }

    private static Reading<BigDecimal> known(Optional<BigDecimal> number, String otherwise) {
        return number.filter(Scalar::isPlausible)
                .<Reading<BigDecimal>>map(Reading.Known::new)
                .orElseGet(() -> new Reading.Unreadable<>(otherwise));
    }

    private static Optional<BigDecimal> plausible(JsonNode node) {
        boolean finite = !node.isFloatingPointNumber() || node.isBigDecimal() || Double.isFinite(node.doubleValue());
        return finite ? Optional.of(node.decimalValue()).filter(Scalar::isPlausible) : Optional.empty();
    }

    /** Also keeps 1e999999 from being written out in full. */
    private static boolean isPlausible(BigDecimal number) {
        return (long) number.precision() - number.scale() <= MAX_WHOLE_DIGITS && number.scale() <= 100;
    }
}
