package dev.mosty.onec.bsl;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

/**
 * The values of the language: {@code String}, {@code BigDecimal}, {@code Boolean}, {@link Undefined},
 * {@code List} for {@code Массив}, {@link Keyed}. Everything that 1C would convert silently is refused here.
 */
final class Values {
    private Values() {}

    static String string(Object value) {
        if (value instanceof String string) {
            return string;
        }
        throw new Refusal("a string is wanted, not " + type(value));
    }

    static BigDecimal number(Object value) {
        if (value instanceof BigDecimal number) {
            return number;
        }
        throw new Refusal("a number is wanted, not " + type(value));
    }

    static boolean bool(Object value) {
        if (value instanceof Boolean bool) {
            return bool;
        }
        throw new Refusal("a boolean is wanted, not " + type(value));
    }

    static int integer(Object value) {
        try {
            return number(value).intValueExact();
        } catch (ArithmeticException e) {
            throw new Refusal("a whole number is wanted, not " + value);
        }
    }

    @SuppressWarnings("unchecked")
    static List<Object> array(Object value) {
        if (value instanceof List<?> list) {
            return (List<Object>) list;
        }
        throw new Refusal("an array is wanted, not " + type(value));
    }

    /** As {@code =} compares: simple values by value, numbers whatever their scale, collections by identity. */
    static boolean equal(Object left, Object right) {
        if (left instanceof BigDecimal one && right instanceof BigDecimal other) {
            return one.compareTo(other) == 0;
        }
        return switch (left) {
            case String text -> text.equals(right);
            case Boolean bool -> bool.equals(right);
            case Type type -> type.equals(right);
            default -> left == right;
        };
    }

    /** One key for numbers that are equal. */
    static Object key(Object value) {
        return value instanceof BigDecimal number ? number.stripTrailingZeros() : value;
    }

    /** The type's name, as {@code Тип} takes it. */
    static String type(Object value) {
        return switch (value) {
            case String string -> "Строка";
            case BigDecimal number -> "Число";
            case Boolean bool -> "Булево";
            case Undefined undefined -> "Неопределено";
            case List<?> list -> "Массив";
            case Keyed.Structure structure -> "Структура";
            case Keyed.Mapping mapping -> "Соответствие";
            case Keyed.Pair pair -> "КлючИЗначение";
            case Type type -> "Тип";
            default -> throw new Refusal("a value of no known type");
        };
    }

    /** A type as a value. */
    record Type(String name) {}

    static BigDecimal number(long value) {
        return new BigDecimal(BigInteger.valueOf(value));
    }
}
