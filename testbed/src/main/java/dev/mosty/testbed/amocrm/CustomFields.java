package dev.mosty.testbed.amocrm;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The account's custom fields of leads. */
public final class CustomFields {
    private final TreeMap<Long, CustomField> byId = new TreeMap<>();

    /** All of them by id. */
    public synchronized List<CustomField> all() {
        return new ArrayList<>(byId.values());
    }

    /** The field with this id. */
    public synchronized Optional<CustomField> find(long id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Adds the field, or replaces the one with its id: a test's way to another type. */
    public synchronized void put(CustomField field) {
        byId.put(field.id(), field);
    }

    /** Deletes the field, as an administrator of the account might. */
    public synchronized void remove(long id) {
        byId.remove(id);
    }

    synchronized Optional<CustomField> withCode(String code) {
        return byId.values().stream().filter(field -> code.equals(field.code())).findFirst();
    }

    synchronized CustomField create(String name, Optional<String> code, FieldType type, List<String> choices) {
        long id = byId.isEmpty() ? 1_300_001 : byId.lastKey() + 2;
        List<CustomField.Choice> offered = new ArrayList<>();
        for (String value : choices) {
            offered.add(new CustomField.Choice(id * 10 + offered.size(), value, null));
        }
        CustomField field = new CustomField(id, name, code.orElse(null), type, offered);
        byId.put(id, field);
        return field;
    }

    synchronized void replaceAll(Collection<CustomField> fields) {
        byId.clear();
        fields.forEach(field -> byId.put(field.id(), field));
    }
}
