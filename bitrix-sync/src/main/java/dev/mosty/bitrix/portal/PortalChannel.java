package dev.mosty.bitrix.portal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mosty.bitrix.BitrixConfig;
import dev.mosty.bitrix.Words;
import dev.mosty.bitrix.plan.Desired;
import dev.mosty.bitrix.plan.Dictionary;
import dev.mosty.bitrix.plan.EntityKey;
import dev.mosty.bitrix.plan.ItemReader;
import dev.mosty.bitrix.plan.Link;
import dev.mosty.bitrix.plan.ProductRows;
import dev.mosty.bitrix.plan.Sent;
import dev.mosty.bitrix.plan.Stages;
import dev.mosty.bitrix.plan.Want;
import dev.mosty.bitrix.plan.Work;
import dev.mosty.delivery.Backoff;
import dev.mosty.delivery.Channel;
import dev.mosty.delivery.Courier;
import dev.mosty.delivery.Courier.LeaseLost;
import dev.mosty.delivery.Delivery;
import dev.mosty.delivery.Grouping;
import dev.mosty.delivery.Outcome;
import dev.mosty.delivery.Outcome.Dead;
import dev.mosty.delivery.Outcome.Done;
import dev.mosty.delivery.Outcome.Pause;
import dev.mosty.delivery.Outcome.Retry;
import dev.mosty.delivery.Outcome.Superseded;
import dev.mosty.delivery.Parcel;
import dev.mosty.delivery.Plan;
import dev.mosty.delivery.Terms;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Entities on their way to the portal: all that waits for one merged, the oldest of all runs together, searched for and
 * written in few requests.
 */
final class PortalChannel implements Channel<Errand> {
    /** Twenty list commands and twenty batches: enough to use each request, small enough for others to come between. */
    private static final int ENTITIES = 1_000;

    private static final int DELIVERIES_AN_ENTITY = 200;
    private static final int ERRANDS = 2;
    private static final Duration UPKEEP_EVERY = Duration.ofMinutes(1);
    private static final Duration LONGEST_LOOK_AGAIN = Duration.ofMinutes(1);

    private final Optional<PortalApi> api;
    private final BitrixConfig config;
    private final StageList stages;
    private final Clock clock;
    private final MethodTimes times;
    private final AtomicInteger failures = new AtomicInteger();

    PortalChannel(Optional<PortalApi> api, BitrixConfig config, StageList stages, Clock clock) {
        this.api = api;
        this.config = config;
        this.stages = stages;
        this.clock = clock;
        this.times = new MethodTimes(clock);
    }

    @Override
    public String name() {
        return Work.CHANNEL;
    }

    @Override
    public Terms terms() {
        return new Terms(ERRANDS, config.timeout(), config.rate(), config.burst(), UPKEEP_EVERY);
    }

    @Override
    public Grouping grouping() {
        return new Grouping.MergedPerKey(ENTITIES, DELIVERIES_AN_ENTITY);
    }

    @Override
    public Optional<Pause> upkeep(Courier courier) throws LeaseLost {
        return api.isEmpty()
                ? Optional.of(new Pause(
                        UPKEEP_EVERY,
                        "not-configured",
                        "not connected: set " + String.join(", ", Portal.missing(config))))
                : stages.keep(api.get(), courier);
    }

    // ── Before anything leaves ──

    @Override
    public Plan<Errand> prepare(Handle tx, List<Parcel> parcels) {
        var portal = api.orElseThrow().name();
        var drafts = parcels.stream().map(PortalChannel::draft).toList();
        var lanes = drafts.stream().map(draft -> draft.want().key().lane()).collect(Collectors.toSet());
        var needs =
                drafts.stream().flatMap(draft -> draft.want().needs().stream()).collect(Collectors.toSet());
        var asked = new HashSet<>(lanes);
        needs.forEach(need -> asked.add(need.lane()));
        var links = LinkTable.read(tx, portal, asked);
        var ids = new HashMap<EntityKey, Long>();
        for (var need : needs) {
            links.getOrDefault(need.lane(), Link.UNKNOWN).portalId().ifPresent(id -> ids.put(need, id));
        }
        var dictionary = Dictionaries.read(tx);

        var settled = new HashMap<Long, Outcome>();
        var unchanged = new ArrayList<RunResults.Result>();
        var leaving = new HashMap<String, Sent>();
        var tasks = new ArrayList<Task>();
        for (var draft : drafts) {
            var link = links.getOrDefault(draft.want().key().lane(), Link.UNKNOWN);
            if (draft.dry() || link.portalId().isEmpty()) {
                tasks.add(draft.task(link));
                continue;
            }
            var goesOut = leaving(draft.want(), link.sent(), ids, dictionary);
            if (goesOut.isEmpty()) {
                end(draft.deliveries(), settled);
                unchanged.addAll(results(draft.works(), text(link.portalId())));
            } else {
                var unknown = link.sent().leaving(goesOut);
                leaving.put(draft.want().key().lane(), unknown);
                tasks.add(draft.task(new Link(link.portalId(), unknown)));
            }
        }
        LinkTable.leaving(tx, leaving);
        RunResults.write(tx, unchanged);
        if (tasks.isEmpty()) {
            return new Plan<>(settled, Optional.empty());
        }
        var missing = needs.stream()
                .filter(need -> !ids.containsKey(need))
                .map(EntityKey::lane)
                .collect(Collectors.toSet());
        var queuedLanes = LinkTable.queued(tx, Work.CHANNEL, missing);
        var circleLanes = missing.isEmpty() ? Set.<String>of() : LinkTable.circles(tx, lanes);
        var queued =
                needs.stream().filter(need -> queuedLanes.contains(need.lane())).collect(Collectors.toSet());
        var circles = tasks.stream()
                .map(Task::key)
                .filter(key -> circleLanes.contains(key.lane()))
                .collect(Collectors.toSet());
        return new Plan<>(
                settled, Optional.of(new Errand(tasks, ids, new LinkedHashMap<>(), queued, circles, dictionary)));
    }

