package dev.mosty.bitrix.portal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.bitrix.BitrixConfig;
import dev.mosty.bitrix.Words;
import dev.mosty.bitrix.plan.Fields.Standing;
import dev.mosty.bitrix.plan.Stages;
import dev.mosty.bitrix.plan.Work;
import dev.mosty.delivery.Backoff;
import dev.mosty.delivery.Channel;
import dev.mosty.delivery.Courier;
import dev.mosty.delivery.Courier.LeaseLost;
import dev.mosty.delivery.Delivery;
import dev.mosty.delivery.Grouping;
import dev.mosty.delivery.Outcome;
import dev.mosty.delivery.Outcome.Dead;
import dev.mosty.delivery.Outcome.Pause;
import dev.mosty.delivery.Outcome.Retry;
import dev.mosty.delivery.Parcel;
import dev.mosty.delivery.Plan;
import dev.mosty.delivery.Terms;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;

/**
 * Entities on their way to the portal: all that waits for one merged, the oldest of all runs together, searched for and
 * written in few requests.
 */
final class PortalChannel implements Channel<Errand> {
    /** One full request of list commands finds them all, and the last of fifty batches leaves within half a minute. */
    private static final int ENTITIES = 2_500;

    private static final int DELIVERIES_AN_ENTITY = 200;
    private static final int ERRANDS = 2;
    private static final Duration UPKEEP_EVERY = Duration.ofMinutes(1);
    private static final Duration AT_ONCE = Duration.ofMillis(100);
    private static final Duration LONGEST_LOOK_AGAIN = Duration.ofMinutes(1);

    private final Optional<PortalApi> api;
    private final BitrixConfig config;
    private final StageList stages;
    private final FieldList fields;
    private final Choices choices;
    private final Directory directory;
    private final Clock clock;
    private final MethodTimes times;
    private final AtomicInteger failures = new AtomicInteger();

    PortalChannel(
            Optional<PortalApi> api,
            BitrixConfig config,
            StageList stages,
            FieldList fields,
            Choices choices,
            Directory directory,
            Clock clock) {
        this.api = api;
        this.config = config;
        this.stages = stages;
        this.fields = fields;
        this.choices = choices;
        this.directory = directory;
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
    public Optional<Pause> upkeep(Courier courier) throws LeaseLost, InterruptedException {
        if (api.isEmpty()) {
            return Optional.of(new Pause(
                    UPKEEP_EVERY, "not-configured", "not connected: set " + String.join(", ", Portal.missing(config))));
        }
        var unfit = stages.keep(api.get(), courier);
        if (unfit.isPresent()) {
            return unfit;
        }
        fields.keep(batches(courier));
        directory.keep(api.get(), courier);
        return choices.carryOut(api.get(), courier);
    }

    @Override
    public Plan<Errand> prepare(Handle tx, List<Parcel> parcels) {
        return Preparation.of(tx, api.orElseThrow().name(), parcels);
    }

    @Override
    public Map<Long, Outcome> send(Errand errand, Courier courier) throws LeaseLost, InterruptedException {
        var batches = batches(courier);
        askForNewFields(errand, batches);
        new ErrandRun(withNewStages(errand, courier), batches).run();
        var outcomes = new HashMap<Long, Outcome>();
        for (var task : errand.tasks()) {
            switch (task.fate().orElseThrow()) {
                case Fate.Good() -> Preparation.end(task.deliveries(), outcomes);
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

    private Batches batches(Courier courier) {
        return new Batches(api.orElseThrow(), times, config.batch(), failures, courier);
    }

    /** A field that was made at the portal since the list was read: its entities are prepared anew, with it. */
    private void askForNewFields(Errand errand, Batches batches) throws LeaseLost, InterruptedException {
        var strange = errand.tasks().stream()
                .filter(task -> !task.want().unfit(Standing.UNKNOWN).isEmpty())
                .toList();
        if (strange.isEmpty()) {
            return;
        }
        fields.refresh(batches)
                .ifPresent(known -> strange.stream()
                        .filter(task -> task.want().unfit(Standing.UNKNOWN).stream()
                                .anyMatch(name -> known.of(task.key().type(), name) != Standing.UNKNOWN))
                        .forEach(task -> task.end(new Fate.Later(new Retry(AT_ONCE, "the portal has a new field")))));
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

    @Override
    public void settle(Handle tx, Errand errand, Map<Long, Outcome> outcomes) {
        Settlement.write(tx, api.orElseThrow().name(), errand, outcomes);
    }
}
