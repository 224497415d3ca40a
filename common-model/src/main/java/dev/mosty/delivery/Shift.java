package dev.mosty.delivery;

import dev.mosty.delivery.Courier.LeaseLost;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/**
 * The time for which one lease is held: chooses due lanes, gives them to the channel, never two of a key at once.
 *
 * <p>Lanes run in parallel on virtual threads up to the channel's concurrency; one lane is strictly in order.
 */
final class Shift<R> implements Courier {
    private static final Logger LOG = Logger.getLogger(Shift.class);
    private static final Duration UPKEEP_DEFECT = Duration.ofMinutes(1);
    /** While nothing can go out every commit wakes the drainer in vain, thousands of times a second. */
    private static final Duration BETWEEN_EMPTY_LOOKS = Duration.ofMillis(20);

    private static final int AHEAD = 4;

    private final Jdbi jdbi;
    private final Channel<R> channel;
    private final Lease lease;
    private final Signal wake;
    private final DeliveryMetrics metrics;
    private final Duration poll;
    private final Lanes lanes;
    private final Ledger ledger;
    private final Errands<R> errands;
    private final Terms terms;
    private final Pace pace;
    private final int inHand;
    private final Semaphore slots;
    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    private long nextUpkeep = System.nanoTime();
    /** Nothing is prepared before the first upkeep: the channel does not yet know what it may send. */
    private boolean unfit = true;

    private String told = "";
    private volatile boolean upkeepWanted;
    private volatile boolean stopped;

    /** @param poll the backstop under every wake-up that may be missed */
    Shift(
            Jdbi jdbi,
            Channel<R> channel,
            Lease lease,
            Signal wake,
            RefusalStreak streak,
            DeliveryMetrics metrics,
            Duration poll) {
        this.jdbi = jdbi;
        this.channel = channel;
        this.lease = lease;
        this.wake = wake;
        this.metrics = metrics;
        this.poll = poll;
        this.ledger = new Ledger(channel.name());
        this.lanes = new Lanes(jdbi, channel.name(), ledger);
        this.errands = new Errands<>(jdbi, channel, lease, ledger, streak, metrics, this);
        this.terms = channel.terms();
        this.pace = new Pace(terms.perSecond(), terms.burst(), lease.quiet());
        this.inHand = inHand(channel, terms);
        this.slots = new Semaphore(inHand);
    }

    /**
     * Errands at once, of which the channel's concurrency are requests: where nothing is paced the others are chosen
     * ahead, or being written down, so that no request waits for the database.
     */
    private static int inHand(Channel<?> channel, Terms terms) {
        return switch (channel.grouping()) {
            case Grouping.OneByOne() -> terms.concurrency() * (terms.perSecond() == 0 ? AHEAD : 1);
            case Grouping.MergedPerKey ignored -> terms.concurrency();
        };
    }

    void wantUpkeep() {
        upkeepWanted = true;
        wake.raise();
    }

    void stop() {
        stopped = true;
        errands.stop();
        wake.raise();
    }

