package dev.mosty.delivery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/**
 * What an errand came to, ready to be written down.
 *
 * @param attempted the deliveries for which a request really left
 * @param settle what the channel writes with it
 */
record Conclusion(List<Parcel> parcels, Verdict verdict, Set<Long> attempted, Consumer<Handle> settle) {

    /** What pauses the channel, or makes dead letters live again, is written by itself. */
    boolean stands() {
        return verdict.pause().isPresent() || !verdict.exhumed().isEmpty();
    }

    /** The same errand with outcomes that the database has not refused. */
    Conclusion instead(Map<Long, Outcome> outcomes) {
        return new Conclusion(parcels, new Verdict(outcomes, verdict.exhumed()), attempted, tx -> {});
    }

    /** Several errands of different keys as one. */
    static Conclusion of(List<Conclusion> all) {
        List<Parcel> parcels = new ArrayList<>();
        Map<Long, Outcome> outcomes = new HashMap<>();
        Set<Long> attempted = new HashSet<>();
        for (Conclusion one : all) {
            parcels.addAll(one.parcels);
            outcomes.putAll(one.verdict.outcomes());
            attempted.addAll(one.attempted);
        }
        return new Conclusion(
                parcels, new Verdict(outcomes, List.of()), attempted, tx -> all.forEach(one -> one.settle.accept(tx)));
    }
}
