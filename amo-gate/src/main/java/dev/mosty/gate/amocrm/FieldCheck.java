package dev.mosty.gate.amocrm;

import dev.mosty.gate.lead.FieldIds;
import dev.mosty.gate.lead.LeadField;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Compares our fields with those that the account has.
 *
 * @param lines one for each field that has a variable, in their order
 */
record FieldCheck(List<Line> lines) {

    /** A lead's custom field as {@code GET /api/v4/leads/custom_fields} shows it. */
    record AccountField(long id, String name, String type) {}

    /** Where a field's id comes from; the first of these that there is counts. */
    enum Source {
        VARIABLE,
        MADE,
        OLD_GATE,
        NONE
    }

    /**
     * @param id by which the field is looked for, if there is any
     * @param found what the account has under that id
     */
    record Line(LeadField field, Source source, OptionalLong id, Optional<AccountField> found) {
        boolean fits() {
            return found.filter(other -> field.fits(other.type())).isPresent();
        }

        String variable() {
            return field.variable().orElseThrow();
        }

        /** What a person should know, a sentence. */
        Optional<String> finding() {
            return id.isEmpty() || fits() ? Optional.empty() : Optional.of(whose() + misfit());
        }

        private String whose() {
            return switch (source) {
                case VARIABLE, NONE -> variable();
                case MADE -> variable() + " is not set, and the field made for it";
                case OLD_GATE -> variable() + " is not set, and the old gate's";
            };
        }

        private String misfit() {
            return found.map(other -> " = %d: «%s» is of type %s, expected %s; it is not written"
                            .formatted(
                                    other.id(),
                                    other.name(),
                                    other.type(),
                                    String.join(
                                            " or ",
                                            field.types().stream().sorted().toList())))
                    .orElseGet(() -> " = %d: the account has no such field of a lead; it is not written"
                            .formatted(id.orElseThrow()));
        }
    }

    /**
     * @param configured ids by field, as the variables say
     * @param made ids of the fields that were made because a person wanted them
     * @param account the account's fields by id
     */
    static FieldCheck of(Map<LeadField, Long> configured, Map<LeadField, Long> made, Map<Long, AccountField> account) {
        var lines = new ArrayList<Line>();
        for (var field : LeadField.values()) {
            if (field.variable().isEmpty()) {
                continue;
            }
            if (configured.containsKey(field)) {
                lines.add(line(field, Source.VARIABLE, configured.get(field), account));
            } else if (made.containsKey(field)) {
                lines.add(line(field, Source.MADE, made.get(field), account));
            } else if (field.fallbackId().isPresent()) {
                lines.add(line(field, Source.OLD_GATE, field.fallbackId().getAsLong(), account));
            } else {
                lines.add(new Line(field, Source.NONE, OptionalLong.empty(), Optional.empty()));
            }
        }
        return new FieldCheck(List.copyOf(lines));
    }

    private static Line line(LeadField field, Source source, long id, Map<Long, AccountField> account) {
        return new Line(field, source, OptionalLong.of(id), Optional.ofNullable(account.get(id)));
    }

    /** The fields that can be written; without an id of its own PAYMENT is written to PAID_PRICE's. */
    FieldIds ids() {
        var ids = new EnumMap<LeadField, Long>(LeadField.class);
        var ownPayment = false;
        for (var line : lines) {
            if (line.fits()) {
                ids.put(line.field(), line.id().orElseThrow());
            }
            ownPayment |= line.field() == LeadField.PAYMENT && line.id().isPresent();
        }
        if (!ownPayment && ids.containsKey(LeadField.PAID_PRICE)) {
            ids.put(LeadField.PAYMENT, ids.get(LeadField.PAID_PRICE));
        }
        return new FieldIds(ids);
    }

    List<String> findings() {
        return lines.stream().map(Line::finding).flatMap(Optional::stream).toList();
    }
}
