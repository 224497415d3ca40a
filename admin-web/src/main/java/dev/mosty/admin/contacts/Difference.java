package dev.mosty.admin.contacts;

import dev.mosty.contacts.Card;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Which fields of a card changed, as words of the bundle after {@code contacts-field}. Pure. */
final class Difference {
    private Difference() {}

    static List<String> of(Card before, Card after) {
        List<String> fields = new ArrayList<>();
        add(fields, "kind", before, after, Card::kind);
        add(fields, "name", before, after, Card::name);
        add(fields, "company", before, after, Card::company);
        add(fields, "phones", before, after, Card::phones);
        add(fields, "responsible", before, after, Card::responsible);
        add(fields, "ext", before, after, Card::responsibleExt);
        add(fields, "note", before, after, Card::note);
        return fields;
    }

    private static void add(List<String> fields, String name, Card before, Card after, Function<Card, Object> field) {
        if (!field.apply(before).equals(field.apply(after))) {
            fields.add(name);
        }
    }
}