    /** Waits for what is under way; it ends by itself within the request deadline. */
    void end() {
        stopped = true;
        errands.stop();
        slots.acquireUninterruptibly(inHand);
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
            var lookedAt = System.nanoTime();
            if (unfit || !dispatch()) {
                wake.await(Duration.ofMillis(lanes.untilDue(poll.toMillis())));
                restBetweenLooks(lookedAt);
            }
        }
    }

    /** Only a flood of wake-ups meets this; whoever comes to an idle channel is looked at immediately. */
    private static void restBetweenLooks(long lookedAt) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(BETWEEN_EMPTY_LOOKS.toNanos() - (System.nanoTime() - lookedAt));
    }

    private void upkeepIfDue() throws LeaseLost, InterruptedException {
        var due = upkeepWanted || System.nanoTime() - nextUpkeep >= 0;
        if (!due || Installation.suspended(jdbi)) {
            return;
        }
        upkeepWanted = false;
        var pause = upkeep();
        tell(pause);
        unfit = pause.isPresent();
        // An unfit channel is looked at more often: a person may just have put it right.
        nextUpkeep =
                System.nanoTime() + terms.upkeepEvery().dividedBy(unfit ? 4 : 1).toNanos();
        jdbi.useTransaction(tx -> pause.ifPresentOrElse(
                why -> ledger.pause(tx, lease.epoch(), why, "upkeep"), () -> ledger.resume(tx, lease.epoch())));
    }

    private void tell(Optional<Outcome.Pause> pause) {
        var why = pause.map(rest -> rest.code() + ": " + rest.why()).orElse("");
        if (!why.equals(told)) {
            told = why;
            LOG.infof(
                    "Channel %s: %s",
                    channel.name(), why.isEmpty() ? "fit for work again" : "not fit for work, " + why);
        }
    }

    /** A defect in the upkeep is a pause that an operator can see, not a drainer that starts anew for ever. */
    private Optional<Outcome.Pause> upkeep() throws LeaseLost, InterruptedException {
        try {
            return channel.upkeep(this);
        } catch (RuntimeException | Error e) {
            if (DatabaseTrouble.of(e) != DatabaseTrouble.REFUSED) {
                throw e;
            }
            LOG.errorf(e, "Channel %s: a defect in its upkeep", channel.name());
            return Optional.of(new Outcome.Pause(UPKEEP_DEFECT, "internal", "upkeep: " + e));
        }
    }

    /** Starts the next work; false when there is none. */
    private boolean dispatch() throws InterruptedException, LeaseLost {
        slots.acquire();
        var held = 1;
        try {
            awaitTurnAhead();
            // Work that could not leave must not be prepared over and over.
            mayStart();
            held += moreSlots();
            var due = new ArrayDeque<>(due(held));
            due.forEach(parcels -> busy.addAll(keys(parcels)));
            try {
                var plans = errands.prepare(List.copyOf(due));
                for (var plan : plans) {
                    held--;
                    start(due.removeFirst(), plan);
                }
                return !plans.isEmpty();
            } finally {
                due.forEach(parcels -> busy.removeAll(keys(parcels)));
            }
        } finally {
            slots.release(held);
        }
    }

    private static Set<String> keys(List<Parcel> parcels) {
        return parcels.stream().map(Parcel::key).collect(Collectors.toUnmodifiableSet());
    }

    /** One look finds work for all free slots: with hundreds of events a second the looks cost more than the work. */
    private int moreSlots() {
        return switch (channel.grouping()) {
            // Where requests are paced, the next one is chosen when its turn is near.
            case Grouping.OneByOne() -> terms.perSecond() == 0 ? slots.drainPermits() : 0;
            case Grouping.MergedPerKey ignored -> 0;
        };
    }

    /**
     * Work is chosen and written down one turn ahead, so that the turn itself is not spent on it: on a busy machine
     * preparing fifty leads takes a good part of the 149 ms between two turns.
     */
    private void awaitTurnAhead() throws InterruptedException, LeaseLost {
        while (pace.taken() || pace.untilNext().compareTo(pace.spacing()) > 0) {
            mayStart();
            Thread.sleep(Math.clamp(pace.untilNext().toMillis(), 1, 100));
        }
    }

    /** The parcels of each errand that is due, at most {@code most} errands. */
    private List<List<Parcel>> due(int most) {
        return switch (channel.grouping()) {
            case Grouping.OneByOne() ->
                lanes.due(lease.epoch(), busy, most, 1).stream().map(List::of).toList();
            case Grouping.MergedPerKey(int keys, int perKey) -> {
                var parcels = lanes.due(lease.epoch(), busy, keys, perKey);
                yield parcels.isEmpty() ? List.of() : List.of(parcels);
            }
        };
    }

    private void start(List<Parcel> parcels, Plan<R> plan) throws LeaseLost, InterruptedException {
        var keys = keys(parcels);
        var sending = false;
        try {
            if (plan.request().isPresent()) {
                var request = plan.request().get();
                Thread.ofVirtual().name("send-" + channel.name()).start(() -> {
                    try {
                        errands.send(parcels, plan, request);
                    } finally {
                        free(keys);
                    }
                });
                sending = true;
            } else {
                errands.settle(parcels, plan);
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
}
