package dev.mosty.telephony.workplace;

import dev.mosty.telephony.call.Screens;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * Wakes the tails of all replicas, this one's included, by NOTIFY in a transaction of its own, at most 20 times a second:
 * inside the transaction of an event it would make all commits wait for each other. A lost one costs a second.
 */
@Singleton
final class PeerNotice implements Screens {
    private static final Logger LOG = Logger.getLogger(PeerNotice.class);
    private static final Duration BETWEEN = Duration.ofMillis(50);

    private final Jdbi jdbi;
    private final Semaphore told = new Semaphore(0);
    private final Thread notifier = Thread.ofVirtual().name("workplace-notice").unstarted(this::run);
    private volatile boolean closed;

    PeerNotice(Jdbi jdbi) {
        this.jdbi = jdbi;
        notifier.start();
    }

    @Override
    public void told() {
        told.release();
    }

    private void run() {
        try {
            while (!closed) {
                told.acquire();
                told.drainPermits();
                notifyAllTails();
                Thread.sleep(BETWEEN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void notifyAllTails() {
        try {
            jdbi.useHandle(handle -> handle.execute("notify " + EventTail.NOTIFICATION));
        } catch (JdbiException e) {
            LOG.debugf("No notice to the screens, their poll will find the rows: %s", e.getMessage());
        }
    }

    /** Without an interrupt: one in the middle of a statement would leave a dead connection in everybody's pool. */
    @PreDestroy
    void close() {
        closed = true;
        told.release();
    }
}
