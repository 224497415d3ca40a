package dev.mosty.delivery;

import dev.mosty.delivery.Outcome.Done;
import dev.mosty.delivery.Outcome.Superseded;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/** A channel whose other side is a list in memory; what it answers, and when, is the test's to say. */
class Remote implements Channel<List<Parcel>> {
    static final Terms TERMS = new Terms(4, Duration.ofSeconds(2), 0, Duration.ofMinutes(1));

    /** In the order of their arrival. */
    final List<List<Parcel>> requests = new CopyOnWriteArrayList<>();

    final AtomicInteger prepared = new AtomicInteger();
    final AtomicInteger underWay = new AtomicInteger();
    final AtomicInteger mostUnderWay = new AtomicInteger();
    /** Keys that were in two requests at once. */
    final Set<String> overlaps = ConcurrentHashMap.newKeySet();

    private final Set<String> keysUnderWay = ConcurrentHashMap.newKeySet();
    private final String name;
    private final Grouping grouping;
    private final Terms terms;
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile Function<Delivery, Optional<Outcome>> answer = delivery -> Optional.of(new Done());
    private volatile Function<List<Parcel>, Plan<List<Parcel>>> plan =
            parcels -> new Plan<>(Map.of(), Optional.of(parcels));
    private volatile Runnable beforeTurn = () -> {};
    private volatile Consumer<Map<Long, Outcome>> settling = outcomes -> {};
    private volatile Supplier<Optional<Outcome.Pause>> upkeep = Optional::empty;

    Remote(String name, Grouping grouping) {
        this(name, grouping, TERMS);
    }

    Remote(String name, Grouping grouping, Terms terms) {
        this.name = name;
        this.grouping = grouping;
        this.terms = terms;
    }

    static Remote oneByOne(String name) {
        return new Remote(name, new Grouping.OneByOne());
    }

    static Remote merged(String name, int keys, int deliveriesPerKey) {
        return new Remote(name, new Grouping.MergedPerKey(keys, deliveriesPerKey));
    }

    /** What is answered to a request about a key's newest delivery; empty where the answer does not name it. */
    Remote answers(Function<Delivery, Optional<Outcome>> next) {
        this.answer = next;
        return this;
    }

    Remote answers(Outcome next) {
        return answers(delivery -> Optional.of(next));
    }

    Remote plans(Function<List<Parcel>, Plan<List<Parcel>>> next) {
        this.plan = next;
        return this;
    }

    /** What happens in a request before it has its turn. */
    Remote beforeItsTurn(Runnable next) {
        this.beforeTurn = next;
        return this;
    }

    Remote settles(Consumer<Map<Long, Outcome>> next) {
        this.settling = next;
        return this;
    }

    Remote looksAfterItselfBy(Supplier<Optional<Outcome.Pause>> next) {
        this.upkeep = next;
        return this;
    }

    /** Requests that arrive from now on get no answer until {@link #open}. */
    Remote shut() {
        gate = new CountDownLatch(1);
        return this;
    }

    void open() {
        gate.countDown();
    }

    /** The payloads in the order in which they arrived; of a merged parcel the newest. */
    List<String> arrived() {
        return requests.stream()
                .flatMap(List::stream)
                .map(parcel -> parcel.newest().payload())
                .toList();
    }

    List<String> arrived(String key) {
        return requests.stream()
                .flatMap(List::stream)
                .filter(parcel -> parcel.key().equals(key))
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
        prepared.incrementAndGet();
        return plan.apply(parcels);
    }

    @Override
    public Map<Long, Outcome> send(List<Parcel> request, Courier courier)
            throws Courier.LeaseLost, InterruptedException {
        beforeTurn.run();
        courier.turn();
        mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        request.stream().map(Parcel::key).filter(key -> !keysUnderWay.add(key)).forEach(overlaps::add);
        var shut = gate;
        requests.add(request);
        try {
            shut.await();
            return outcomes(request);
        } finally {
            request.forEach(parcel -> keysUnderWay.remove(parcel.key()));
            underWay.decrementAndGet();
        }
    }

    private Map<Long, Outcome> outcomes(List<Parcel> request) {
        var outcomes = new HashMap<Long, Outcome>();
        for (var parcel : request) {
            var newest = parcel.newest();
            var outcome = answer.apply(newest);
            for (var delivery : parcel.deliveries()) {
                outcome.ifPresent(found -> outcomes.put(
                        delivery.id(),
                        found instanceof Done && !delivery.equals(newest) ? new Superseded(newest.id()) : found));
            }
        }
        return outcomes;
    }

    @Override
    public void settle(Handle tx, List<Parcel> request, Map<Long, Outcome> outcomes) {
        settling.accept(outcomes);
    }

    @Override
    public Optional<Outcome.Pause> upkeep(Courier courier) {
        return upkeep.get();
    }
}
