package dev.mosty.bitrix.portal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mosty.bitrix.plan.EntityKey;
import dev.mosty.bitrix.plan.Sent;
import dev.mosty.delivery.Courier.LeaseLost;
import dev.mosty.delivery.Outcome.Uncertain;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An errand's last part: the product rows of those that have an id by now, all rows of one by one command. */
final class RowWriting {
    private final Batches batches;
    private final Map<EntityKey, Long> ids;

    RowWriting(Batches batches, Map<EntityKey, Long> ids) {
        this.batches = batches;
        this.ids = ids;
    }

    void write(List<Task> tasks) throws LeaseLost, InterruptedException {
        var commands = new LinkedHashMap<String, Command>();
        var waiting = new LinkedHashMap<String, Task>();
        var values = new LinkedHashMap<String, JsonNode>();
        for (var task : tasks) {
            var rows = TaskRows.of(task, ids);
            if (rows.isEmpty() || task.id().isEmpty() || !TaskRows.differ(task, rows.get())) {
                continue;
            }
            var label = "r" + commands.size();
            var parameters =
                    JsonNodeFactory.instance.objectNode().put("id", task.id().get());
            parameters.set("rows", rows.get());
            commands.put(label, new Command(label, Methods.rows(task.key().type()), parameters));
            waiting.put(label, task);
            values.put(label, TaskRows.remembered(rows.get()));
        }
        var results = batches.send(commands.values());
        waiting.forEach((label, task) -> {
            switch (results.getOrDefault(label, ErrandRun.NOT_SENT)) {
                case CommandResult.Taken(JsonNode value, var next) -> {
                    if (ErrandRun.yes(value)) {
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
}