    /** What waits for one entity. */
    private record Draft(Want want, List<Delivery> deliveries, List<Work> works, boolean dry) {
        Task task(Link link) {
            return new Task(want, link, deliveries, works, dry);
        }
    }

    private static Draft draft(Parcel parcel) {
        var works = new ArrayList<Work>();
        var parts = new ArrayList<Want.Part>();
        for (var delivery : parcel.deliveries()) {
            var work = Work.of(delivery.payload());
            works.add(work);
            try {
                parts.add(new Want.Part(delivery.id(), ItemReader.read(work.item())));
            } catch (ItemReader.Malformed e) {
                throw new IllegalArgumentException("it passed the intake: " + e.field(), e);
            }
        }
        var dry = parcel.newest().kind().equals(Work.DRY);
        return new Draft(Want.of(parts), parcel.deliveries(), works, dry);
    }

    /** Every field that goes out, as it will be remembered. */
    private static Map<String, JsonNode> leaving(
            Want want, Sent sent, Map<EntityKey, Long> ids, Dictionary dictionary) {
        var desired = Desired.of(want, key -> Optional.ofNullable(ids.get(key)), dictionary);
        var remembered = desired.remembered();
        var leaving = new LinkedHashMap<String, JsonNode>();
        desired.changed(want, sent)
                .forEach(name -> leaving.put(name, remembered.getOrDefault(name, TextNode.valueOf(""))));
        // Their ids come to light on the way.
        desired.unresolved().forEach(name -> leaving.put(name, TextNode.valueOf("?")));
        desired.noCurrency().ifPresent(word -> leaving.put("CURRENCY_ID", TextNode.valueOf("?")));
        want.rows().ifPresent(rows -> {
            var known = rows.stream()
                    .allMatch(row -> row.product().map(ids::containsKey).orElse(true));
            var list = JsonNodeFactory.instance.arrayNode();
            if (known) {
                ProductRows.of(rows, key -> ids.getOrDefault(key, 0L)).forEach(list::add);
            }
            var value = known ? ErrandRun.remembered(list) : TextNode.valueOf("?");
            if (want.force() || !known || sent.differs(Sent.ROWS, value, want.deliveryOf(Sent.ROWS))) {
                leaving.put(Sent.ROWS, value);
            }
        });
        return leaving;
    }

    private static void end(List<Delivery> deliveries, Map<Long, Outcome> outcomes) {
        var newest = deliveries.getLast().id();
        deliveries.forEach(
                delivery -> outcomes.put(delivery.id(), delivery.id() == newest ? new Done() : new Superseded(newest)));
    }

    private static @Nullable String text(Optional<Long> id) {
        return id.map(known -> Long.toString(known)).orElse(null);
    }

    private static List<RunResults.Result> results(List<Work> works, @Nullable String id) {
        return works.stream()
                .map(work -> new RunResults.Result(work, true, id, null, null))
                .toList();
    }

    // ── The errand ──

    @Override
    public Map<Long, Outcome> send(Errand errand, Courier courier) throws LeaseLost, InterruptedException {
        var batches = new Batches(api.orElseThrow(), times, config.batch(), failures, courier);
        new ErrandRun(withNewStages(errand, courier), batches).run();
        var outcomes = new HashMap<Long, Outcome>();
        for (var task : errand.tasks()) {
            switch (task.fate().orElseThrow()) {
                case Fate.Good() -> end(task.deliveries(), outcomes);
                case Fate.Bad(String sentence, var fault) ->
                    task.deliveries().forEach(delivery -> outcomes.put(delivery.id(), new Dead(sentence, fault)));
                case Fate.Later(var outcome) ->
                    task.deliveries().forEach(delivery -> outcomes.put(delivery.id(), outcome));
                case Fate.Waits waits ->
                    task.deliveries().forEach(delivery -> outcomes.put(delivery.id(), waiting(delivery, waits)));
            }
        }
        return outcomes;
    }

