package dev.mosty.delivery;

import dev.mosty.delivery.Outcome.Dead;
import dev.mosty.delivery.Outcome.Done;
import dev.mosty.delivery.Outcome.Fault;
import dev.mosty.delivery.Outcome.Pause;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A report as it will be written, after the streak had its say: refusals that are the configuration's fault pause the
 * channel instead of filling the dead letters.
 *
 * @param exhumed dead letters of the streak's beginning, to be made live again
 */
record Verdict(Map<Long, Outcome> outcomes, List<Long> exhumed) {
    /** Long enough to be noticed, short enough to heal by itself: the first delivery after it is the probe. */
    static final Duration CONFIGURATION_PAUSE = Duration.ofMinutes(10);

    static Verdict of(RefusalStreak streak, List<Parcel> parcels, Map<Long, Outcome> found) {
        if (found.values().stream().anyMatch(Done.class::isInstance)) {
            streak.accepted();
            return new Verdict(new HashMap<>(found), List.of());
        }
        return blamed(streak, parcels, found)
                .map(fault -> paused(streak, found, fault))
                .orElseGet(() -> new Verdict(new HashMap<>(found), List.of()));
    }

    /** The fault that makes the streak with one of these refusals. */
    private static Optional<Fault> blamed(RefusalStreak streak, List<Parcel> parcels, Map<Long, Outcome> found) {
        for (var parcel : parcels) {
            for (var delivery : parcel.deliveries()) {
                if (found.get(delivery.id()) instanceof Dead(var why, var fault)
                        && fault != null
                        && streak.refused(parcel.key(), delivery.id(), fault)) {
                    return Optional.of(fault);
                }
            }
        }
        return Optional.empty();
    }

    /** The longest pause that an outcome asks for. */
    Optional<Pause> pause() {
        return outcomes.values().stream()
                .filter(Pause.class::isInstance)
                .map(Pause.class::cast)
                .max(Comparator.comparing(Pause::length));
    }

    private static Verdict paused(RefusalStreak streak, Map<Long, Outcome> found, Fault fault) {
        var pause = new Pause(
                CONFIGURATION_PAUSE,
                "configuration",
                "%d different keys in a row were refused with %s at %s: the configuration is at fault, not the data"
                        .formatted(RefusalStreak.LIMIT, fault.code(), fault.path()));
        var outcomes = new HashMap<>(found);
        outcomes.replaceAll(
                (id, outcome) -> outcome instanceof Dead(var why, var same) && fault.equals(same) ? pause : outcome);
        return new Verdict(outcomes, streak.exhume());
    }
}
