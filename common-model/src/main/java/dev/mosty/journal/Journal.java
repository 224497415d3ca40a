package dev.mosty.journal;

import jakarta.inject.Singleton;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

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

    /** By COPY, which costs this side and the database a fraction of what arrays or parameters of an insert do. */
    private static void record(Handle handle, List<Entry> entries) {
        var rows = new CopyRows();
        for (Entry entry : entries) {
            rows.text(line(entry.service()))
                    .text(line(entry.requestId()))
                    .text(line(entry.address()))
                    .text(line(Masking.text(cut(entry.userAgent(), MAX_LINE))))
                    .text(line(entry.method()))
                    .text(line(Masking.url(entry.url())))
                    .number(entry.status())
                    .flag(entry.result())
                    .text(Masking.body(entry.request(), MAX_TEXT))
                    .text(Masking.body(entry.answer(), MAX_TEXT))
                    .number(entry.tookMillis())
                    .end();
        }
        rows.copy(handle, """
                copy request_log (service, request_id, address, user_agent, method, url, status, result,
                                  request, answer, took_ms) from stdin""");
    }

    private static String line(String text) {
        return cut(text, MAX_LINE);
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }
}
