package dev.mosty.delivery;

import dev.mosty.delivery.Courier.LeaseLost;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Writes conclusions down. Those that come while others are being written share the next transaction: with hundreds of
 * events a second a transaction for each costs more than all the rest of their way. A shared transaction that fails is
 * tried again one by one, so that nobody fails for somebody else.
 */
final class Outcomes {
    private static final Logger LOG = Logger.getLogger(Outcomes.class);

    private final Jdbi jdbi;
    private final Channel<?> channel;
    private final Lease lease;
    private final Ledger ledger;
    private final DeliveryMetrics metrics;
    private final ReentrantLock writing = new ReentrantLock();
    private final List<Waiting> waiting = new ArrayList<>();
    private final AtomicInteger pauses = new AtomicInteger();

    Outcomes(Jdbi jdbi, Channel<?> channel, Lease lease, Ledger ledger, DeliveryMetrics metrics) {
        this.jdbi = jdbi;
        this.channel = channel;
        this.lease = lease;
        this.ledger = ledger;
        this.metrics = metrics;
    }

    private enum Stage {
        NEW,
        WRITTEN,
        /** It was in a group that failed. */
        ALONE
    }

    private static final class Waiting {
        private final Conclusion conclusion;
        /** Changed under {@link #writing} only. */
        private Stage stage = Stage.NEW;

        Waiting(Conclusion conclusion) {
            this.conclusion = conclusion;
        }
    }

    /** How often an outcome has paused the channel. */
    int pauses() {
        return pauses.get();
    }

    /** How every transaction of the channel begins: not if somebody else has the channel by now. */
    void begin(Handle tx) throws LeaseLost {
        ledger.fence(tx, lease.epoch());
        if (channel.mayForgetOutcomes()) {
            tx.execute("set local synchronous_commit to off");
        }
    }

    /** Returns after the commit. */
    void write(Conclusion conclusion) throws LeaseLost {
        if (conclusion.stands()) {
            transact(conclusion);
            return;
        }
        var mine = new Waiting(conclusion);
        synchronized (waiting) {
            waiting.add(mine);
        }
        writing.lock();
        try {
            if (mine.stage == Stage.NEW) {
                writeAllThatWait();
            }
        } finally {
            writing.unlock();
        }
        if (mine.stage == Stage.ALONE) {
            transact(conclusion);
        }
    }

    private void writeAllThatWait() throws LeaseLost {
        List<Waiting> group;
        synchronized (waiting) {
            group = List.copyOf(waiting);
            waiting.clear();
        }
        if (group.size() == 1) {
            transact(group.getFirst().conclusion);
        } else {
            var stage = isWritten(group) ? Stage.WRITTEN : Stage.ALONE;
            group.forEach(one -> one.stage = stage);
        }
    }

    private boolean isWritten(List<Waiting> group) {
        try {
            transact(Conclusion.of(
                    group.stream().map(waiting -> waiting.conclusion).toList()));
            return true;
        } catch (RuntimeException | Error | LeaseLost e) {
            LOG.debugf("Channel %s: %d outcomes are written one by one: %s", channel.name(), group.size(), e);
            return false;
        }
    }

    private void transact(Conclusion conclusion) throws LeaseLost {
        var verdict = conclusion.verdict();
        var pause = verdict.pause();
        jdbi.<LeaseLost>useTransaction(tx -> {
            if (pause.isPresent()) {
                ledger.fenceToPause(tx, lease.epoch());
                ledger.pause(tx, lease.epoch(), pause.get(), "outcome");
            } else {
                begin(tx);
            }
            ledger.write(tx, conclusion.parcels(), verdict.outcomes(), conclusion.attempted()::contains);
            if (!verdict.exhumed().isEmpty()) {
                ledger.revive(tx, verdict.exhumed(), false);
            }
            conclusion.settle().accept(tx);
        });
        pause.ifPresent(why -> {
            LOG.warnf("Channel %s: paused (%s): %s", channel.name(), why.code(), why.why());
            metrics.paused(channel.name());
            pauses.incrementAndGet();
        });
    }
}
