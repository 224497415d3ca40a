package dev.mosty.delivery;

import dev.mosty.delivery.Courier.LeaseLost;
import dev.mosty.delivery.Outcome.Retry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The time for which one lease is held: chooses due lanes, gives them to the channel, never two of a key at once.
 *
 * <p>Lanes run in parallel on virtual threads up to the channel's concurrency; one lane is strictly in order.
 */
final class Shift<R> implements Courier {
    private static final Logger LOG = Logger.getLogger(Shift.class);
    /** The backstop under every wake-up that may be missed. */
    private static final Duration POLL = Duration.ofSeconds(1);
    /** Work is chosen and written down this long before its turn, so that the turn itself is not spent on it. */
    private static final Duration AHEAD_OF_TURN = Duration.ofMillis(40);

    private final Jdbi jdbi;
    private final Channel<R> channel;
    private final Lease lease;
    private final Signal wake;
    private final DeliveryMetrics metrics;
    private final RefusalStreak streak;
    private final Lanes lanes;
    private final Ledger ledger;
    private final Terms terms;
    private final Pace pace;
    private final Semaphore slots;
    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    private long nextUpkeep = System.nanoTime();
    private boolean unfit;
    private volatile boolean upkeepWanted;
    private volatile boolean stopped;

    Shift(Jdbi jdbi, Channel<R> channel, Lease lease, Signal wake, RefusalStreak streak, DeliveryMetrics metrics) {
        this.jdbi = jdbi;
        this.channel = channel;
        this.lease = lease;
        this.wake = wake;
        this.streak = streak;
        this.metrics = metrics;
        this.lanes = new Lanes(jdbi, channel.name());
        this.ledger = new Ledger(channel.name());
        this.terms = channel.terms();
        this.pace = new Pace(terms.perSecond());
        this.slots = new Semaphore(terms.concurrency());
    }

    void wantUpkeep() {
        upkeepWanted = true;
        wake.raise();
    }

    void stop() {
        stopped = true;
        wake.raise();
    }

    /** Waits for what is under way; it ends by itself within the request deadline. */
    void end() {
        stopped = true;
        slots.acquireUninterruptibly(terms.concurrency());
    }

    @Override
    public void turn() throws LeaseLost {
        mayStart();
        try {
            pace.turn();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LeaseLost("interrupted");
        }
        mayStart();
        metrics.request(channel.name());
    }

    private void mayStart() throws LeaseLost {
        if (stopped) {
            throw new LeaseLost("stopping");
        }
        lease.mayStart();
    }

    void work() throws InterruptedException, LeaseLost {
        while (!stopped && lease.held()) {
            upkeepIfDue();
            if (unfit || !dispatch()) {
                wake.await(Duration.ofMillis(lanes.untilDue(POLL.toMillis())));
            }
        }
    }

    private void upkeepIfDue() throws LeaseLost, InterruptedException {
        var due = upkeepWanted || System.nanoTime() - nextUpkeep >= 0;
        if (!due || Installation.suspended(jdbi)) {
            return;
        }
        upkeepWanted = false;
        var pause = channel.upkeep(this);
        unfit = pause.isPresent();
        // An unfit channel is looked at more often: a person may just have put it right.
        nextUpkeep =
                System.nanoTime() + terms.upkeepEvery().dividedBy(unfit ? 4 : 1).toNanos();
        jdbi.useTransaction(tx -> pause.ifPresentOrElse(
                why -> ledger.pause(tx, lease.epoch(), why, "upkeep"), () -> ledger.resume(tx, lease.epoch())));
    }

    /** Starts the next work; false when there is none. */
    private boolean dispatch() throws InterruptedException, LeaseLost {
        slots.acquire();
        var handedOver = false;
        try {
            awaitTurnAhead();
            var parcels = due();
            if (parcels.isEmpty()) {
                return false;
            }
            handedOver = true;
            start(parcels);
            return true;
        } finally {
            if (!handedOver) {
                slots.release();
            }
        }
    }

    private void awaitTurnAhead() throws InterruptedException, LeaseLost {
        for (var wait = pace.untilNext().minus(AHEAD_OF_TURN);
                wait.isPositive() || pace.taken();
                wait = pace.untilNext().minus(AHEAD_OF_TURN)) {
            mayStart();
            Thread.sleep(Math.clamp(wait.toMillis(), 1, 100));
        }
    }

    private List<Parcel> due() {
        return switch (channel.grouping()) {
            case Grouping.OneByOne() -> lanes.due(lease.epoch(), busy, 1, 1);
            case Grouping.MergedPerKey(int keys, int perKey) -> lanes.due(lease.epoch(), busy, keys, perKey);
        };
    }

