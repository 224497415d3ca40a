package dev.mosty.delivery;

import dev.mosty.delivery.Courier.LeaseLost;
import dev.mosty.delivery.Outcome.Dead;
import dev.mosty.delivery.Outcome.Done;
import dev.mosty.delivery.Outcome.Retry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Takes chosen parcels on their way: prepared, sent, written down.
 *
 * <p>Failure policy: a defect in the channel's own code costs the parcels concerned a wait, never the channel. While
 * the database is away outcomes are kept until they can be written or the lease is gone.
 */
final class Errands<R> {
    private static final Logger LOG = Logger.getLogger(Errands.class);
    /** The wait after a defect that came before any attempt, so that no count of attempts can stretch it. */
    static final Duration AFTER_DEFECT = Duration.ofMinutes(1);

    private static final Duration BETWEEN_WRITES = Duration.ofMillis(200);

    private final Jdbi jdbi;
    private final Channel<R> channel;
    private final Lease lease;
    private final Outcomes outcomes;
    private final RefusalStreak streak;
    private final DeliveryMetrics metrics;
    private final Courier courier;
    private final Semaphore places;
    private volatile boolean stopping;

    Errands(
            Jdbi jdbi,
            Channel<R> channel,
            Lease lease,
            Ledger ledger,
            RefusalStreak streak,
            DeliveryMetrics metrics,
            Courier courier) {
        this.jdbi = jdbi;
        this.channel = channel;
        this.lease = lease;
        this.outcomes = new Outcomes(jdbi, channel, lease, ledger, metrics);
        this.streak = streak;
        this.metrics = metrics;
        this.courier = courier;
        this.places = new Semaphore(channel.terms().concurrency(), true);
    }

    /** Of one request that is under way; given back once. */
    private static final class Place implements AutoCloseable {
        private final Semaphore free;
        private boolean taken = true;

        Place(Semaphore free) throws InterruptedException {
            free.acquire();
            this.free = free;
        }

        void giveBack() {
            if (taken) {
                taken = false;
                free.release();
            }
        }

        @Override
        public void close() {
            giveBack();
        }
    }

    /** Remembers whether anything left at all: only a real attempt counts as one. */
    private static final class Turns implements Courier {
        private final Courier courier;
        private volatile boolean taken;

        Turns(Courier courier) {
            this.courier = courier;
        }

        @Override
        public void turn() throws LeaseLost {
            courier.turn();
            taken = true;
        }
    }

    /** From now on outcomes that the database refuses are given up: the work goes out again. */
    void stop() {
        stopping = true;
    }

    /** A plan for each, made in one transaction; if one of them spoils it, each is made in its own. */
    List<Plan<R>> prepare(List<List<Parcel>> errands) throws LeaseLost {
        if (errands.size() > 1) {
            try {
                return jdbi.<List<Plan<R>>, LeaseLost>inTransaction(tx -> {
                    outcomes.begin(tx);
                    return errands.stream()
                            .map(parcels -> channel.prepare(tx, parcels))
                            .toList();
                });
            } catch (RuntimeException | Error e) {
                if (DatabaseTrouble.of(e) == DatabaseTrouble.AWAY) {
                    throw e;
                }
                LOG.debugf("Channel %s: preparing one by one: %s", channel.name(), e.getMessage());
            }
        }
        var plans = new ArrayList<Plan<R>>();
        for (var parcels : errands) {
            plans.add(prepareAlone(parcels));
        }
        return plans;
    }

    private Plan<R> prepareAlone(List<Parcel> parcels) throws LeaseLost {
        while (true) {
            try {
                return jdbi.<Plan<R>, LeaseLost>inTransaction(tx -> {
                    outcomes.begin(tx);
                    return channel.prepare(tx, parcels);
                });
            } catch (RuntimeException | Error e) {
                switch (DatabaseTrouble.of(e)) {
                    case CONFLICT -> LOG.debugf("Channel %s: preparing again: %s", channel.name(), e.getMessage());
                    case AWAY -> throw e;
                    case REFUSED -> {
                        LOG.errorf(e, "Channel %s: a defect while preparing", channel.name());
                        return prepareWithoutCulprits(parcels, e);
                    }
                }
            }
        }
    }

