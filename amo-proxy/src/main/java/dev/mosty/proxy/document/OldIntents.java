package dev.mosty.proxy.document;

import dev.mosty.delivery.Forgetful;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jdbi.v3.core.Handle;

/** Deletes intents of yesterday, which no repeat asks for any more; the request log has their story. */
@Singleton
class OldIntents implements Forgetful {
    private static final Duration ASKED_FOR = Duration.ofDays(1);

    @Override
    public void forget(Handle tx, Before before) {
        tx.execute(
                "delete from document_intent where started_at < ?", before.now().minus(ASKED_FOR));
    }
}
