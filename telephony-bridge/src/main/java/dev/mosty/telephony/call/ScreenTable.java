package dev.mosty.telephony.call;

import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;

/** The table {@code workplace_event}. */
final class ScreenTable {
    private ScreenTable() {}

    /** A window that is open already is not opened again, and one that was not opened is not closed. */
    static void write(Handle tx, long call, List<ScreenRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        tx.createUpdate("""
                        insert into workplace_event (ext, kind, call_id, body)
                        select ext, kind, :call, body::jsonb
                          from unnest(:exts, :kinds, :bodies) with ordinality as row (ext, kind, body, position)
                         where kind <> 'close' or exists (
                               select from workplace_event o where o.call_id = :call and o.ext = row.ext and o.kind = 'open')
                         order by position
                        on conflict (call_id, ext) where kind = 'open' do nothing
                        """)
                .bind("call", call)
                .bindArray(
                        "exts", String.class, rows.stream().map(ScreenRow::ext).toList())
                .bindArray(
                        "kinds",
                        String.class,
                        rows.stream()
                                .map(row -> row.kind().name().toLowerCase(Locale.ROOT))
                                .toList())
                .bindArray(
                        "bodies",
                        String.class,
                        rows.stream().map(ScreenRow::json).toList())
                .execute();
    }
}
