package dev.mosty.delivery;

import dev.mosty.delivery.Outcome.Done;
import dev.mosty.delivery.Outcome.Superseded;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** A channel whose other side is a list in memory; what it answers is the test's to say. */
final class Remote implements Channel<List<Parcel>> {
    final List<List<Parcel>> requests = new CopyOnWriteArrayList<>();
    private final String name;
    private final Grouping grouping;
    private final Terms terms;
    private volatile Function<Delivery, Optional<Outcome>> answer = delivery -> Optional.of(new Done());

    Remote(String name, Grouping grouping) {
        this(name, grouping, new Terms(4, Duration.ofSeconds(2), 0, Duration.ofMinutes(1)));
    }

    Remote(String name, Grouping grouping, Terms terms) {
        this.name = name;
        this.grouping = grouping;
        this.terms = terms;
    }

    void answers(Function<Delivery, Optional<Outcome>> next) {
        this.answer = next;
    }

    /** The payloads in the order in which they arrived; of a merged parcel the newest. */
    List<String> arrived() {
        return requests.stream()
                .flatMap(List::stream)
                .map(parcel -> parcel.newest().payload())
                .toList();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Terms terms() {
        return terms;
    }

    @Override
    public Grouping grouping() {
        return grouping;
    }

    @Override
    public Plan<List<Parcel>> prepare(Handle tx, List<Parcel> parcels) {
        return new Plan<>(Map.of(), Optional.of(parcels));
    }

    @Override
    public Map<Long, Outcome> send(List<Parcel> request, Courier courier) throws Courier.LeaseLost {
        courier.turn();
        requests.add(request);
        var outcomes = new HashMap<Long, Outcome>();
        for (var parcel : request) {
            var newest = parcel.newest();
            for (var delivery : parcel.deliveries()) {
                var outcome = answer.apply(newest);
                outcome.ifPresent(found -> outcomes.put(
                        delivery.id(),
                        found instanceof Done && !delivery.equals(newest) ? new Superseded(newest.id()) : found));
            }
        }
        return outcomes;
    }

    @Override
    public void settle(Handle tx, List<Parcel> request, Map<Long, Outcome> outcomes) {
        // The other side is this very object: there is nothing to write down.
    }
}