    private void start(List<Parcel> parcels) throws LeaseLost, InterruptedException {
        var keys = Set.copyOf(parcels.stream().map(Parcel::key).toList());
        busy.addAll(keys);
        var sending = false;
        try {
            var plan = prepare(parcels);
            if (plan.request().isPresent()) {
                var request = plan.request().get();
                Thread.ofVirtual().name("send-" + channel.name()).start(() -> {
                    try {
                        send(parcels, plan, request);
                    } finally {
                        free(keys);
                    }
                });
                sending = true;
            } else {
                write(parcels, new Verdict(plan.settled(), List.of()), tx -> {});
            }
        } finally {
            if (!sending) {
                free(keys);
            }
        }
    }

    private void free(Set<String> keys) {
        busy.removeAll(keys);
        slots.release();
        wake.raise();
    }

    private Plan<R> prepare(List<Parcel> parcels) throws LeaseLost, InterruptedException {
        try {
            return jdbi.<Plan<R>, LeaseLost>inTransaction(tx -> {
                ledger.fence(tx, lease.epoch());
                return channel.prepare(tx, parcels);
            });
        } catch (RuntimeException e) {
            if (DatabaseTrouble.of(e) != DatabaseTrouble.REFUSED) {
                throw e;
            }
            LOG.errorf(e, "Channel %s: a defect while preparing; the culprit is looked for", channel.name());
            return new Plan<>(culprits(parcels), Optional.empty());
        }
    }

    /** Parcels that cannot be prepared alone are postponed, so that one bad item does not stop the channel. */
    private Map<Long, Outcome> culprits(List<Parcel> parcels) throws LeaseLost {
        var outcomes = new HashMap<Long, Outcome>();
        for (var parcel : parcels) {
            try {
                jdbi.<LeaseLost>useTransaction(tx -> {
                    ledger.fence(tx, lease.epoch());
                    channel.prepare(tx, List.of(parcel));
                    tx.rollback();
                });
            } catch (RuntimeException e) {
                if (DatabaseTrouble.of(e) != DatabaseTrouble.REFUSED) {
                    throw e;
                }
                parcel.deliveries().forEach(delivery -> outcomes.put(delivery.id(), internal(delivery, e)));
            }
        }
        return outcomes;
    }

    private static Outcome internal(Delivery delivery, RuntimeException defect) {
        return new Retry(Backoff.after(delivery.attempts()), "internal: " + defect);
    }

    private void send(List<Parcel> parcels, Plan<R> plan, R request) {
        try {
            Map<Long, Outcome> found = new HashMap<>();
            try {
                found = channel.send(request, this);
            } catch (RuntimeException defect) {
                LOG.errorf(defect, "Channel %s: a defect while sending; the work is retried", channel.name());
                for (var parcel : parcels) {
                    for (var delivery : parcel.deliveries()) {
                        found.put(delivery.id(), internal(delivery, defect));
                    }
                }
            }
            Verdict verdict;
            synchronized (streak) {
                verdict = Verdict.of(streak, parcels, found);
            }
            verdict.outcomes().putAll(plan.settled());
            write(parcels, verdict, tx -> channel.settle(tx, request, verdict.outcomes()));
        } catch (LeaseLost e) {
            LOG.infof("Channel %s: left uncertain: %s", channel.name(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tries until the outcomes are written or the lease is gone: then the work is the next holder's to send again. */
    private void write(List<Parcel> parcels, Verdict verdict, Consumer<Handle> settle)
            throws LeaseLost, InterruptedException {
        for (var told = false; ; told = true) {
            try {
                jdbi.<LeaseLost>useTransaction(tx -> {
                    ledger.fence(tx, lease.epoch());
                    ledger.write(tx, parcels, verdict.outcomes());
                    ledger.revive(tx, verdict.exhumed(), false);
                    settle.accept(tx);
                });
                break;
            } catch (RuntimeException e) {
                if (!told) {
                    LOG.errorf(e, "Channel %s: outcomes are not written yet", channel.name());
                }
                if (!lease.held()) {
                    throw new LeaseLost("the outcomes could not be written: " + e.getMessage());
                }
                Thread.sleep(200);
            }
        }
        metrics.outcomes(channel.name(), verdict.outcomes().values());
        verdict.pause().ifPresent(pause -> {
            LOG.warnf("Channel %s: paused (%s): %s", channel.name(), pause.code(), pause.why());
            jdbi.useTransaction(tx -> ledger.pause(tx, lease.epoch(), pause, "outcome"));
            metrics.paused(channel.name());
        });
    }
}
