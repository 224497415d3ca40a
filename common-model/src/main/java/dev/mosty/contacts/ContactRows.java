package dev.mosty.contacts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Reads contacts with their numbers: two statements, however many they are. */
public final class ContactRows {
    private ContactRows() {}

    /** @param contacts selects {@code contact.*}; its order is kept */
    public static List<Contact> complete(Handle handle, Query contacts) {
        List<Contact> bare = contacts.map((row, context) -> bare(row)).list();
        Map<Long, List<Phone>> phones =
                bare.isEmpty() ? Map.of() : phones(handle, bare.stream().map(Contact::id));
        return bare.stream()
                .map(contact -> contact.with(phones.getOrDefault(contact.id(), List.of())))
                .toList();
    }

    private record Numbered(long contact, Phone phone) {}

    private static Map<Long, List<Phone>> phones(Handle handle, Stream<Long> contacts) {
        return handle
                .createQuery("""
                        select contact, digits, written, coalesce(e164, '') as e164 from contact_phone
                        where contact = any(:contacts) order by contact, position
                        """)
                .bind("contacts", contacts.toArray(Long[]::new))
                .map((row, context) -> new Numbered(
                        row.getLong("contact"),
                        new Phone(row.getString("digits"), row.getString("written"), row.getString("e164"))))
                .stream()
                .collect(Collectors.groupingBy(
                        Numbered::contact, Collectors.mapping(Numbered::phone, Collectors.toList())));
    }

    private static Contact bare(ResultSet row) throws SQLException {
        return new Contact(
                row.getLong("id"),
                new Card(
                        Kind.of(row.getString("kind")).orElseThrow(),
                        row.getString("name"),
                        row.getString("company"),
                        row.getString("note"),
                        row.getString("responsible"),
                        row.getString("responsible_ext"),
                        List.of()),
                Optional.ofNullable(row.getObject("origin_id", UUID.class)),
                Source.of(row.getString("source")).orElseThrow(),
                row.getTimestamp("changed_at").toInstant(),
                row.getString("changed_by"));
    }
}
