package dev.mosty.bitrix.portal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mosty.bitrix.plan.EntityKey;
import dev.mosty.bitrix.plan.RowDifference;
import dev.mosty.bitrix.plan.Sent;
import dev.mosty.delivery.Courier.LeaseLost;
import dev.mosty.delivery.Outcome.Retry;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An errand's entities that are only to be compared: what would be written, field by field and row by row. */
final class Comparison {
    private static final Duration SPARE = Duration.ofSeconds(2);

    private final Errand errand;
    private final Batches batches;

    Comparison(Errand errand, Batches batches) {
        this.errand = errand;
        this.batches = batches;
    }

    void run() throws LeaseLost, InterruptedException {
        var open = errand.tasks().stream().filter(Task::dry).filter(Task::open).toList();
        open.forEach(this::fields);
        rows(open.stream().filter(Task::open).toList());
    }

    private void fields(Task task) {
        var desired = errand.desired(task);
        desired.unresolved().forEach(name -> task.change(name, task.present().path(name), targets(task, name)));
        Writing.of(task, desired, errand.dictionary())
                .ifPresent(writing -> writing.fields()
                        .properties()
                        .forEach(field ->
                                task.change(field.getKey(), task.present().path(field.getKey()), field.getValue())));
    }

    /** In 1C's terms, since the portal has none for them yet. */
    private static JsonNode targets(Task task, String name) {
        var reference = task.want().references().get(name);
        return TextNode.valueOf(
                reference == null
                        ? ""
                        : String.join(
                                ", ",
                                reference.targets().stream()
                                        .map(EntityKey::toString)
                                        .toList()));
    }

    /** Those that 1C changed: a person's edit of the others stays, so that they are no difference. */
    private void rows(List<Task> tasks) throws LeaseLost, InterruptedException {
        var wanted = new LinkedHashMap<Task, JsonNode>();
        tasks.forEach(task -> TaskRows.of(task, errand.ids())
                .filter(rows -> TaskRows.differ(task, rows))
                .ifPresent(rows -> wanted.put(task, rows)));
        var asked = new LinkedHashMap<String, Command>();
        wanted.keySet()
                .forEach(task -> task.id()
                        .ifPresent(id -> asked.put(
                                label(task),
                                new Command(
                                        label(task),
                                        Methods.rowsOf(task.key().type()),
                                        JsonNodeFactory.instance.objectNode().put("id", id)))));
        var results = batches.send(asked.values());
        wanted.forEach((task, rows) -> {
            if (task.id().isEmpty()) {
                differences(task, JsonNodeFactory.instance.arrayNode(), rows);
            } else {
                compared(task, results, rows);
            }
        });
    }

    private static String label(Task task) {
        return "g" + task.deliveries().getFirst().id();
    }

    private static void compared(Task task, Map<String, CommandResult> results, JsonNode rows) {
        switch (results.get(label(task))) {
            case CommandResult.Taken(JsonNode there, var next) -> differences(task, there, rows);
            case CommandResult.Refused(String code, String description) ->
                task.end(Sentences.refused(Sentences.Deed.SEARCH, task.key().type(), code, description));
            case CommandResult.NotDone(var outcome) -> task.end(new Fate.Later(outcome));
            case CommandResult.Unknown(String why, var left) -> task.end(new Fate.Later(new Retry(SPARE, why)));
            case null -> task.end(new Fate.Later(new Retry(SPARE, "it was not asked")));
        }
    }

    private static void differences(Task task, JsonNode there, JsonNode rows) {
        for (var row : RowDifference.of(there, rows)) {
            var nothing = JsonNodeFactory.instance.nullNode();
            task.change(
                    Sent.ROWS + "[" + row.index() + "]",
                    row.was().orElse(nothing),
                    row.becomes().orElse(nothing));
        }
    }
}
