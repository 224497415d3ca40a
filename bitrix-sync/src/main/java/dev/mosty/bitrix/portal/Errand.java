package dev.mosty.bitrix.portal;

import dev.mosty.bitrix.plan.Desired;
import dev.mosty.bitrix.plan.Dictionary;
import dev.mosty.bitrix.plan.EntityKey;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Entities that are written together.
 *
 * @param ids what the map has of those that they refer to; what the errand finds and makes is added
 * @param queued those of them that are on their way, here or in another errand
 * @param found filled on the way: entities that were only referred to, and their ids
 * @param refused those of them that were not taken and are not on their way again, and why
 * @param circles entities that were found to wait for themselves, over others
 */
record Errand(
        List<Task> tasks,
        Map<EntityKey, Long> ids,
        Map<EntityKey, Long> found,
        Set<EntityKey> queued,
        Map<EntityKey, String> refused,
        Set<EntityKey> circles,
        Dictionary dictionary) {
    /** What the portal should have of one, by the ids that are known by now. */
    Desired desired(Task task) {
        return Desired.of(task.want(), key -> Optional.ofNullable(ids.get(key)), dictionary);
    }

    List<Task> tasks(Collection<EntityKey> keys) {
        return tasks.stream().filter(task -> keys.contains(task.key())).toList();
    }

    Errand with(Dictionary newer) {
        return new Errand(tasks, ids, found, queued, refused, circles, newer);
    }

    /** Without what is in it. */
    @Override
    public String toString() {
        return "Errand[" + tasks.size() + "]";
    }
}
