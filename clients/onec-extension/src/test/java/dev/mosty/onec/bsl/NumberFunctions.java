package dev.mosty.onec.bsl;

import static dev.mosty.onec.bsl.Values.number;
import static dev.mosty.onec.bsl.Values.string;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;

/** Numbers, types, and what makes one of the other. */
final class NumberFunctions {
    private NumberFunctions() {}

    static void addTo(Map<String, Builtin> all) {
        all.put("число", new Builtin(1, 1, a -> parsed(a.getFirst())));
        all.put("строка", new Builtin(1, 1, a -> shown(a.getFirst())));
        all.put("xmlстрока", new Builtin(1, 1, a -> xml(a.getFirst())));
        all.put(
                "формат",
                new Builtin(2, 2, a -> NumberFormat.of(string(a.get(1))).format(number(a.getFirst()))));
        all.put("цел", new Builtin(1, 1, a -> number(a.getFirst()).setScale(0, RoundingMode.DOWN)));
        all.put("окр", new Builtin(1, 2, NumberFunctions::rounded));
        all.put(
                "мин",
                new Builtin(
                        2,
                        10,
                        a -> a.stream()
                                .map(Values::number)
                                .reduce(BigDecimal::min)
                                .orElseThrow()));
        all.put(
                "макс",
                new Builtin(
                        2,
                        10,
                        a -> a.stream()
                                .map(Values::number)
                                .reduce(BigDecimal::max)
                                .orElseThrow()));
        all.put("тип", new Builtin(1, 1, a -> new Values.Type(string(a.getFirst()))));
        all.put("типзнч", new Builtin(1, 1, a -> new Values.Type(Values.type(a.getFirst()))));
        all.put("значениезаполнено", new Builtin(1, 1, a -> filled(a.getFirst())));
    }

    /** Spaces around and inside are 1C's to take or leave, and so refused. */
    private static BigDecimal parsed(Object value) {
        if (value instanceof BigDecimal already) {
            return already;
        }
        if (!string(value).matches("[-+]?\\d+([.]\\d+)?")) {
            throw new Refusal("«Число» of «" + value + "»: 1C raises an exception, or guesses");
        }
        return new BigDecimal(string(value));
    }

    private static String shown(Object value) {
        if (value instanceof BigDecimal number
                && (number.abs().compareTo(BigDecimal.valueOf(1000)) >= 0
                        || number.stripTrailingZeros().scale() > 0)) {
            throw new Refusal("«Строка» of " + number + " depends on the country: use «Формат» or «XMLСтрока»");
        }
        return value instanceof BigDecimal ? xml(value) : string(value);
    }

    private static String xml(Object value) {
        return switch (value) {
            case BigDecimal number -> number.stripTrailingZeros().toPlainString();
            case Boolean bool -> bool.toString();
            default -> string(value);
        };
    }

    /** Halves go away from zero. */
    private static BigDecimal rounded(List<Object> a) {
        int digits = a.size() == 1 ? 0 : Values.integer(a.get(1));
        return number(a.getFirst()).setScale(digits, RoundingMode.HALF_UP);
    }

    private static boolean filled(Object value) {
        return switch (value) {
            case String text -> !text.isBlank();
            case BigDecimal number -> number.signum() != 0;
            case Undefined undefined -> false;
            default -> throw new Refusal("«ЗначениеЗаполнено» of " + Values.type(value));
        };
    }
}
