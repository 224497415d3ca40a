package dev.mosty.telephony;

import dev.mosty.testsupport.Tables;
import org.jdbi.v3.core.Jdbi;

/** What a test leaves behind, and the next must not find. */
final class Yesterday {
    private Yesterday() {}

    static void forget(Jdbi jdbi) {
        Tables.empty(jdbi, "delivery_lane", "delivery", "call", "made_call", "request_log", "contact");
        // A 1C that refused everybody has paused its channel.
        jdbi.useHandle(handle -> handle.createQuery("select mosty_resume(name)::text from channel")
                .mapTo(String.class)
                .list());
    }
}
