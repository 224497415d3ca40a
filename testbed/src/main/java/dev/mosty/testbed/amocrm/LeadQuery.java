package dev.mosty.testbed.amocrm;

import io.vertx.core.MultiMap;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What {@code GET /api/v4/leads} was asked for. A filter that is not known here is refused: ignoring
 * it would answer with every lead.
 */
record LeadQuery(
        Optional<String> text,
        Optional<String> name,
        Set<Long> ids,
        long updatedFrom,
        long updatedTo,
        Comparator<Lead> order,
        Page page) {

    private static final String ID_FILTER = "filter\\[id](\\[\\d*])?";

    /**
     * Reads the query string.
     *
     * @throws IllegalArgumentException with a sentence for the caller
     */
    static LeadQuery read(MultiMap query) {
        Set<Long> ids = new HashSet<>();
        Comparator<Lead> order = Comparator.comparing(Lead::id);
        long from = Long.MIN_VALUE;
        long to = Long.MAX_VALUE;
        for (Map.Entry<String, String> parameter : query) {
            String key = parameter.getKey();
            if (key.matches(ID_FILTER)) {
                ids.add(number(key, parameter.getValue()));
            } else if (key.equals("filter[updated_at][from]")) {
                from = number(key, parameter.getValue());
            } else if (key.equals("filter[updated_at][to]")) {
                to = number(key, parameter.getValue());
            } else if (key.startsWith("order[")) {
                order = order(key, parameter.getValue());
            } else if (key.startsWith("filter") && !key.matches("filter\\[name](\\[\\d*])?")) {
                throw new IllegalArgumentException("Unknown filter " + key);
            }
        }
        Optional<String> text = Optional.ofNullable(query.get("query")).filter(wanted -> !wanted.isBlank());
        Optional<String> name = Optional.ofNullable(query.get("filter[name]"))
                .or(() -> Optional.ofNullable(query.get("filter[name][]")))
                .or(() -> Optional.ofNullable(query.get("filter[name][0]")));
        return new LeadQuery(text, name, ids, from, to, order, Page.read(query));
    }

    Predicate<LeadCard> predicate() {
        String wanted = text.orElse("").strip().toLowerCase(Locale.ROOT);
        Trigrams trigrams = Trigrams.of(wanted);
        return card -> matches(card.lead()) && (wanted.isEmpty() || card.contains(wanted, trigrams));
    }

    private boolean matches(Lead lead) {
        long updated = lead.updatedAt().getEpochSecond();
        return (ids.isEmpty() || ids.contains(lead.id()))
                && name.map(lead.name()::equals).orElse(true)
                && updated >= updatedFrom
                && updated <= updatedTo;
    }

    private static Comparator<Lead> order(String key, String direction) {
        Comparator<Lead> rising = switch (key) {
            case "order[id]" -> Comparator.comparing(Lead::id);
            case "order[created_at]" -> Comparator.comparing(Lead::createdAt);
            case "order[updated_at]" -> Comparator.comparing(Lead::updatedAt);
            default -> throw new IllegalArgumentException("Unknown order " + key);
        };
        return switch (direction) {
            case "asc" -> rising;
            case "desc" -> rising.reversed();
            default -> throw new IllegalArgumentException("An order is asc or desc");
        };
    }

    private static long number(String key, String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(key + " must be an integer", e);
        }
    }
}
