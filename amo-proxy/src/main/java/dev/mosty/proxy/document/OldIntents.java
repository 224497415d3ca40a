package dev.mosty.proxy.document;

import dev.mosty.settings.DatabaseFault;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** Deletes intents of yesterday, which no repeat asks for any more; the request log has their story. */
@Singleton
class OldIntents {
    private static final Logger LOG = Logger.getLogger(OldIntents.class);

    private final Jdbi jdbi;

    OldIntents(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** If it fails, the next run finds them. */
    @Scheduled(every = "1h", delayed = "5m")
    void delete() {
        try {
            jdbi.useHandle(handle ->
                    handle.execute("delete from document_intent where started_at < now() - interval '1 day'"));
        } catch (JdbiException e) {
            LOG.warnf("Old intents were not deleted and will be in an hour: %s", DatabaseFault.of(e));
        }
    }
}
