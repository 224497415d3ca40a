package dev.mosty.admin.contacts;

import dev.mosty.admin.shell.FormText;
import dev.mosty.contacts.Card;
import dev.mosty.contacts.Contact;
import dev.mosty.contacts.Kind;
import dev.mosty.contacts.NumberingPlan;
import dev.mosty.contacts.Phone;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A contact as somebody typed it.
 *
 * @param phones one a line
 */
record ContactForm(
        String kind,
        String name,
        String company,
        String phones,
        String responsible,
        String responsibleExt,
        String note) {
    private static final int LONGEST_LINE = 300;
    private static final int LONGEST_PHONES = 2000;

    /** @param typed what stands in the field of that name */
    static ContactForm of(Function<String, @Nullable String> typed) {
        return new ContactForm(
                FormText.line(typed.apply("kind"), 20),
                FormText.line(typed.apply("name"), LONGEST_LINE),
                FormText.line(typed.apply("company"), LONGEST_LINE),
                lines(typed.apply("phones"), LONGEST_PHONES),
                FormText.line(typed.apply("responsible"), LONGEST_LINE),
                FormText.line(typed.apply("responsibleExt"), 40),
                lines(typed.apply("note"), 2 * Card.LONGEST_NOTE));
    }

    static ContactForm of(Contact contact) {
        Card card = contact.card();
        return new ContactForm(
                card.kind().key(),
                card.name(),
                card.company(),
                card.phones().stream().map(Phone::written).collect(Collectors.joining("\n")),
                card.responsible(),
                card.responsibleExt(),
                card.note());
    }

    static ContactForm withPhone(@Nullable String phone) {
        return new ContactForm(Kind.PERSON.key(), "", "", FormText.line(phone, 64), "", "", "");
    }

    /** What came of it: a card, or what is wrong. */
    sealed interface Read {
        record Good(Card card) implements Read {}

        /**
         * @param word the key of the sentence, in {@link dev.mosty.admin.shell.Words}
         * @param value what the sentence quotes; may be empty
         */
        record Wrong(String word, String value) implements Read {}
    }

    /** @param employees whoever is named by their login and has an extension brings it with them */
    Read read(NumberingPlan plan, List<Employee> employees) {
        Optional<Kind> known = Kind.of(kind);
        if (known.isEmpty()) {
            return new Read.Wrong("contacts-bad-kind", "");
        }
        Map<String, Phone> numbers = new LinkedHashMap<>();
        for (String line : phones.lines().filter(line -> !line.isBlank()).toList()) {
            Optional<Phone> phone = plan.read(line);
            if (phone.isEmpty()) {
                return new Read.Wrong("contacts-bad-phone", line);
            }
            numbers.putIfAbsent(phone.get().digits(), phone.get());
        }
        Card card = new Card(
                known.get(), name, company, note, responsible, extension(employees), List.copyOf(numbers.values()));
        return card.fault()
                .map(field -> (Read) new Read.Wrong("contacts-bad-" + field, ""))
                .orElseGet(() -> new Read.Good(card));
    }

    private String extension(List<Employee> employees) {
        if (!responsibleExt.isEmpty()) {
            return responsibleExt;
        }
        return employees.stream()
                .filter(employee -> employee.login().equalsIgnoreCase(responsible))
                .map(employee -> employee.extensions().getFirst())
                .findFirst()
                .orElse("");
    }

    /** Lines stay lines; within each what a line may not have goes. */
    static String lines(@Nullable String typed, int longest) {
        String text = typed == null ? "" : typed.substring(0, Math.min(typed.length(), longest));
        return text.lines()
                .map(line -> FormText.line(line, longest))
                .collect(Collectors.joining("\n"))
                .strip();
    }
}
