package dev.mosty.bitrix.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * In which order entities are written so that whatever one refers to is there before it: sections by their parents
 * before products, companies before contacts, these before leads and deals.
 *
 * @param layers nothing in a layer needs another of the same or a later one
 * @param cycles entities that need themselves, over others; nothing can be done for them, nor for one that needs them
 */
public record Layers(List<List<EntityKey>> layers, List<List<EntityKey>> cycles) {

    /** @param needs what each entity needs; whatever is no key of the map is somebody else's care */
    public static Layers of(Map<EntityKey, ? extends Collection<EntityKey>> needs) {
        var left = new LinkedHashMap<EntityKey, Set<EntityKey>>();
        needs.forEach((key, targets) -> {
            var within = new LinkedHashSet<>(targets);
            within.retainAll(needs.keySet());
            left.put(key, within);
        });
        var layers = new ArrayList<List<EntityKey>>();
        while (true) {
            var layer = left.entrySet().stream()
                    .filter(entry -> entry.getValue().isEmpty())
                    .map(Map.Entry::getKey)
                    .toList();
            if (layer.isEmpty()) {
                break;
            }
            layers.add(layer);
            left.keySet().removeAll(layer);
            var done = Set.copyOf(layer);
            left.values().forEach(targets -> targets.removeAll(done));
        }
        return new Layers(List.copyOf(layers), cycles(left));
    }

    /** What is left needs something of what is left: whoever follows it comes round. */
    private static List<List<EntityKey>> cycles(Map<EntityKey, Set<EntityKey>> left) {
        var cycles = new ArrayList<List<EntityKey>>();
        var seen = new LinkedHashSet<EntityKey>();
        for (var start : left.keySet()) {
            var path = new LinkedHashSet<EntityKey>();
            var at = start;
            while (!seen.contains(at) && path.add(at)) {
                at = left.getOrDefault(at, Set.of()).iterator().next();
            }
            if (path.contains(at)) {
                var cycle = path.stream().toList();
                cycles.add(List.copyOf(cycle.subList(cycle.indexOf(at), cycle.size())));
            }
            seen.addAll(path);
        }
        return List.copyOf(cycles);
    }
}
