package dev.mosty.admin.erasure;

import org.jdbi.v3.core.Handle;

/**
 * What telephony keeps of a phone: the contacts that have it, with all their phones, and the calls of it. A call stays
 * for the counts without its number, its recording and what was told of it; one that still goes on is left alone.
 */
final class Callers {
    private static final String CALLS = """
            call where state = 3 and reverse(digits) ~>=~ reverse(:ten) and reverse(digits) ~<~ (reverse(:ten) || ':')
            """;

    private static final String CONTACTS = """
            contact where id in (select contact from contact_phone
                where reverse(digits) ~>=~ reverse(:ten) and reverse(digits) ~<~ (reverse(:ten) || ':'))
            """;

    private Callers() {}

    record Counted(long contacts, long calls) {
        static final Counted NONE = new Counted(0, 0);
    }

    static Counted look(Handle tx, Person person) {
        return switch (person) {
            case Person.Lead ignored -> Counted.NONE;
            case Person.Phone(String ten) -> new Counted(count(tx, CONTACTS, ten), count(tx, CALLS, ten));
        };
    }

    static Counted erase(Handle tx, Person person) {
        return switch (person) {
            case Person.Lead ignored -> Counted.NONE;
            case Person.Phone(String ten) -> {
                Counted counted = look(tx, person);
                String mine = "select id from " + CALLS;
                change(tx, "update pbx_event set raw = null where call_id in (" + mine + ")", ten);
                change(tx, "delete from workplace_event where call_id in (" + mine + ")", ten);
                change(
                        tx,
                        "delete from made_call where reverse(digits) ~>=~ reverse(:ten)"
                                + " and reverse(digits) ~<~ (reverse(:ten) || ':')",
                        ten);
                change(
                        tx,
                        "update call set phone = '', record_link = null, contact_id = null where id in (" + mine + ")",
                        ten);
                change(tx, "delete from " + CONTACTS, ten);
                // Files that wait for their word; whoever brought one brings it again.
                tx.execute("delete from contact_import");
                yield counted;
            }
        };
    }

    private static long count(Handle tx, String what, String ten) {
        return tx.createQuery("select count(*) from " + what)
                .bind("ten", ten)
                .mapTo(Long.class)
                .one();
    }

    private static void change(Handle tx, String sql, String ten) {
        tx.createUpdate(sql).bind("ten", ten).execute();
    }
}