    /** A stage that was made at the portal since the list was read. */
    private Errand withNewStages(Errand errand, Courier courier) throws LeaseLost {
        var strange = errand.tasks().stream()
                .map(Task::want)
                .flatMap(want -> Stages.field(want.key().type()).map(want.fields()::get).stream())
                .map(JsonNode::asText)
                .anyMatch(stage ->
                        !stage.isEmpty() && !errand.dictionary().stages().know(stage));
        return strange && stages.refresh(api.orElseThrow(), courier) ? errand.with(stages.dictionary()) : errand;
    }

    /** One that is on its way is waited for as long as it takes; one that is found nowhere, {@code BITRIX_REF_WAIT}. */
    private Outcome waiting(Delivery delivery, Fate.Waits waits) {
        var left = Duration.between(clock.instant(), delivery.acceptedAt().plus(config.refWait()));
        var where = new Object[] {
            waits.where(), waits.target().type().word(), waits.target().originId()
        };
        if (!waits.queued() && !left.isPositive()) {
            return new Dead(Words.of("reference.missing", where), null);
        }
        var again = Backoff.after(delivery.attempts());
        var most = left.isPositive() && left.compareTo(LONGEST_LOOK_AGAIN) < 0 ? left : LONGEST_LOOK_AGAIN;
        return new Retry(again.compareTo(most) < 0 ? again : most, Words.of("reference.waits", where));
    }

    // ── What is known now ──

    @Override
    public void settle(Handle tx, Errand errand, Map<Long, Outcome> outcomes) {
        var portal = api.orElseThrow().name();
        var entries = new ArrayList<LinkTable.Entry>();
        var results = new ArrayList<RunResults.Result>();
        var waiting = new HashMap<String, Set<String>>();
        var settled = new ArrayList<String>();
        var arrived = new ArrayList<String>();
        var strangers = new HashSet<String>();
        errand.found().forEach((key, id) -> {
            entries.add(new LinkTable.Entry(key, id, null, List.of()));
            arrived.add(key.lane());
        });
        for (var task : errand.tasks()) {
            strangers.addAll(task.strangers());
            for (int i = 0; i < task.works().size(); i++) {
                result(
                                task,
                                task.works().get(i),
                                outcomes.get(task.deliveries().get(i).id()))
                        .ifPresent(results::add);
            }
            if (task.dry()) {
                continue;
            }
            var lane = task.key().lane();
            settled.add(lane);
            entries.add(new LinkTable.Entry(
                    task.key(),
                    task.id().orElse(null),
                    task.id().isEmpty() ? Sent.NOTHING : task.sent(),
                    task.conflict()));
            if (task.id().isPresent() && task.found()) {
                arrived.add(lane);
            }
            if (task.fate().orElseThrow() instanceof Fate.Waits waits) {
                waiting.put(lane, Set.of(waits.target().lane()));
            }
        }
        LinkTable.write(tx, portal, entries);
        LinkTable.wake(tx, Work.CHANNEL, arrived);
        LinkTable.waits(tx, settled, waiting);
        Dictionaries.strangers(tx, strangers);
        RunResults.write(tx, results);
    }

    private static Optional<RunResults.Result> result(Task task, Work work, @Nullable Outcome outcome) {
        var note = task.notes().isEmpty() ? null : String.join("; ", task.notes());
        return switch (outcome) {
            case null -> Optional.empty();
            case Done done -> Optional.of(new RunResults.Result(work, true, text(task.id()), note, changes(task)));
            case Superseded old -> Optional.of(new RunResults.Result(work, true, text(task.id()), note, null));
            case Dead dead -> Optional.of(new RunResults.Result(work, false, dead.why(), note, null));
            case Outcome.Uncertain ignored -> Optional.empty();
            case Retry ignored -> Optional.empty();
            case Pause ignored -> Optional.empty();
        };
    }

    /** Of a comparison: what the portal has beside what it would have. */
    private static @Nullable String changes(Task task) {
        if (!task.dry()) {
            return null;
        }
        var changes = JsonNodeFactory.instance.arrayNode();
        task.changes().forEach((field, becomes) -> {
            var change = changes.addObject().put("field", field);
            change.set(
                    "was",
                    task.present().path(field).isMissingNode()
                            ? null
                            : task.present().get(field));
            change.set("becomes", becomes);
        });
        return changes.toString();
    }
}
