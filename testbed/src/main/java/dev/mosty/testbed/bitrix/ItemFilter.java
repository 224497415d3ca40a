package dev.mosty.testbed.bitrix;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The filter of a list. A key that the portal does not know is dropped without a word, and what is left may be the whole
 * table (facts/bitrix24.md §1.3).
 *
 * @param all every condition must hold
 */
record ItemFilter(Kind kind, List<Condition> all) {
    private static final List<String> PREFIXES =
            List.of("!=%", "!%=", "!@", "!%", "!=", "=%", "%=", ">=", "<=", "@", "%", "=", ">", "<", "!");

    /** Of products and sections; the others' {@code @} is not among them. */
    private static final List<String> CATALOGUE_PREFIXES = List.of(">=", "<=", "!", ">", "<", "=", "%", "?");

    /** @param values any of them will do; for a negation, none */
    record Condition(Field field, String prefix, List<String> values) {}

    /** Reads what it knows. */
    static ItemFilter read(Kind kind, JsonNode filter, Directory directory, boolean dropUnknown) {
        List<Condition> all = new ArrayList<>();
        filter.properties().forEach(entry -> {
            String prefix = prefix(kind, entry.getKey());
            Optional<Field> field = directory
                    .field(kind, entry.getKey().substring(prefix.length()))
                    .filter(known -> !known.many());
            List<String> values = entry.getValue().isContainerNode()
                    ? entry.getValue().valueStream().map(Php::text).toList()
                    : List.of(Php.text(entry.getValue()));
            field.ifPresent(known -> all.add(new Condition(known, prefix, values)));
            if (field.isEmpty() && !dropUnknown) {
                all.add(new Condition(idOf(kind, directory), "=", List.of("-1")));
            }
        });
        return new ItemFilter(kind, all);
    }

    private static Field idOf(Kind kind, Directory directory) {
        return directory.field(kind, "ID").orElseThrow();
    }

    private static String prefix(Kind kind, String key) {
        return (kind.ofCatalogue() ? CATALOGUE_PREFIXES : PREFIXES)
                .stream().filter(key::startsWith).findFirst().orElse("");
    }

    /** Where to look: the few with that identifier if it is asked for, or all. */
    Collection<Item> candidates(Items items) {
        return all.stream()
                .filter(condition -> condition.field().name().equals(kind.origin()))
                .filter(condition -> List.of("", "=", "@").contains(condition.prefix()))
                .filter(condition -> condition.values().stream().noneMatch(String::isEmpty))
                .findFirst()
                .<Collection<Item>>map(condition -> condition.values().stream()
                        .map(value -> value.toLowerCase(Locale.ROOT))
                        .distinct()
                        .flatMap(value -> items.withOrigin(kind, value).stream())
                        .toList())
                .orElseGet(() -> items.of(kind).values());
    }

    boolean test(Item item) {
        return all.stream().allMatch(condition -> test(item, condition));
    }

    private static boolean test(Item item, Condition condition) {
        Field field = condition.field();
        List<String> had = field.multifield()
                ? item.multifield(field.name()).stream().map(Multifield::value).toList()
                : List.of(item.value(field.name()));
        return switch (condition.prefix()) {
            case "!", "!=", "!@" -> had.stream().noneMatch(isAnyOf(condition));
            case ">", ">=", "<", "<=" -> had.stream().anyMatch(value -> ordered(field, value, condition));
            case "%", "?" -> had.stream().anyMatch(contains(condition));
            case "!%" -> had.stream().noneMatch(contains(condition));
            case "=%", "%=" -> had.stream().anyMatch(like(condition));
            case "!=%", "!%=" -> had.stream().noneMatch(like(condition));
            default -> had.stream().anyMatch(isAnyOf(condition));
        };
    }

    private static Predicate<String> isAnyOf(Condition condition) {
        return value -> condition.values().stream().anyMatch(value::equalsIgnoreCase);
    }

    private static Predicate<String> contains(Condition condition) {
        return value ->
                condition.values().stream().anyMatch(part -> folded(value).contains(folded(part)));
    }

    /** With the percent signs in the value itself. */
    private static Predicate<String> like(Condition condition) {
        return value -> condition.values().stream().anyMatch(pattern -> {
            String part = folded(pattern.replace("%", ""));
            String text = folded(value);
            boolean ended = pattern.endsWith("%");
            if (pattern.startsWith("%")) {
                return ended ? text.contains(part) : text.endsWith(part);
            }
            return ended ? text.startsWith(part) : text.equals(part);
        });
    }

    private static String folded(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static boolean ordered(Field field, String value, Condition condition) {
        return condition.values().stream().anyMatch(limit -> {
            int order = compare(field, value, limit);
            return switch (condition.prefix()) {
                case ">" -> order > 0;
                case ">=" -> order >= 0;
                case "<" -> order < 0;
                default -> order <= 0;
            };
        });
    }

    static int compare(Field field, String one, String other) {
        return field.type().numeric()
                ? number(one).compareTo(number(other))
                : folded(one).compareTo(folded(other));
    }

    private static BigDecimal number(String text) {
        try {
            return text.isEmpty() ? BigDecimal.ZERO : new BigDecimal(text);
        } catch (NumberFormatException e) {
            return BigDecimal.ZERO;
        }
    }
}
