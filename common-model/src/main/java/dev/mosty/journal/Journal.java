package dev.mosty.journal;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.argument.Argument;

/**
 * Writes the request log. An entry is durable when the call returns (or with the caller's commit), and never refused
 * for its content: what is too long is cut, what cannot be stored is replaced.
 */
@Singleton
public final class Journal {
    private static final int MAX_TEXT = 20_000;
    private static final int MAX_LINE = 2_000;

    private final Jdbi jdbi;

    public Journal(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** In a transaction of its own. */
    public void record(Entry entry) {
        jdbi.useHandle(handle -> record(handle, entry));
    }

    /** In the caller's transaction. */
    public void record(Handle handle, Entry entry) {
        record(handle, List.of(entry));
    }

    /** All of them by one statement, in a transaction of its own. */
    public void record(List<Entry> entries) {
        jdbi.useHandle(handle -> record(handle, entries));
    }

    /** Whether the database can be asked at all. */
    boolean isThere() {
        try {
            return jdbi.withHandle(
                    handle -> handle.select("select true").mapTo(Boolean.class).one());
        } catch (JdbiException e) {
            return false;
        }
    }

    private static void record(Handle handle, List<Entry> entries) {
        handle.execute(
                """
                insert into request_log (service, request_id, address, user_agent, method, url, status, result,
                                         request, answer, took_ms)
                select * from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::int[],
                                     ?::boolean[], ?::text[], ?::text[], ?::int[])
                """,
                texts(handle, entries, entry -> line(entry.service())),
                texts(handle, entries, entry -> line(entry.requestId())),
                texts(handle, entries, entry -> line(entry.address())),
                texts(handle, entries, entry -> line(Masking.text(cut(entry.userAgent(), MAX_LINE)))),
                texts(handle, entries, entry -> line(entry.method())),
                texts(handle, entries, entry -> line(Masking.url(entry.url()))),
                array(handle, "int", entries.stream().map(Entry::status).toArray()),
                array(handle, "boolean", entries.stream().map(Entry::result).toArray()),
                texts(handle, entries, entry -> storable(Masking.body(entry.request(), MAX_TEXT))),
                texts(handle, entries, entry -> storable(Masking.body(entry.answer(), MAX_TEXT))),
                array(handle, "int", entries.stream().map(Entry::tookMillis).toArray()));
    }

    private static Argument texts(Handle handle, List<Entry> entries, Function<Entry, String> column) {
        return array(handle, "text", entries.stream().map(column).toArray());
    }

    private static Argument array(Handle handle, String type, Object[] values) {
        return (position, statement, context) ->
                statement.setArray(position, handle.getConnection().createArrayOf(type, values));
    }

    private static String line(String text) {
        return storable(cut(text, MAX_LINE));
    }

    /** PostgreSQL's text takes every character but zero. */
    private static String storable(String text) {
        return text.replace('\0', '\uFFFD');
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }
}
