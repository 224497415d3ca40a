package dev.mosty.gate.lead;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * One entry of the batch {@code PATCH /api/v4/leads}: what exactly is told to amoCRM about one lead.
 *
 * <p>Values are plain: text, numbers, moments as RFC 3339 (developers.kommo.com/reference/custom-fields;
 * {@code facts/amocrm.md §2}). A field is emptied by {@code "values":null}: that is what amoCRM's own client sends
 * (amocrm-api-php README on {@code NullCustomFieldValueCollection}, its {@code toApi()}), while an empty string was
 * reported to leave the old value standing (amocrm-api-php #352). A cleared price is 0: a lead always has one.
 *
 * @param leadId the lead's id in amoCRM
 * @param sent the values that have somewhere to go; the others were left out
 */
public record LeadPatch(long leadId, LeadValues sent, FieldIds ids) {

    /** Leaves out fields without an id and, of two fields on one id, the earlier. */
    public LeadPatch {
        sent = writable(sent, ids);
    }

    /** True if nothing would be written: such a patch need not be sent. */
    public boolean isEmpty() {
        return sent.isEmpty();
    }

    /** The entry's JSON, the same for equal patches. */
    public String json() {
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        entry.put("id", leadId);
        sent.get(LeadField.PRICE).ifPresent(price -> entry.set("price", price(price)));
        sent.byField()
                .forEach((field, value) -> ids.of(field).ifPresent(id -> {
                    ObjectNode custom = entry.withArray("custom_fields_values").addObject();
                    custom.put("field_id", id);
                    switch (value) {
                        case LeadValue.Cleared() -> custom.putNull("values");
                        case LeadValue.Amount _, LeadValue.Text _ ->
                            custom.putArray("values").addObject().set("value", LeadValues.node(value));
                    }
                }));
        return entry.toString();
    }

    private static JsonNode price(LeadValue price) {
        return price instanceof LeadValue.Cleared ? JsonNodeFactory.instance.numberNode(0) : LeadValues.node(price);
    }

    private static LeadValues writable(LeadValues values, FieldIds ids) {
        Map<Long, LeadField> owners = new HashMap<>();
        EnumMap<LeadField, LeadValue> writable = new EnumMap<>(LeadField.class);
        values.byField().forEach((field, value) -> {
            OptionalLong id = ids.of(field);
            if (field == LeadField.PRICE || id.isPresent()) {
                writable.put(field, value);
            }
            if (id.isPresent()) {
                LeadField shadowed = owners.put(id.getAsLong(), field);
                if (shadowed != null) {
                    writable.remove(shadowed);
                }
            }
        });
        return new LeadValues(writable);
    }
}
