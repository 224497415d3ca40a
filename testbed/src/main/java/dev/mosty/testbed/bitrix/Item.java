package dev.mosty.testbed.bitrix;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One contact, company, lead, deal, product or section. Never changed, only replaced.
 *
 * @param values plain fields as the database keeps them; an empty one is absent
 * @param multifields telephones, addresses and the like by their field
 * @param contacts of a lead or deal, the main one first
 * @param companies of a contact, the main one first
 * @param rows of a lead or deal
 */
record Item(
        Kind kind,
        long id,
        Map<String, String> values,
        Map<String, List<Multifield>> multifields,
        List<Long> contacts,
        List<Long> companies,
        List<ProductRow> rows) {

    Item {
        values = Map.copyOf(values);
        multifields = Map.copyOf(multifields);
        contacts = List.copyOf(contacts);
        companies = List.copyOf(companies);
        rows = List.copyOf(rows);
    }

    static Item fresh(Kind kind, long id) {
        return new Item(kind, id, Map.of(), Map.of(), List.of(), List.of(), List.of());
    }

    /** Empty if it has none. */
    String value(String field) {
        return field.equals("ID") ? Long.toString(id) : Objects.requireNonNullElse(values.get(field), "");
    }

    @JsonIgnore
    String originId() {
        return value(kind.origin());
    }

    List<Multifield> multifield(String field) {
        return Objects.requireNonNullElse(multifields.get(field), List.of());
    }

    /** An empty value is none. */
    Item with(String field, String value) {
        Map<String, String> changed = new LinkedHashMap<>(values);
        if (value.isEmpty()) {
            changed.remove(field);
        } else {
            changed.put(field, value);
        }
        return new Item(kind, id, changed, multifields, contacts, companies, rows);
    }

    /** Unless it has one. */
    Item withDefault(String field, String value) {
        return value(field).isEmpty() ? with(field, value) : this;
    }

    Item withMultifield(String field, List<Multifield> values) {
        Map<String, List<Multifield>> changed = new LinkedHashMap<>(multifields);
        changed.put(field, List.copyOf(values));
        return new Item(kind, id, this.values, changed, contacts, companies, rows);
    }

    Item withContacts(List<Long> others) {
        return new Item(kind, id, values, multifields, others, companies, rows);
    }

    Item withCompanies(List<Long> others) {
        return new Item(kind, id, values, multifields, contacts, others, rows);
    }

    Item withRows(List<ProductRow> others) {
        return new Item(kind, id, values, multifields, contacts, companies, others);
    }
}
