package dev.mosty.gate.amocrm;

import dev.mosty.gate.lead.FieldIds;
import dev.mosty.gate.lead.LeadField;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Compares the configured fields with those that the account has.
 *
 * @param ids the fields that can be written
 * @param findings what a person should know, a sentence each
 */
record FieldCheck(FieldIds ids, List<String> findings) {

    /** A lead's custom field as {@code GET /api/v4/leads/custom_fields} shows it. */
    record AccountField(long id, String name, String type) {}

    /**
     * @param configured ids by field, as the variables say; PAYMENT falls back to PAID_PRICE
     * @param account the account's fields by id
     */
    static FieldCheck of(Map<LeadField, Long> configured, Map<Long, AccountField> account) {
        var ids = new EnumMap<LeadField, Long>(LeadField.class);
        var findings = new ArrayList<String>();
        for (var field : LeadField.values()) {
            var variable = field.variable();
            if (variable.isEmpty()) {
                continue;
            }
            var id = configured.get(field);
            if (id != null) {
                var why = misfit(field, id, account);
                if (why.isEmpty()) {
                    ids.put(field, id);
                } else {
                    findings.add(variable.get() + " " + why);
                }
            } else if (field.fallbackId().isPresent()) {
                var fallback = field.fallbackId().getAsLong();
                var why = misfit(field, fallback, account);
                if (why.isEmpty()) {
                    ids.put(field, fallback);
                } else {
                    findings.add("%s is not set, and the old gate's %s".formatted(variable.get(), why));
                }
            }
        }
        if (!configured.containsKey(LeadField.PAYMENT) && ids.containsKey(LeadField.PAID_PRICE)) {
            ids.put(LeadField.PAYMENT, ids.get(LeadField.PAID_PRICE));
        }
        return new FieldCheck(new FieldIds(ids), List.copyOf(findings));
    }

    private static String misfit(LeadField field, long id, Map<Long, AccountField> account) {
        var found = account.get(id);
        if (found == null) {
            return "= %d: the account has no such field of a lead; it is not written".formatted(id);
        }
        return field.types().contains(found.type())
                ? ""
                : "= %d: «%s» is of type %s, expected %s; it is not written"
                        .formatted(
                                id,
                                found.name(),
                                found.type(),
                                String.join(
                                        " or ", field.types().stream().sorted().toList()));
    }
}
