package dev.mosty.contacts;

import dev.mosty.access.Audit;
import dev.mosty.access.Audit.Actor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Writes contacts as part of the caller's transaction. */
public final class ContactTable {
    private static final String FIELDS =
            "kind, name, company, note, responsible, responsible_ext, origin_id, source, changed_by, sort_name, words";

    private static final String VALUES =
            ":kind, :name, :company, :note, :responsible, :responsible_ext, cast(:origin_id as uuid), :source, :by, :sort_name, :words";

    private ContactTable() {}

    /** What writes many contacts goes one after the other, so that two imports cannot wait for each other's rows. */
    public static void lock(Handle tx) {
        tx.execute("select pg_advisory_xact_lock(hashtextextended('contacts', 0))");
    }

    /**
     * Somebody wrote it down on a page. The audit says so; it is kept for years and holds no personal data.
     *
     * @return the new id
     */
    public static long create(Handle tx, Card card, Actor by) {
        long id = insert(tx, List.of(card), Source.ADMIN, by.name()).getFirst();
        Audit.write(tx, by, "contact.created", "№ " + id, "");
        return id;
    }

    /** @return the new ids, in order */
    public static List<Long> insert(Handle tx, List<Card> cards, Source source, String by) {
        return insert(
                tx, cards.stream().map(card -> new Row(card, Optional.empty())).toList(), by, source);
    }

    /** A card, and 1C's GUID of whom it is about. */
    record Row(Card card, Optional<UUID> originId) {}

    static List<Long> insert(Handle tx, List<Row> rows, String by, Source source) {
        if (rows.isEmpty()) {
            return List.of();
        }
        // The ids first: a batch that asks for generated keys is sent row by row.
        List<Long> ids = tx.createQuery(
                        "select nextval(pg_get_serial_sequence('contact', 'id')) from generate_series(1, :count)")
                .bind("count", rows.size())
                .mapTo(Long.class)
                .list();
        PreparedBatch batch = tx.prepareBatch("insert into contact (id, " + FIELDS + ") values (:id, " + VALUES + ")");
        for (int i = 0; i < rows.size(); i++) {
            bind(batch, ids.get(i), rows.get(i).card(), source, by)
                    .bind(
                            "origin_id",
                            rows.get(i).originId().map(UUID::toString).orElse(null))
                    .add();
        }
        batch.execute();
        List<Card> cards = rows.stream().map(Row::card).toList();
        insertPhones(tx, ids, cards);
        return ids;
    }

    /** Replaces what is written about these; 1C's GUID stays. */
    public static void update(Handle tx, Map<Long, Card> cards, Source source, String by) {
        if (cards.isEmpty()) {
            return;
        }
        PreparedBatch batch = tx.prepareBatch("""
                update contact set kind = :kind, name = :name, company = :company, note = :note,
                    responsible = :responsible, responsible_ext = :responsible_ext, source = :source,
                    changed_at = now(), changed_by = :by, sort_name = :sort_name, words = :words
                where id = :id
                """);
        cards.forEach((id, card) -> bind(batch, id, card, source, by).add());
        batch.execute();
        List<Long> ids = List.copyOf(cards.keySet());
        tx.createUpdate("delete from contact_phone where contact = any(:ids)")
                .bind("ids", ids.toArray(Long[]::new))
                .execute();
        insertPhones(tx, ids, ids.stream().map(cards::get).toList());
    }

    /** @return whether there was such a contact */
    public static boolean delete(Handle tx, long id) {
        return tx.execute("delete from contact where id = ?", id) == 1;
    }

    private static PreparedBatch bind(PreparedBatch batch, long id, Card card, Source source, String by) {
        return batch.bind("id", id)
                .bind("kind", card.kind().key())
                .bind("name", card.name())
                .bind("company", card.company())
                .bind("note", card.note())
                .bind("responsible", card.responsible())
                .bind("responsible_ext", card.responsibleExt())
                .bind("source", source.key())
                .bind("by", by)
                .bind("sort_name", NameWords.sortKey(card.name()))
                .bind("words", NameWords.words(card.name(), card.company()).toArray(String[]::new));
    }

    private static void insertPhones(Handle tx, List<Long> ids, List<Card> cards) {
        PreparedBatch batch = tx.prepareBatch("""
                insert into contact_phone (contact, position, digits, written, e164)
                values (:contact, :position, :digits, :written, nullif(:e164, ''))
                """);
        for (int i = 0; i < cards.size(); i++) {
            List<Phone> phones = new ArrayList<>(cards.get(i).phones());
            for (int position = 0; position < phones.size(); position++) {
                Phone phone = phones.get(position);
                batch.bind("contact", ids.get(i))
                        .bind("position", position)
                        .bind("digits", phone.digits())
                        .bind("written", phone.written())
                        .bind("e164", phone.e164())
                        .add();
            }
        }
        if (batch.size() > 0) {
            batch.execute();
        }
    }
}
