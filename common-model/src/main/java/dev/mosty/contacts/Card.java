package dev.mosty.contacts;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is written about a contact; all but kind and name may be empty.
 *
 * @param company the company that a person belongs to
 * @param responsible the employee who looks after them, as people know them
 * @param responsibleExt the extension that their calls are transferred to
 * @param phones each number once
 */
public record Card(
        Kind kind,
        String name,
        String company,
        String note,
        String responsible,
        String responsibleExt,
        List<Phone> phones) {
    /** In characters. */
    public static final int LONGEST_NAME = 200;

    public static final int LONGEST_NOTE = 2000;

    public static final int MOST_PHONES = 20;

    private static final Pattern EXTENSION = Pattern.compile("[0-9*#+]{0,16}");

    /** What is wrong with it, as the name of the field and nothing else; empty if it can be stored. */
    public Optional<String> fault() {
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            return Optional.of("name");
        }
        if (company.length() > LONGEST_NAME) {
            return Optional.of("company");
        }
        if (note.length() > LONGEST_NOTE) {
            return Optional.of("note");
        }
        if (responsible.length() > LONGEST_NAME) {
            return Optional.of("responsible");
        }
        if (!EXTENSION.matcher(responsibleExt).matches()) {
            return Optional.of("responsibleExt");
        }
        return phones.size() > MOST_PHONES ? Optional.of("phones") : Optional.empty();
    }

    Card with(List<Phone> numbers) {
        return new Card(kind, name, company, note, responsible, responsibleExt, List.copyOf(numbers));
    }

    /** Without the person. */
    @Override
    public String toString() {
        return "Card[" + kind + ", " + phones.size() + " phones]";
    }
}
