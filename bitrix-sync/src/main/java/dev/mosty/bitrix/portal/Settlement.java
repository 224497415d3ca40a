package dev.mosty.bitrix.portal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.mosty.bitrix.plan.Sent;
import dev.mosty.bitrix.plan.Work;
import dev.mosty.delivery.Outcome;
import dev.mosty.delivery.Outcome.Dead;
import dev.mosty.delivery.Outcome.Done;
import dev.mosty.delivery.Outcome.Pause;
import dev.mosty.delivery.Outcome.Retry;
import dev.mosty.delivery.Outcome.Superseded;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Writes down what an errand came to: links, who waits for whom, and the runs' results. */
final class Settlement {
    private Settlement() {}

    /** @param portal whose ids they are */
    static void write(Handle tx, String portal, Errand errand, Map<Long, Outcome> outcomes) {
        var entries = new ArrayList<LinkTable.Entry>();
        var results = new ArrayList<RunResults.Result>();
        var waiting = new HashMap<String, Set<String>>();
        var settled = new ArrayList<String>();
        // Those that came to an end, good or bad: whoever waits for one looks again.
        var arrived = new ArrayList<String>();
        var strangers = new HashSet<String>();
        var currencies = new HashSet<String>();
        errand.found().forEach((key, id) -> {
            entries.add(new LinkTable.Entry(key, id, null, List.of()));
            arrived.add(key.lane());
        });
        for (var task : errand.tasks()) {
            strangers.addAll(task.strangers());
            currencies.addAll(task.strangeCurrencies());
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
            if ((task.id().isPresent() && task.found()) || task.fate().orElseThrow() instanceof Fate.Bad) {
                arrived.add(lane);
            }
            if (task.fate().orElseThrow() instanceof Fate.Waits waits) {
                waiting.put(lane, Set.of(waits.target().lane()));
            }
        }
        LinkTable.write(tx, portal, entries);
        LinkTable.wake(tx, Work.CHANNEL, arrived);
        LinkTable.waits(tx, settled, waiting);
        LinkTable.wakeCircles(tx, Work.CHANNEL, waiting.keySet());
        Dictionaries.strangers(tx, strangers);
        Dictionaries.strangeCurrencies(tx, currencies);
        RunResults.write(tx, results);
    }

    private static Optional<RunResults.Result> result(Task task, Work work, @Nullable Outcome outcome) {
        var note = task.notes().isEmpty() ? null : String.join("; ", task.notes());
        return switch (outcome) {
            case null -> Optional.empty();
            case Done done ->
                Optional.of(new RunResults.Result(work, true, Preparation.text(task.id()), note, changes(task)));
            case Superseded old ->
                Optional.of(new RunResults.Result(work, true, Preparation.text(task.id()), note, null));
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
        task.changes().forEach((field, change) -> {
            var entry = changes.addObject().put("field", field);
            entry.set("was", change.was().isMissingNode() ? null : change.was());
            entry.set("becomes", change.becomes());
        });
        return changes.toString();
    }
}
