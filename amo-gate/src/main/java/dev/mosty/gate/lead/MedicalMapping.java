package dev.mosty.gate.lead;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An order in the medical centre. The price is the sum over the four lists' own items that are not cancelled; what is
 * inside a packet or complex is shown below it and belongs to its price. An absent list counts as nothing, as in the
 * gate before this one; with no list at all, or with something else in a list's place, the sums are left untouched.
 */
final class MedicalMapping {

    private MedicalMapping() {}

    static void map(JsonNode item, Draft draft) {
        List<MedicalItem> counted = new ArrayList<>();
        boolean known = false;
        boolean garbled = false;
        for (Part part : Part.values()) {
            Optional<List<MedicalItem>> items = part.read(item.path(part.list), part.list, draft);
            items.ifPresent(present -> {
                counted.addAll(present);
                draft.text(part.field, item.path(part.list), lines(present));
            });
            known |= items.isPresent();
            garbled |= items.isEmpty() && item.hasNonNull(part.list);
        }
        if (known && !garbled) {
            draft.put(
                    LeadField.PRICE,
                    sum(counted.stream().map(MedicalItem::price).toList()));
            draft.put(
                    LeadField.PAID_PRICE,
                    sum(counted.stream().map(MedicalItem::paid).toList()));
        }
        draft.moment(LeadField.CREATED_AT, item.path("createdAt"), "createdAt");
        draft.shortText(LeadField.ZDRAV_ID, item.path("id"), "id");
        draft.moment(LeadField.MC_BIRTHDAY, item.path("birthday"), "birthday");
    }

    private static List<String> lines(List<MedicalItem> items) {
        return items.stream().flatMap(item -> item.lines().stream()).toList();
    }

    private static LeadValue sum(List<BigDecimal> amounts) {
        return new LeadValue.Amount(amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    /** The payload's lists, each with the key of its items' names and the field that shows it. */
    private enum Part {
        TREATMENTS("treatments", "action", LeadField.MC_TREATMENTS),
        LABS("labs", "lab", LeadField.MC_LABS),
        PACKETS("packets", "packet", LeadField.MC_PACKETS),
        COMPLEX("complex", "complex", LeadField.MC_COMPLEX);

        private final String list;
        private final String nameKey;
        private final LeadField field;

        Part(String list, String nameKey, LeadField field) {
            this.list = list;
            this.nameKey = nameKey;
            this.field = field;
        }

        /** The items of a list; empty if there is no list. */
        Optional<List<MedicalItem>> read(JsonNode node, String path, Draft draft) {
            return draft.list(node, path)
                    .map(list -> list.stream().map(item -> item(item, draft)).toList());
        }

        private MedicalItem item(Draft.Element element, Draft draft) {
            MedicalItem item = MedicalItem.read(element, nameKey, draft);
            return switch (this) {
                case TREATMENTS, LABS -> item;
                case PACKETS, COMPLEX ->
                    item.with(
                            Stream.of(TREATMENTS, LABS)
                                    .flatMap(part -> part
                                            .read(element.at(part.list), element.pathOf(part.list), draft)
                                            .orElse(List.of())
                                            .stream())
                                    .toList());
            };
        }
    }
}
