package dev.mosty.bitrix.portal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mosty.bitrix.Words;
import dev.mosty.bitrix.plan.Desired;
import dev.mosty.bitrix.plan.Dictionary;
import dev.mosty.bitrix.plan.EntityType;
import dev.mosty.bitrix.plan.Multifields;
import dev.mosty.bitrix.plan.Sent;
import dev.mosty.bitrix.plan.Stages;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is written of one entity, once all that it refers to has an id.
 *
 * @param fields as the portal takes them; empty if there is nothing to write
 * @param after what 1C has sent, once the portal took these
 */
record Writing(Task task, ObjectNode fields, Sent after) {
    private static final String CATEGORY = "CATEGORY_ID";
    private static final String VERSION = "ORIGIN_VERSION";

    /** Ends the task instead if it must not be written. */
    static Optional<Writing> of(Task task, Desired desired, Dictionary dictionary) {
        desired.strangers().forEach(user -> {
            task.strangers().add(user);
            task.notes().add(Words.of("responsible.unknown", user));
        });
        if (desired.noCurrency().isPresent()) {
            task.strangeCurrencies().add(desired.noCurrency().get());
            task.end(new Fate.Bad(
                    Words.of("currency.unknown", desired.noCurrency().get()), null));
            return Optional.empty();
        }
        var remembered = desired.remembered();
        if (isAsWeLeftIt(task, remembered)) {
            return Optional.of(new Writing(
                    task,
                    JsonNodeFactory.instance.objectNode(),
                    task.sent().taken(remembered, task.want().deliveries())));
        }
        var changed = task.id().isEmpty() ? remembered.keySet() : desired.changed(task.want(), task.sent());
        var kept = new LinkedHashMap<>(remembered);
        kept.keySet().retainAll(changed);
        var outgoing = stageChecked(task, desired, new LinkedHashSet<>(changed), dictionary.stages());
        if (!task.open()) {
            return Optional.empty();
        }
        var after = task.sent().taken(kept, task.want().deliveries());
        var fields = fields(task, desired, outgoing);
        if (!fields.isEmpty() && task.key().type().hasVersion() && !remembered.containsKey(VERSION)) {
            fields.put(VERSION, after.version());
        }
        return Optional.of(new Writing(task, fields, after));
    }

    /** The map was lost, and the portal carries the hash of exactly this. */
    private static boolean isAsWeLeftIt(Task task, Map<String, JsonNode> remembered) {
        return task.found()
                && task.id().isPresent()
                && task.sent().fields().isEmpty()
                && !task.want().force()
                && task.key().type().hasVersion()
                && task.present()
                        .path(VERSION)
                        .asText()
                        .equals(Sent.NOTHING.taken(remembered, Map.of()).version());
    }

    private static ObjectNode fields(Task task, Desired desired, Set<String> outgoing) {
        var fields = JsonNodeFactory.instance.objectNode();
        for (var name : outgoing) {
            var value = desired.values().get(name);
            if (value != null) {
                fields.set(name, value);
                continue;
            }
            var wanted = desired.multifields().get(name);
            if (wanted == null) {
                continue;
            }
            var rows = task.id().isEmpty()
                    ? Multifields.all(name, wanted)
                    : Multifields.changes(
                            name,
                            wanted,
                            Desired.before(name, task.sent()),
                            Desired.doubtful(name, task.sent()),
                            Multifields.rows(task.present().path(name)));
            if (!rows.isEmpty()) {
                fields.putArray(name).addAll(rows);
            }
        }
        if (task.id().isEmpty()) {
            fields.put(task.key().type().originField(), task.key().originId());
        }
        return fields;
    }

    /** Takes the stage out where it would go back, and ends the task where it is of another funnel. */
    private static Set<String> stageChecked(Task task, Desired desired, Set<String> outgoing, Stages stages) {
        var field = Stages.field(task.key().type());
        if (field.isEmpty()) {
            return outgoing;
        }
        var category = category(task, desired);
        if (outgoing.contains(CATEGORY)
                && task.id().isPresent()
                && task.present().has(CATEGORY)) {
            var wanted = desired.values()
                    .getOrDefault(CATEGORY, TextNode.valueOf(""))
                    .asText();
            if (!Stages.funnel(EntityType.DEAL, wanted).equals(Stages.funnel(EntityType.DEAL, category))) {
                task.end(new Fate.Bad(Words.of("category.fixed", category, wanted), null));
                return outgoing;
            }
        }
        var wanted =
                desired.values().getOrDefault(field.get(), TextNode.valueOf("")).asText();
        if (!outgoing.contains(field.get()) || wanted.isEmpty()) {
            return outgoing;
        }
        var funnel = Stages.funnel(task.key().type(), category);
        var present = Optional.of(task.present().path(field.get()).asText()).filter(stage -> !stage.isEmpty());
        switch (stages.judge(funnel, present, wanted, task.want().force())) {
            case Stages.Verdict.Go() -> {}
            case Stages.Verdict.Stay(String name) -> {
                task.notes().add(Words.of("stage.kept", name, wanted));
                outgoing.remove(field.get());
            }
            case Stages.Verdict.Foreign(String other) ->
                task.end(new Fate.Bad(Words.of("stage.foreign", wanted, other, funnel), null));
            case Stages.Verdict.NoSuch() -> task.end(new Fate.Bad(Words.of("stage.unknown", wanted, funnel), null));
        }
        return outgoing;
    }

    private static String category(Task task, Desired desired) {
        return task.present().has(CATEGORY)
                ? task.present().path(CATEGORY).asText()
                : desired.values().getOrDefault(CATEGORY, TextNode.valueOf("")).asText();
    }

    Command command(String label) {
        var parameters = JsonNodeFactory.instance.objectNode();
        var type = task.key().type();
        if (task.id().isEmpty()) {
            parameters.set("fields", fields);
            return new Command(label, Methods.add(type), parameters);
        }
        parameters.put("id", task.id().get()).set("fields", fields);
        return new Command(label, Methods.update(type), parameters);
    }
}
