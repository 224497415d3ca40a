package dev.mosty.bitrix.portal;

import dev.mosty.bitrix.Words;
import dev.mosty.bitrix.plan.EntityKey;
import dev.mosty.bitrix.plan.Multifields;
import dev.mosty.bitrix.plan.Stages;
import dev.mosty.delivery.Courier.LeaseLost;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An errand's first part: which of its entities, and of those that they refer to, the portal has. What is known is not
 * asked for, unless what it holds decides what is written.
 */
final class Search {
    private final Errand errand;
    private final Lookup lookup;
    private final Map<EntityKey, Fate> troubled = new LinkedHashMap<>();
    private final Set<EntityKey> several = new LinkedHashSet<>();

    Search(Errand errand, Batches batches) {
        this.errand = errand;
        this.lookup = new Lookup(batches);
    }

    /** Those that could not be asked for, and why. */
    Map<EntityKey, Fate> troubled() {
        return troubled;
    }

    /** Those of which the portal has more than one. */
    Set<EntityKey> several() {
        return several;
    }

    void run() throws LeaseLost, InterruptedException {
        var asked = new LinkedHashMap<EntityKey, Lookup.Asked>();
        for (var task : errand.tasks()) {
            if (task.id().isEmpty() || task.dry() || mustBeRead(task)) {
                asked.merge(task.key(), new Lookup.Asked(task.key(), task.id(), select(task)), Search::both);
            }
        }
        for (var task : errand.tasks()) {
            for (var need : task.want().needs()) {
                if (!errand.ids().containsKey(need)) {
                    asked.putIfAbsent(need, new Lookup.Asked(need, Optional.empty(), Set.of()));
                }
            }
        }
        var found = lookup.find(asked.values());
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
            errand.tasks(lost.keySet()).forEach(Task::lost);
            lost.keySet().forEach(errand.ids()::remove);
            lookup.find(lost.values()).forEach(this::take);
        }
    }

    private static Lookup.Asked both(Lookup.Asked one, Lookup.Asked other) {
        var select = new LinkedHashSet<>(one.select());
        select.addAll(other.select());
        return new Lookup.Asked(one.key(), one.id(), select);
    }

    private boolean mustBeRead(Task task) {
        var changed = errand.desired(task).changed(task.want(), task.sent());
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

    private void take(EntityKey key, Lookup.Found found) {
        var tasks = errand.tasks(Set.of(key));
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
                    errand.ids().put(key, row.getKey());
                    if (!isWritten(key)) {
                        errand.found().put(key, row.getKey());
                    }
                    tasks.forEach(task -> task.foundAt(row.getKey(), row.getValue()));
                }
            }
        }
    }

    private boolean isWritten(EntityKey key) {
        return errand.tasks(Set.of(key)).stream().anyMatch(task -> !task.dry());
    }
}
