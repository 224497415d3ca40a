package dev.mosty.admin.contacts;

import dev.mosty.contacts.Contact;
import dev.mosty.contacts.ContactRows;
import dev.mosty.contacts.NameWords;
import dev.mosty.contacts.NumberingPlan;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/** Reads the book by name, from a place on; every way of looking has an index. */
@Singleton
class ContactList {
    private static final Pattern LETTER = Pattern.compile("\\p{L}");

    /** Of a whole number these agree, however its beginning is written. */
    private static final int LAST_DIGITS = 10;

    private final Jdbi jdbi;

    ContactList(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** A contact in the order of the list, which it need not be part of any more. */
    record Place(String name, long id) {
        static final Place START = new Place("", 0);

        static Place of(Contact contact) {
            return new Place(NameWords.sortKey(contact.card().name()), contact.id());
        }
    }

    /**
     * @param typed beginnings of words of the name and the company, or the last digits of a number; empty for all
     * @param after where the page before ended
     */
    List<Contact> page(String typed, Place after, int rows) {
        return jdbi.withHandle(handle -> page(handle, typed, after, rows));
    }

    private static List<Contact> page(Handle handle, String typed, Place after, int rows) {
        String digits = NumberingPlan.digits(typed);
        boolean byNumber = !digits.isEmpty() && !LETTER.matcher(typed).find();
        String words = NameWords.query(typed);
        if (!typed.isEmpty() && !byNumber && words.isEmpty()) {
            return List.of();
        }
        String sql = "select c.* from contact c where (c.sort_name, c.id) > (:name, :id)"
                + (byNumber
                        ? " and c.id in (select contact from contact_phone"
                                + " where reverse(digits) ~>=~ :ending and reverse(digits) ~<~ (:ending || ':'))"
                        : words.isEmpty() ? "" : " and array_to_tsvector(c.words) @@ cast(:words as tsquery)")
                + " order by c.sort_name, c.id limit :rows";
        Query query = handle.createQuery(sql)
                .bind("name", after.name())
                .bind("id", after.id())
                .bind("rows", rows);
        if (byNumber) {
            query.bind("ending", ending(digits));
        } else if (!words.isEmpty()) {
            query.bind("words", words);
        }
        return ContactRows.complete(handle, query);
    }

    private static String ending(String digits) {
        String last = digits.length() > LAST_DIGITS ? digits.substring(digits.length() - LAST_DIGITS) : digits;
        return new StringBuilder(last).reverse().toString();
    }

    long count() {
        return jdbi.withHandle(handle ->
                handle.select("select count(*) from contact").mapTo(Long.class).one());
    }

    /** Those who can be called at an extension of their own. */
    List<Employee> employees() {
        return jdbi.withHandle(handle -> handle.select("""
                        select login, extensions from app_user where disabled_at is null and extensions <> '{}'
                        order by login
                        """)
                .map((row, context) -> new Employee(row.getString("login"), List.of((String[])
                        row.getArray("extensions").getArray())))
                .list());
    }
}
