package dev.mosty.admin.contacts;

import dev.mosty.access.Audit;
import dev.mosty.access.Audit.Actor;
import dev.mosty.contacts.AddressBook;
import dev.mosty.contacts.Card;
import dev.mosty.contacts.ContactTable;
import dev.mosty.contacts.Source;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * Changes one contact, with its line in the audit. The audit is kept for years and holds no personal data: it says the
 * contact's number in the book and which fields changed, not what they say.
 */
@Singleton
class ContactStore {
    private final Jdbi jdbi;
    private final AddressBook book;

    ContactStore(Jdbi jdbi, AddressBook book) {
        this.jdbi = jdbi;
        this.book = book;
    }

    long create(Card card, Actor by) {
        return jdbi.inTransaction(tx -> ContactTable.create(tx, card, by));
    }

    /** @return false if there is no such contact (any more) */
    boolean change(long id, Card card, Actor by) {
        return jdbi.inTransaction(tx -> {
            ContactTable.lock(tx);
            Optional<Card> before = book.find(tx, id).map(contact -> contact.card());
            List<String> changed = before.map(old -> Difference.of(old, card)).orElse(List.of());
            if (!changed.isEmpty()) {
                ContactTable.update(tx, Map.of(id, card), Source.ADMIN, by.name());
                Audit.write(tx, by, "contact.changed", "№ " + id, String.join(", ", changed));
            }
            return before.isPresent();
        });
    }

    /** @return false if there is no such contact (any more) */
    boolean delete(long id, Actor by) {
        return jdbi.inTransaction(tx -> {
            boolean deleted = ContactTable.delete(tx, id);
            if (deleted) {
                Audit.write(tx, by, "contact.deleted", "№ " + id, "");
            }
            return deleted;
        });
    }
}
