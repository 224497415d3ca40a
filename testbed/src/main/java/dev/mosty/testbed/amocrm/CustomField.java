package dev.mosty.testbed.amocrm;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A custom field of leads, as {@code /api/v4/leads/custom_fields} knows it.
 *
 * @param code a symbolic name that may stand for the id, or null
 * @param choices what a select, multiselect or radiobutton offers
 */
public record CustomField(long id, String name, @Nullable String code, FieldType type, List<Choice> choices) {

    /** One choice of a field; the API calls it an enum. */
    public record Choice(long id, String value, @Nullable String code) {}
}
