package dev.mosty.telephony;

import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** What a test leaves behind, and the next must not find. Deleted and not truncated: the service goes on working. */
final class Yesterday {
    private static final List<String> TABLES =
            List.of("delivery_lane", "delivery", "call", "made_call", "request_log", "contact");

    private Yesterday() {}

    static void forget(Jdbi jdbi) {
        for (String table : TABLES) {
            jdbi.useHandle(handle -> handle.execute("delete from " + table));
        }
        // A 1C that refused everybody has paused its channel.
        jdbi.useHandle(handle -> handle.createQuery("select mosty_resume(name)::text from channel")
                .mapTo(String.class)
                .list());
    }
}
