package dev.mosty.admin.contacts;

import dev.mosty.contacts.Card;
import dev.mosty.contacts.Contact;
import dev.mosty.contacts.NameWords;
import dev.mosty.contacts.Phone;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a file would do to the book. A row is about a contact that it names by number, or else about one that has its
 * name and one of its phones; every other row is a new contact. Pure.
 */
record ImportPlan(List<Made> made, List<Changed> changed, int unchanged, List<Refused> refused) {

    record Made(int line, Card card) {}

    /** @param fields words of the bundle after {@code contacts-field} */
    record Changed(int line, long id, Card before, Card after, List<String> fields) {}

    /**
     * @param word the key of why
     * @param value what the sentence quotes; may be empty
     */
    record Refused(int line, String word, String value) {}

    /** So many of each; the same file over the same book has the same. */
    public String fingerprint() {
        return "%d-%d-%d-%d".formatted(made.size(), changed.size(), unchanged, refused.size());
    }

    public boolean changesNothing() {
        return made.isEmpty() && changed.isEmpty();
    }

    Map<Long, Card> changes() {
        Map<Long, Card> cards = new LinkedHashMap<>();
        changed.forEach(change -> cards.put(change.id(), change.after()));
        return cards;
    }

    /** @param known the contacts that the rows may be about: by number, or having one of their phones */
    static ImportPlan of(List<ImportRow> rows, List<Refused> unread, List<Contact> known) {
        return new Planner(known).plan(rows, unread);
    }

    private static final class Planner {
        private final Map<Long, Contact> byId = new HashMap<>();
        private final Map<String, Contact> byNameAndPhone = new HashMap<>();
        private final Map<String, Integer> lines = new HashMap<>();
        private final Set<Long> taken = new HashSet<>();

        Planner(List<Contact> known) {
            for (Contact contact : known) {
                byId.put(contact.id(), contact);
                for (Phone phone : contact.card().phones()) {
                    byNameAndPhone.putIfAbsent(key(contact.card().name(), phone), contact);
                }
            }
        }

        ImportPlan plan(List<ImportRow> rows, List<Refused> unread) {
            List<Made> made = new ArrayList<>();
            List<Changed> changed = new ArrayList<>();
            List<Refused> refused = new ArrayList<>(unread);
            int unchanged = 0;
            for (ImportRow row : rows) {
                Optional<Contact> about = about(row);
                Card card = row.over(about.map(Contact::card));
                Optional<Refused> fault = fault(row, card, about);
                if (fault.isPresent()) {
                    refused.add(fault.get());
                } else if (about.isEmpty()) {
                    made.add(new Made(row.line(), card));
                } else if (card.equals(about.get().card())) {
                    unchanged++;
                } else {
                    Card before = about.get().card();
                    changed.add(new Changed(row.line(), about.get().id(), before, card, Difference.of(before, card)));
                }
            }
            refused.sort(Comparator.comparingInt(Refused::line));
            return new ImportPlan(made, changed, unchanged, refused);
        }

        private Optional<Contact> about(ImportRow row) {
            if (row.id().isPresent()) {
                return Optional.ofNullable(byId.get(row.id().getAsLong()));
            }
            return row.phones().orElse(List.of()).stream()
                    .map(phone -> byNameAndPhone.get(key(row.name(), phone)))
                    .filter(Objects::nonNull)
                    .findFirst();
        }

        private Optional<Refused> fault(ImportRow row, Card card, Optional<Contact> about) {
            if (row.id().isPresent() && about.isEmpty()) {
                return refused(
                        row, "contacts-refused-unknown", Long.toString(row.id().getAsLong()));
            }
            Optional<String> field = card.fault();
            if (field.isPresent()) {
                return refused(row, "contacts-bad-" + field.get(), "");
            }
            if (about.isPresent() && !taken.add(about.get().id())) {
                return refused(row, "contacts-refused-twice", "");
            }
            Integer earlier = about.isPresent() ? null : lines.putIfAbsent(whole(card), row.line());
            return earlier == null ? Optional.empty() : refused(row, "contacts-refused-repeated", earlier.toString());
        }

        private static Optional<Refused> refused(ImportRow row, String word, String value) {
            return Optional.of(new Refused(row.line(), word, value));
        }

        private static String key(String name, Phone phone) {
            return NameWords.sortKey(name) + "\n" + phone.digits();
        }

        private static String whole(Card card) {
            return NameWords.sortKey(card.name()) + "\n"
                    + String.join(",", card.phones().stream().map(Phone::digits).toList());
        }
    }
}
