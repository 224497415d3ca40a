package dev.mosty.delivery;

import dev.mosty.delivery.Courier.LeaseLost;
import dev.mosty.delivery.Outcome.Dead;
import dev.mosty.delivery.Outcome.Retry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final Ledger ledger;
    private final RefusalStreak streak;
    private final DeliveryMetrics metrics;
    private final Courier courier;
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
        this.ledger = ledger;
        this.streak = streak;
        this.metrics = metrics;
        this.courier = courier;
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

    Plan<R> prepare(List<Parcel> parcels) throws LeaseLost {
        while (true) {
            try {
                return jdbi.<Plan<R>, LeaseLost>inTransaction(tx -> {
                    ledger.fence(tx, lease.epoch());
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
        var outcomes = new HashMap<Long, Outcome>();
        var healthy = new ArrayList<Parcel>();
        for (var parcel : parcels) {
            try {
                jdbi.<LeaseLost>useTransaction(tx -> {
                    ledger.fence(tx, lease.epoch());
                    channel.prepare(tx, List.of(parcel));
                    tx.rollback();
                });
                healthy.add(parcel);
            } catch (RuntimeException | Error e) {
                switch (DatabaseTrouble.of(e)) {
                    case CONFLICT -> healthy.add(parcel);
                    case AWAY -> throw e;
                    case REFUSED -> outcomes.putAll(postponed(List.of(parcel), e, Errands::afterDefect));
                }
            }
        }
        if (healthy.isEmpty()) {
            return new Plan<>(outcomes, Optional.empty());
        }
        // Nobody fails alone: it is their being together, so the first one goes alone.
        var plan = prepare(healthy.size() == parcels.size() ? List.of(healthy.getFirst()) : healthy);
        outcomes.putAll(plan.settled());
        return new Plan<>(outcomes, plan.request());
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
        var turns = new Turns(courier);
        try {
            var found = ask(parcels, request, turns);
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
        var outcomes = verdict.outcomes();
        var settling = settle;
        for (var told = false; ; told = true) {
            try {
                transact(parcels, new Verdict(outcomes, verdict.exhumed()), attempted, settling);
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
                    outcomes = postponed(parcels, e, delivery -> Backoff.after(delivery.attempts()));
                    settling = tx -> {};
                }
                Thread.sleep(BETWEEN_WRITES);
            }
        }
        metrics.outcomes(channel.name(), outcomes.values());
    }

    private void transact(List<Parcel> parcels, Verdict verdict, LongPredicate attempted, Consumer<Handle> settle)
            throws LeaseLost {
        var pause = verdict.pause();
        jdbi.<LeaseLost>useTransaction(tx -> {
            if (pause.isPresent()) {
                ledger.fenceToPause(tx, lease.epoch());
                ledger.pause(tx, lease.epoch(), pause.get(), "outcome");
            } else {
                ledger.fence(tx, lease.epoch());
            }
            ledger.write(tx, parcels, verdict.outcomes(), attempted);
            ledger.revive(tx, verdict.exhumed(), false);
            settle.accept(tx);
        });
        pause.ifPresent(why -> {
            LOG.warnf("Channel %s: paused (%s): %s", channel.name(), why.code(), why.why());
            metrics.paused(channel.name());
        });
    }
}
