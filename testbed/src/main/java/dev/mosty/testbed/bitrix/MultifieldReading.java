package dev.mosty.testbed.bitrix;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Telephones and addresses: a row with the ID of one replaces it, with {@code DELETE} or an empty value removes it;
 * without an ID it is added to those that are there, and those that are not named stay (facts/bitrix24.md §1.2).
 */
final class MultifieldReading {
    private static final int LONGEST = 250;

    private final Items items;
    private final BitrixKnobs knobs;

    MultifieldReading(Items items, BitrixKnobs knobs) {
        this.items = items;
        this.knobs = knobs;
    }

    Item put(Item item, String field, JsonNode rows) {
        List<Multifield> values = new ArrayList<>(item.multifield(field));
        for (JsonNode row : Php.elements(rows)) {
            // A plain string is no row.
            if (row.isObject()) {
                change(values, row);
            }
        }
        return item.withMultifield(field, values);
    }

    private void change(List<Multifield> values, JsonNode row) {
        long id = Php.whole(row.path("ID"));
        String value = Php.text(row.path("VALUE"));
        String cut = value.substring(0, Math.min(value.length(), LONGEST));
        String type = Php.text(row.path("VALUE_TYPE"));
        boolean gone = Php.text(row.path("DELETE")).equals("Y") || (row.has("VALUE") && cut.isEmpty());
        if (id > 0) {
            values.replaceAll(old -> old.id() == id && !gone
                    ? new Multifield(id, row.has("VALUE") ? cut : old.value(), type.isEmpty() ? old.type() : type)
                    : old);
            values.removeIf(old -> old.id() == id && gone);
            return;
        }
        Multifield added = new Multifield(items.nextPart(), cut, type.isEmpty() ? "WORK" : type);
        boolean known = knobs.dropExactDuplicates && values.stream().anyMatch(added::same);
        if (!cut.isEmpty() && !gone && !known) {
            values.add(added);
        }
    }
}
