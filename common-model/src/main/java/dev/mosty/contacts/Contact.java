package dev.mosty.contacts;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A contact as the book has it.
 *
 * @param originId 1C's GUID, if 1C knows them
 * @param changedBy a login, or a service's name
 */
public record Contact(long id, Card card, Optional<UUID> originId, Source source, Instant changedAt, String changedBy) {

    Contact with(List<Phone> numbers) {
        return new Contact(id, card.with(numbers), originId, source, changedAt, changedBy);
    }
}
