package dev.mosty.contacts;

import dev.mosty.contacts.ContactTable.Row;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Brings the book to what 1C says, in one transaction. The same body again changes nothing, not even the time of the
 * last change.
 */
@Singleton
public class OneCImport {
    private final Jdbi jdbi;

    public OneCImport(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** How many contacts were made, changed, left as they were, and deleted. */
    public record Result(int created, int changed, int unchanged, int deleted) {}

    /** @param by the name of the token that 1C showed */
    public Result accept(List<OneCContact> contacts, String by) {
        return jdbi.inTransaction(tx -> accept(tx, contacts, by));
    }

    /** As part of the caller's transaction. Of a contact that comes twice the later word counts. */
    public Result accept(Handle tx, List<OneCContact> contacts, String by) {
        ContactTable.lock(tx);
        Map<UUID, OneCContact> last = new LinkedHashMap<>();
        contacts.forEach(contact -> last.put(contact.originId(), contact));
        Map<UUID, Contact> before = byOrigin(tx, last.keySet().toArray(UUID[]::new));
        List<Row> made = new ArrayList<>();
        Map<Long, Card> changed = new LinkedHashMap<>();
        List<Long> gone = new ArrayList<>();
        int unchanged = 0;
        for (OneCContact contact : last.values()) {
            Optional<Contact> known = Optional.ofNullable(before.get(contact.originId()));
            switch (contact) {
                case OneCContact.Gone ignored
                when known.isPresent() -> gone.add(known.get().id());
                case OneCContact.Gone ignored -> unchanged++;
                case OneCContact.Known said
                when known.isEmpty() -> made.add(new Row(said.card(), Optional.of(said.originId())));
                case OneCContact.Known said
                when said.over(known.get().card()).equals(known.get().card()) -> unchanged++;
                case OneCContact.Known said ->
                    changed.put(known.get().id(), said.over(known.get().card()));
            }
        }
        ContactTable.insert(tx, made, by, Source.ONEC);
        ContactTable.update(tx, changed, Source.ONEC, by);
        tx.createUpdate("delete from contact where id = any(:gone)")
                .bind("gone", gone.toArray(Long[]::new))
                .execute();
        return new Result(made.size(), changed.size(), unchanged, gone.size());
    }

    private static Map<UUID, Contact> byOrigin(Handle tx, UUID[] origins) {
        return ContactRows.complete(
                        tx,
                        tx.createQuery("select * from contact where origin_id = any(:origins) for update")
                                .bind("origins", origins))
                .stream()
                .collect(Collectors.toMap(contact -> contact.originId().orElseThrow(), Function.identity()));
    }
}
