package dev.mosty.telephony.call;

import dev.mosty.delivery.Forgetful;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jdbi.v3.core.Handle;

/**
 * Lets go what calls left behind: the raw texts after {@code PAYLOAD_KEEP_DAYS}, what told repeats from news after
 * {@code DELIVERY_KEEP_DAYS}, what screens were told after two days. The calls themselves stay: they are the journal.
 */
@Singleton
final class OldEvents implements Forgetful {
    private static final Duration SCREENS = Duration.ofDays(2);

    @Override
    public void forget(Handle tx, Before before) {
        tx.execute("update pbx_event set raw = null where at < ? and raw is not null", before.payloads());
        tx.execute("delete from pbx_event where at < ?", before.finished());
        tx.execute("delete from workplace_event where at < ?", before.now().minus(SCREENS));
        tx.execute("delete from made_call where at < ?", before.finished());
    }
}
