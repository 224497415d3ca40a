package dev.mosty.bitrix.portal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.bitrix.Words;
import dev.mosty.bitrix.plan.EntityKey;
import dev.mosty.bitrix.plan.Layers;
import dev.mosty.delivery.Courier.LeaseLost;
import dev.mosty.delivery.Outcome.Retry;
import dev.mosty.delivery.Outcome.Uncertain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One errand from the search to the rows: what is there, then layer by layer what needs nothing of a later one, then
 * the rows of those that have an id by now. Used by one thread.
 */
final class ErrandRun {
    private static final Duration SPARE = Duration.ofSeconds(1);
    static final CommandResult NOT_SENT = new CommandResult.NotDone(new Retry(SPARE, "it was not sent"));

    private final Errand errand;
    private final Batches batches;
    private final Map<EntityKey, Long> ids;
    private final Search search;
    private final Map<EntityKey, Task> byKey = new LinkedHashMap<>();

    ErrandRun(Errand errand, Batches batches) {
        this.errand = errand;
        this.batches = batches;
        this.ids = errand.ids();
        this.search = new Search(errand, batches);
        errand.tasks().stream().filter(task -> !task.dry()).forEach(task -> byKey.put(task.key(), task));
    }

    void run() throws LeaseLost, InterruptedException {
        search.run();
        var layers = Layers.of(needs());
        layers.cycles().forEach(this::endCircle);
        for (var layer : layers.layers()) {
            write(layer.stream().map(byKey::get).filter(Task::open).toList());
        }
        new RowWriting(batches, ids)
                .write(byKey.values().stream().filter(Task::open).toList());
        // Whoever needs one of a circle is in no layer.
        byKey.values().stream()
                .filter(Task::open)
                .filter(task -> task.id().isEmpty())
                .forEach(this::resolved);
        new Comparison(errand, batches).run();
        errand.tasks().stream().filter(Task::open).forEach(task -> task.end(new Fate.Good()));
    }

    // ── What comes first ──

    private Map<EntityKey, Set<EntityKey>> needs() {
        var needs = new LinkedHashMap<EntityKey, Set<EntityKey>>();
        for (var task : byKey.values()) {
            if (task.open()) {
                var missing = new LinkedHashSet<>(task.want().needs());
                missing.removeAll(ids.keySet());
                needs.put(task.key(), missing);
            }
        }
        return needs;
    }

    private void endCircle(List<EntityKey> circle) {
        var round = new ArrayList<>(circle);
        round.add(circle.getFirst());
        var sentence = Words.of(
                "reference.circle",
                String.join(" → ", round.stream().map(EntityKey::toString).toList()));
        errand.tasks(circle).forEach(task -> task.end(new Fate.Bad(sentence, null)));
    }

    /** Whether all that it refers to has an id; ends the task if not. */
    private boolean resolved(Task task) {
        for (var need : task.want().needs()) {
            if (ids.containsKey(need)) {
                continue;
            }
            var where = task.want().whereIs(need);
            if (search.several().contains(need)) {
                task.end(new Fate.Bad(
                        Words.of("reference.conflict", where, need.type().word(), need.originId()), null));
            } else if (search.troubled().get(need) instanceof Fate.Later later) {
                task.end(later);
            } else if (errand.circles().contains(task.key())) {
                endCircle(List.of(task.key(), need));
            } else {
                task.end(whyNot(need)
                        .<Fate>map(why -> Sentences.refusedReference(where, need, why))
                        .orElseGet(() -> new Fate.Waits(where, need, isOnItsWay(need))));
            }
            return false;
        }
        return true;
    }

    /** Why the other was not taken, if it was sent and is at fault itself: there is nothing to wait for. */
    private Optional<String> whyNot(EntityKey need) {
        var other = byKey.get(need);
        if (other == null) {
            return Optional.ofNullable(errand.refused().get(need));
        }
        return other.fate()
                .filter(fate -> fate instanceof Fate.Bad(String why, var fault) && fault == null)
                .map(fate -> ((Fate.Bad) fate).sentence());
    }

    private boolean isOnItsWay(EntityKey need) {
        var other = byKey.get(need);
        return other == null
                ? errand.queued().contains(need)
                : other.fate().filter(Fate.Bad.class::isInstance).isEmpty();
    }

    // ── Writing ──

    private void write(List<Task> layer) throws LeaseLost, InterruptedException {
        var writings = new LinkedHashMap<String, Writing>();
        for (var task : layer) {
            if (!resolved(task)) {
                continue;
            }
            Writing.of(task, errand.desired(task), errand.dictionary()).ifPresent(writing -> {
                if (writing.fields().isEmpty()) {
                    task.took(writing.after());
                } else {
                    writings.put("c" + writings.size(), writing);
                }
            });
        }
        var results = batches.send(writings.entrySet().stream()
                .map(entry -> entry.getValue().command(entry.getKey()))
                .toList());
        writings.forEach((label, writing) -> {
            var result = results.getOrDefault(label, NOT_SENT);
            if (writing.task().id().isEmpty()) {
                created(writing, result);
            } else {
                updated(writing, result);
            }
        });
    }

    private void created(Writing writing, CommandResult result) {
        var task = writing.task();
        var type = task.key().type();
        switch (result) {
            case CommandResult.Taken(JsonNode value, var next) -> {
                var id = value.asLong();
                if (id > 0) {
                    task.createdAt(id);
                    task.took(writing.after());
                    ids.put(task.key(), id);
                } else {
                    task.end(Sentences.strange(Sentences.Deed.CREATE, type, Optional.empty()));
                }
            }
            case CommandResult.Refused(String code, String description) ->
                task.end(Sentences.refused(Sentences.Deed.CREATE, type, code, description));
            case CommandResult.NotDone(var outcome) -> task.end(new Fate.Later(outcome));
            // Searched for before it is created again, and not while it may still be on its way.
            case CommandResult.Unknown(String why, Duration left) ->
                task.end(new Fate.Later(new Retry(left.isNegative() ? SPARE : left.plus(SPARE), why)));
        }
    }

    private void updated(Writing writing, CommandResult result) {
        var task = writing.task();
        var type = task.key().type();
        switch (result) {
            case CommandResult.Taken(JsonNode value, var next) -> {
                if (yes(value)) {
                    task.took(writing.after());
                } else {
                    task.end(Sentences.strange(Sentences.Deed.UPDATE, type, task.id()));
                }
            }
            case CommandResult.Refused(String code, String description) -> {
                if (Sentences.notFound(code, description) && !task.found()) {
                    task.lost();
                    ids.remove(task.key());
                    task.end(new Fate.Later(new Retry(SPARE, "the portal has it no more: it is searched for again")));
                } else {
                    task.end(Sentences.refused(Sentences.Deed.UPDATE, type, code, description));
                }
            }
            case CommandResult.NotDone(var outcome) -> task.end(new Fate.Later(outcome));
            case CommandResult.Unknown(String why, Duration left) -> task.end(new Fate.Later(new Uncertain(why)));
        }
    }

    /** Old methods say it in several ways. */
    static boolean yes(JsonNode value) {
        return value.asBoolean(false)
                || value.asText().equals("1")
                || value.asText().equals("true");
    }
}
