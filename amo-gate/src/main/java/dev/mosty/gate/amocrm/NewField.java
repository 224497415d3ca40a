package dev.mosty.gate.amocrm;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.gate.amocrm.FieldCheck.AccountField;
import dev.mosty.gate.lead.LeadField;
import dev.mosty.web.Bundle;

/** A custom field that the account lacks, as {@code POST /api/v4/leads/custom_fields} takes it. */
record NewField(LeadField field, String name, String type) {

    static NewField of(LeadField field) {
        return new NewField(field, Bundle.beside(NewField.class).of("field." + field.key()), type(field));
    }

    /** One of the field's types: the one that a manager would choose by hand. */
    private static String type(LeadField field) {
        return switch (field) {
            case CREATED_AT -> "date_time";
            case PAID_PRICE, DOC_NUM, PAYMENT -> "numeric";
            case ZDRAV_ID, BOOKED_STATUS -> "text";
            case CHECK_IN, CHECK_OUT, MC_BIRTHDAY -> "date";
            case GUESTS, BILL_DATA, MC_TREATMENTS, MC_LABS, MC_PACKETS, MC_COMPLEX -> "textarea";
            case PRICE -> throw new IllegalArgumentException("a lead's price is no custom field");
        };
    }

    /** Made already, by us before an answer got lost, or by a person. */
    boolean is(AccountField other) {
        return other.name().equals(name) && field.fits(other.type());
    }

    ObjectNode json() {
        return JsonNodeFactory.instance.objectNode().put("name", name).put("type", type);
    }
}
