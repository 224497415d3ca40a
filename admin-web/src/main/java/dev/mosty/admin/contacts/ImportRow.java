package dev.mosty.admin.contacts;

import dev.mosty.admin.shell.CsvRows;
import dev.mosty.admin.shell.FormText;
import dev.mosty.admin.shell.Words;
import dev.mosty.contacts.Card;
import dev.mosty.contacts.Kind;
import dev.mosty.contacts.NumberingPlan;
import dev.mosty.contacts.Phone;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One row of a file of contacts, read. What the file has no column for is empty here and stays as it is in the book.
 *
 * @param id the contact's number in the book, as a download has it
 */
record ImportRow(
        int line,
        OptionalLong id,
        Optional<Kind> kind,
        String name,
        Optional<String> company,
        Optional<List<Phone>> phones,
        Optional<String> responsible,
        Optional<String> ext,
        Optional<String> note) {
    private static final int LONGEST = 4 * Card.LONGEST_NOTE;

    /** A row that cannot be read: the key of why, and what the sentence quotes. */
    record Wrong(String word, String value) {}

    /** Either a row or why not. */
    record Read(@Nullable ImportRow row, @Nullable Wrong wrong) {}

    static Read of(CsvRows.Row row, Columns columns, NumberingPlan plan) {
        String id = text(columns, row, "id").orElse("");
        if (!id.matches("[0-9]{0,18}")) {
            return new Read(null, new Wrong("contacts-refused-id", id));
        }
        Optional<String> kind = text(columns, row, "kind").filter(word -> !word.isEmpty());
        if (kind.isPresent() && kind(kind.get()).isEmpty()) {
            return new Read(null, new Wrong("contacts-refused-kind", kind.get()));
        }
        Map<String, Phone> numbers = new LinkedHashMap<>();
        for (String number : columns.cell(row, "phones").orElse("").split("[,;|\\n]", -1)) {
            if (!number.isBlank()) {
                Optional<Phone> phone = plan.read(number);
                if (phone.isEmpty()) {
                    return new Read(null, new Wrong("contacts-refused-phone", FormText.line(number, 64)));
                }
                numbers.putIfAbsent(phone.get().digits(), phone.get());
            }
        }
        return new Read(
                new ImportRow(
                        row.line(),
                        id.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(id)),
                        kind.flatMap(ImportRow::kind),
                        text(columns, row, "name").orElse(""),
                        text(columns, row, "company"),
                        columns.has("phones") ? Optional.of(List.copyOf(numbers.values())) : Optional.empty(),
                        text(columns, row, "responsible"),
                        text(columns, row, "ext"),
                        columns.cell(row, "note").map(note -> ContactForm.lines(note, LONGEST))),
                null);
    }

    /** What it makes of a contact; of nobody, if there was none. */
    Card over(Optional<Card> before) {
        return new Card(
                kind.or(() -> before.map(Card::kind)).orElse(Kind.PERSON),
                name,
                company.or(() -> before.map(Card::company)).orElse(""),
                note.or(() -> before.map(Card::note)).orElse(""),
                responsible.or(() -> before.map(Card::responsible)).orElse(""),
                ext.or(() -> before.map(Card::responsibleExt)).orElse(""),
                phones.or(() -> before.map(Card::phones)).orElse(List.of()));
    }

    private static Optional<String> text(Columns columns, CsvRows.Row row, String name) {
        return columns.cell(row, name).map(cell -> FormText.line(cell, LONGEST));
    }

    private static Optional<Kind> kind(String word) {
        return Kind.of(word.toLowerCase(Locale.ROOT))
                .or(() -> Stream.of(Kind.values())
                        .filter(kind -> Stream.of(Locale.of("ru"), Locale.ENGLISH)
                                .anyMatch(language -> Words.of(language, "contacts-kind-" + kind.key())
                                        .equalsIgnoreCase(word)))
                        .findFirst());
    }
}
