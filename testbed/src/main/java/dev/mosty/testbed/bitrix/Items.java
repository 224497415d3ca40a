package dev.mosty.testbed.bitrix;

import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The portal's tables: items by kind and id, and by the identifier of the other system, which need not be unique. */
final class Items {
    private final Map<Kind, NavigableMap<Long, Item>> byKind = new EnumMap<>(Kind.class);
    private final Map<Kind, Map<String, Set<Long>>> byOrigin = new EnumMap<>(Kind.class);
    private final Map<Kind, Long> lastIds = new EnumMap<>(Kind.class);
    private long lastPart;

    Items() {
        clear();
    }

    /** What outlives a restart. */
    record Snapshot(List<Item> items, Map<Kind, Long> lastIds, long lastPart) {}

    void clear() {
        for (Kind kind : Kind.values()) {
            byKind.put(kind, new TreeMap<>());
            byOrigin.put(kind, new HashMap<>());
            lastIds.put(kind, 0L);
        }
        lastPart = 0;
    }

    Snapshot snapshot() {
        return new Snapshot(
                byKind.values().stream()
                        .flatMap(table -> table.values().stream())
                        .toList(),
                Map.copyOf(lastIds),
                lastPart);
    }

    void restore(Snapshot snapshot) {
        clear();
        snapshot.items().forEach(this::put);
        lastIds.putAll(snapshot.lastIds());
        lastPart = snapshot.lastPart();
    }

    /** Ids are never used again. */
    long nextId(Kind kind) {
        return lastIds.merge(kind, 1L, Long::sum);
    }

    /** The next id of a multifield or product row. */
    long nextPart() {
        return ++lastPart;
    }

    NavigableMap<Long, Item> of(Kind kind) {
        return Objects.requireNonNull(byKind.get(kind));
    }

    Optional<Item> find(Kind kind, long id) {
        return Optional.ofNullable(of(kind).get(id));
    }

    boolean has(Kind kind, long id) {
        return of(kind).containsKey(id);
    }

    /** Letter case does not matter, as in the portal's MySQL. */
    Collection<Item> withOrigin(Kind kind, String origin) {
        Set<Long> ids = origins(kind).getOrDefault(folded(origin), Set.of());
        return ids.stream().map(of(kind)::get).filter(Objects::nonNull).toList();
    }

    void put(Item item) {
        Item before = of(item.kind()).put(item.id(), item);
        if (before != null && before.originId().equals(item.originId())) {
            return;
        }
        if (before != null) {
            forgetOrigin(before);
        }
        if (!item.originId().isEmpty()) {
            origins(item.kind())
                    .computeIfAbsent(folded(item.originId()), any -> new LinkedHashSet<>())
                    .add(item.id());
        }
    }

    void remove(Item item) {
        of(item.kind()).remove(item.id());
        forgetOrigin(item);
    }

    private void forgetOrigin(Item item) {
        Set<Long> ids = origins(item.kind()).get(folded(item.originId()));
        if (ids != null) {
            ids.remove(item.id());
        }
    }

    private Map<String, Set<Long>> origins(Kind kind) {
        return Objects.requireNonNull(byOrigin.get(kind));
    }

    private static String folded(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