    /** Parcels that cannot be prepared alone are postponed; the others, or one of them, go on. */
    private Plan<R> prepareWithoutCulprits(List<Parcel> parcels, Throwable defect) throws LeaseLost {
        if (parcels.size() == 1) {
            return new Plan<>(postponed(parcels, defect, Errands::afterDefect), Optional.empty());
        }
        var postponed = new HashMap<Long, Outcome>();
        var healthy = new ArrayList<Parcel>();
        for (var parcel : parcels) {
            try {
                jdbi.<LeaseLost>useTransaction(tx -> {
                    outcomes.begin(tx);
                    channel.prepare(tx, List.of(parcel));
                    tx.rollback();
                });
                healthy.add(parcel);
            } catch (RuntimeException | Error e) {
                switch (DatabaseTrouble.of(e)) {
                    case CONFLICT -> healthy.add(parcel);
                    case AWAY -> throw e;
                    case REFUSED -> postponed.putAll(postponed(List.of(parcel), e, Errands::afterDefect));
                }
            }
        }
        if (healthy.isEmpty()) {
            return new Plan<>(postponed, Optional.empty());
        }
        // Nobody fails alone: it is their being together, so the first one goes alone.
        var plan = prepareAlone(healthy.size() == parcels.size() ? List.of(healthy.getFirst()) : healthy);
        postponed.putAll(plan.settled());
        return new Plan<>(postponed, plan.request());
    }

    private static Duration afterDefect(Delivery delivery) {
        return AFTER_DEFECT;
    }

    private static Map<Long, Outcome> postponed(
            List<Parcel> parcels, Throwable defect, Function<Delivery, Duration> wait) {
        return parcels.stream()
                .flatMap(parcel -> parcel.deliveries().stream())
                .collect(Collectors.toMap(
                        Delivery::id, delivery -> new Retry(wait.apply(delivery), "internal: " + defect)));
    }

    /** Writes down what was decided without a request. */
    void settle(List<Parcel> parcels, Plan<R> plan) throws LeaseLost, InterruptedException {
        write(parcels, new Verdict(plan.settled(), List.of()), id -> false, tx -> {});
    }

    /** Sends what was prepared and writes down what became of it. */
    void send(List<Parcel> parcels, Plan<R> plan, R request) {
        var pauses = outcomes.pauses();
        try (var place = new Place(places)) {
            if (outcomes.pauses() != pauses) {
                return; // It has waited for its place too long, and is chosen again after the pause.
            }
            var turns = new Turns(courier);
            var found = ask(parcels, request, turns);
            if (found.values().stream().allMatch(Done.class::isInstance)) {
                place.giveBack(); // Whatever else it is may be a reason to send no more.
            }
            LongPredicate attempted = id -> turns.taken && !plan.settled().containsKey(id);
            if (found.values().stream().anyMatch(outcome -> outcome instanceof Dead dead && dead.fault() != null)) {
                // The next refusal may make the streak and un-bury this one: it must find it buried.
                synchronized (streak) {
                    conclude(parcels, plan, request, found, attempted);
                }
            } else {
                conclude(parcels, plan, request, found, attempted);
            }
        } catch (LeaseLost e) {
            LOG.infof("Channel %s: left uncertain: %s", channel.name(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<Long, Outcome> ask(List<Parcel> parcels, R request, Turns turns)
            throws LeaseLost, InterruptedException {
        try {
            return channel.send(request, turns);
        } catch (RuntimeException | Error defect) {
            LOG.errorf(defect, "Channel %s: a defect while sending; the work is retried", channel.name());
            return postponed(
                    parcels,
                    defect,
                    delivery -> turns.taken ? Backoff.after(delivery.attempts()) : afterDefect(delivery));
        }
    }

    private void conclude(
            List<Parcel> parcels, Plan<R> plan, R request, Map<Long, Outcome> found, LongPredicate attempted)
            throws LeaseLost, InterruptedException {
        Verdict verdict;
        synchronized (streak) {
            verdict = Verdict.of(streak, parcels, found);
        }
        verdict.outcomes().putAll(plan.settled());
        write(parcels, verdict, attempted, tx -> channel.settle(tx, request, verdict.outcomes()));
    }

    /** Tries until the outcomes are written or the lease is gone: then the work is the next holder's to send again. */
    private void write(List<Parcel> parcels, Verdict verdict, LongPredicate attempted, Consumer<Handle> settle)
            throws LeaseLost, InterruptedException {
        var left = parcels.stream()
                .flatMap(parcel -> parcel.deliveries().stream())
                .map(Delivery::id)
                .filter(attempted::test)
                .collect(Collectors.toUnmodifiableSet());
        var conclusion = new Conclusion(parcels, verdict, left, settle);
        for (var told = false; ; told = true) {
            try {
                outcomes.write(conclusion);
                break;
            } catch (RuntimeException | Error e) {
                if (!told) {
                    LOG.errorf(e, "Channel %s: outcomes are not written yet", channel.name());
                }
                var refused = DatabaseTrouble.of(e) == DatabaseTrouble.REFUSED;
                if (!lease.held() || (refused && stopping)) {
                    throw new LeaseLost("the outcomes could not be written: " + e.getMessage());
                }
                if (refused) {
                    // What cannot be settled goes out again later and blocks nobody else meanwhile.
                    conclusion =
                            conclusion.instead(postponed(parcels, e, delivery -> Backoff.after(delivery.attempts())));
                }
                Thread.sleep(BETWEEN_WRITES);
            }
        }
        metrics.outcomes(channel.name(), conclusion.verdict().outcomes().values());
    }
}
