package dev.mosty.bitrix.portal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mosty.bitrix.Words;
import dev.mosty.bitrix.plan.Desired;
import dev.mosty.bitrix.plan.EntityKey;
import dev.mosty.bitrix.plan.FieldValue;
import dev.mosty.bitrix.plan.Layers;
import dev.mosty.bitrix.plan.Multifields;
import dev.mosty.bitrix.plan.ProductRows;
import dev.mosty.bitrix.plan.Sent;
import dev.mosty.bitrix.plan.Stages;
import dev.mosty.delivery.Courier.LeaseLost;
import dev.mosty.delivery.Outcome.Retry;
import dev.mosty.delivery.Outcome.Uncertain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
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
    private static final CommandResult NOT_SENT = new CommandResult.NotDone(new Retry(SPARE, "it was not sent"));

    private final Errand errand;
    private final Batches batches;
    private final Map<EntityKey, Long> ids;
    private final Map<EntityKey, Fate> troubled = new LinkedHashMap<>();
    private final Set<EntityKey> several = new LinkedHashSet<>();
    private final Map<EntityKey, Task> byKey = new LinkedHashMap<>();

    ErrandRun(Errand errand, Batches batches) {
        this.errand = errand;
        this.batches = batches;
        this.ids = errand.ids();
        errand.tasks().stream().filter(task -> !task.dry()).forEach(task -> byKey.put(task.key(), task));
    }

    void run() throws LeaseLost, InterruptedException {
        search();
        var layers = Layers.of(needs());
        layers.cycles().forEach(this::endCircle);
        for (var layer : layers.layers()) {
            write(layer.stream().map(byKey::get).filter(Task::open).toList());
        }
        writeRows(byKey.values().stream().filter(Task::open).toList());
        // Whoever needs one of a circle is in no layer.
        byKey.values().stream()
                .filter(Task::open)
                .filter(task -> task.id().isEmpty())
                .forEach(this::resolved);
        errand.tasks().stream().filter(Task::dry).filter(Task::open).forEach(this::compare);
        errand.tasks().stream().filter(Task::open).forEach(task -> task.end(new Fate.Good()));
    }

    // ── What is there ──

    private void search() throws LeaseLost, InterruptedException {
        var asked = new LinkedHashMap<EntityKey, Lookup.Asked>();
        for (var task : errand.tasks()) {
            if (task.id().isEmpty() || task.dry() || mustBeRead(task)) {
                asked.merge(task.key(), new Lookup.Asked(task.key(), task.id(), select(task)), ErrandRun::both);
            }
        }
        for (var task : errand.tasks()) {
            for (var need : task.want().needs()) {
                if (!ids.containsKey(need)) {
                    asked.putIfAbsent(need, new Lookup.Asked(need, Optional.empty(), Set.of()));
                }
            }
        }
        var found = new Lookup(batches).find(asked.values());
        var lost = new LinkedHashMap<EntityKey, Lookup.Asked>();
        found.forEach((key, what) -> {
            var query = asked.get(key);
            if (query != null
                    && query.id().isPresent()
                    && what instanceof Lookup.Found.Rows(var rows)
                    && rows.isEmpty()) {
                lost.put(key, new Lookup.Asked(key, Optional.empty(), query.select()));
            }
        });
        found.forEach((key, what) -> {
            if (!lost.containsKey(key)) {
                take(key, what);
            }
        });
        if (!lost.isEmpty()) {
            // The id leads nowhere: deleted there, or merged into another that has the GUID now.
            tasks(lost.keySet()).forEach(Task::lost);
            lost.keySet().forEach(ids::remove);
            new Lookup(batches).find(lost.values()).forEach(this::take);
        }
    }

    private static Lookup.Asked both(Lookup.Asked one, Lookup.Asked other) {
        var select = new LinkedHashSet<>(one.select());
        select.addAll(other.select());
        return new Lookup.Asked(one.key(), one.id(), select);
    }

    private boolean mustBeRead(Task task) {
        var changed = desired(task).changed(task.want(), task.sent());
        return changed.stream().anyMatch(Multifields.NAMES::contains)
                || Stages.field(task.key().type()).filter(changed::contains).isPresent()
                || changed.contains("CATEGORY_ID");
    }

    private static Set<String> select(Task task) {
        var type = task.key().type();
        var select = new LinkedHashSet<String>();
        for (var name : task.want().fields().keySet()) {
            if (task.dry() || (type.hasMultifields() && Multifields.NAMES.contains(name))) {
                select.add(name);
            }
        }
        if (task.dry()) {
            select.addAll(task.want().references().keySet());
        }
        Stages.field(type).ifPresent(select::add);
        if (Stages.field(type).filter("STAGE_ID"::equals).isPresent()) {
            select.add("CATEGORY_ID");
        }
        if (type.hasVersion()) {
            select.add("ORIGIN_VERSION");
        }
        return select;
    }

    private List<Task> tasks(Collection<EntityKey> keys) {
        return errand.tasks().stream().filter(task -> keys.contains(task.key())).toList();
    }

    private void take(EntityKey key, Lookup.Found found) {
        var tasks = tasks(Set.of(key));
        switch (found) {
            case Lookup.Found.Failed(Fate fate) -> {
                troubled.put(key, fate);
                tasks.forEach(task -> task.end(fate));
            }
            case Lookup.Found.Rows(var rows) -> {
                if (rows.size() > 1) {
                    several.add(key);
                    tasks.forEach(task -> {
                        task.conflict().addAll(rows.keySet());
                        task.end(new Fate.Bad(Words.of("conflict", key.type().word()), null));
                    });
                }
                if (rows.size() == 1) {
                    var row = rows.entrySet().iterator().next();
                    ids.put(key, row.getKey());
                    if (!byKey.containsKey(key)) {
                        errand.found().put(key, row.getKey());
                    }
                    tasks.forEach(task -> task.foundAt(row.getKey(), row.getValue()));
                }
            }
        }
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
        tasks(circle).forEach(task -> task.end(new Fate.Bad(sentence, null)));
    }

    private Desired desired(Task task) {
        return Desired.of(task.want(), key -> Optional.ofNullable(ids.get(key)), errand.dictionary());
    }

    /** Whether all that it refers to has an id; ends the task if not. */
    private boolean resolved(Task task) {
        for (var need : task.want().needs()) {
            if (ids.containsKey(need)) {
                continue;
            }
            var where = task.want().whereIs(need);
            if (several.contains(need)) {
                task.end(new Fate.Bad(
                        Words.of("reference.conflict", where, need.type().word(), need.originId()), null));
            } else if (troubled.get(need) instanceof Fate.Later later) {
                task.end(later);
            } else if (errand.circles().contains(task.key())) {
                endCircle(List.of(task.key(), need));
            } else {
                var other = byKey.get(need);
                var queued = other == null
                        ? errand.queued().contains(need)
                        : other.fate().filter(Fate.Bad.class::isInstance).isEmpty();
                task.end(new Fate.Waits(where, need, queued));
            }
            return false;
        }
        return true;
    }

    // ── Writing ──

    private void write(List<Task> layer) throws LeaseLost, InterruptedException {
        var writings = new LinkedHashMap<String, Writing>();
        for (var task : layer) {
            if (!resolved(task)) {
                continue;
            }
            Writing.of(task, desired(task), errand.dictionary()).ifPresent(writing -> {
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

    private static boolean yes(JsonNode value) {
        return value.asBoolean(false)
                || value.asText().equals("1")
                || value.asText().equals("true");
    }

    private void writeRows(List<Task> tasks) throws LeaseLost, InterruptedException {
        var commands = new LinkedHashMap<String, Command>();
        var waiting = new LinkedHashMap<String, Task>();
        var values = new LinkedHashMap<String, JsonNode>();
        for (var task : tasks) {
            var rows = rows(task);
            if (rows.isEmpty() || task.id().isEmpty() || !rowsDiffer(task, rows.get())) {
                continue;
            }
            var label = "r" + commands.size();
            var parameters =
                    JsonNodeFactory.instance.objectNode().put("id", task.id().get());
            parameters.set("rows", rows.get());
            commands.put(label, new Command(label, Methods.rows(task.key().type()), parameters));
            waiting.put(label, task);
            values.put(label, remembered(rows.get()));
        }
        var results = batches.send(commands.values());
        waiting.forEach((label, task) -> {
            switch (results.getOrDefault(label, NOT_SENT)) {
                case CommandResult.Taken(JsonNode value, var next) -> {
                    if (yes(value)) {
                        task.took(task.sent()
                                .taken(
                                        Map.of(Sent.ROWS, values.getOrDefault(label, TextNode.valueOf(""))),
                                        task.want().deliveries()));
                    } else {
                        task.end(Sentences.strange(
                                Sentences.Deed.UPDATE, task.key().type(), task.id()));
                    }
                }
                case CommandResult.Refused(String code, String description) ->
                    task.end(Sentences.refused(Sentences.Deed.UPDATE, task.key().type(), code, description));
                case CommandResult.NotDone(var outcome) -> task.end(new Fate.Later(outcome));
                case CommandResult.Unknown(String why, Duration left) -> task.end(new Fate.Later(new Uncertain(why)));
            }
        });
    }

    private Optional<JsonNode> rows(Task task) {
        return task.want()
                .rows()
                .filter(rows -> rows.stream()
                        .allMatch(row -> row.product().map(ids::containsKey).orElse(true)))
                .map(rows -> {
                    var list = JsonNodeFactory.instance.arrayNode();
                    ProductRows.of(rows, key -> ids.getOrDefault(key, 0L)).forEach(list::add);
                    return list;
                });
    }

    static JsonNode remembered(JsonNode rows) {
        return FieldValue.remembered(FieldValue.canonical(rows));
    }

    private static boolean rowsDiffer(Task task, JsonNode rows) {
        return task.want().force()
                || task.sent().differs(Sent.ROWS, remembered(rows), task.want().deliveryOf(Sent.ROWS));
    }

    // ── Only compared ──

    private void compare(Task task) {
        var desired = desired(task);
        desired.unresolved()
                .forEach(name -> task.changes()
                        .put(
                                name,
                                TextNode.valueOf(String.join(
                                        ", ",
                                        task.want().references().containsKey(name)
                                                ? task.want().references().get(name).targets().stream()
                                                        .map(EntityKey::toString)
                                                        .toList()
                                                : List.of()))));
        Writing.of(task, desired, errand.dictionary())
                .ifPresent(writing -> writing.fields()
                        .properties()
                        .forEach(field -> task.changes().put(field.getKey(), field.getValue())));
        rows(task)
                .filter(rows -> rowsDiffer(task, rows))
                .ifPresent(rows -> task.changes().put(Sent.ROWS, rows));
    }
}
