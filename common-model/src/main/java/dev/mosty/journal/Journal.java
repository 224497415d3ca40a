package dev.mosty.journal;

import jakarta.inject.Singleton;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

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
        handle.execute(
                """
                insert into request_log (service, request_id, address, user_agent, method, url, status, result,
                                         request, answer, took_ms)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                line(entry.service()),
                line(entry.requestId()),
                line(entry.address()),
                line(Masking.text(cut(entry.userAgent(), MAX_LINE))),
                line(entry.method()),
                line(Masking.url(entry.url())),
                entry.status(),
                entry.result(),
                storable(Masking.body(entry.request(), MAX_TEXT)),
                storable(Masking.body(entry.answer(), MAX_TEXT)),
                entry.tookMillis());
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
