package dev.mosty.gate.amocrm;

import dev.mosty.gate.lead.FieldIds;
import dev.mosty.gate.lead.LeadField;
import dev.mosty.gate.lead.LeadValue;
import dev.mosty.gate.lead.LeadValues;
import java.util.EnumMap;
import java.util.Set;

/**
 * Who owns the field of the paid sum when RDESK and 1C both send it ({@code PAID_SOURCE}). A source that is alone with
 * a lead is always written; one that is not the owner is left out as soon as the owner has spoken for that lead.
 *
 * @param source the owner
 * @param paidIn1c leads that 1C has documents for
 */
record PaidOwner(Source source, Set<String> paidIn1c) {

    /** The values of {@code PAID_SOURCE}. */
    enum Source {
        RDESK,
        ONE_C
    }

    LeadValues settle(String lead, LeadValues values, LeadState before, FieldIds ids) {
        if (!ids.of(LeadField.PAYMENT).equals(ids.of(LeadField.PAID_PRICE))) {
            return values;
        }
        var loser = switch (source) {
            case RDESK -> {
                var spoken = values.get(LeadField.PAID_PRICE).isPresent()
                        || before.fields().containsKey(LeadField.PAID_PRICE);
                yield spoken ? LeadField.PAYMENT : null;
            }
            case ONE_C -> paidIn1c.contains(lead) ? LeadField.PAID_PRICE : null;
        };
        if (loser == null) {
            return values;
        }
        var kept = new EnumMap<LeadField, LeadValue>(LeadField.class);
        kept.putAll(values.byField());
        kept.remove(loser);
        return new LeadValues(kept);
    }
}
