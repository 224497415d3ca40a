package dev.mosty.bitrix.portal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.mosty.bitrix.plan.EntityKey;
import dev.mosty.bitrix.plan.EntityType;
import dev.mosty.delivery.Courier.LeaseLost;
import dev.mosty.delivery.Outcome.Pause;
import dev.mosty.delivery.Outcome.Retry;
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
 * Finds what the portal has of 1C's entities: up to 50 a list command, up to 50 commands a request. An answer is not
 * believed if it has a row that was not asked for: the portal then ignored the filter, and gave everything it has
 * ({@code facts/bitrix24.md §1.3}).
 */
final class Lookup {
    private static final int IDS_A_COMMAND = 50;
    private static final int MOST_PAGES = 50;
    private static final Duration UNFILTERED = Duration.ofMinutes(10);

    private final Batches batches;

    Lookup(Batches batches) {
        this.batches = batches;
    }

    /**
     * What to look for.
     *
     * @param id set, the portal's own id is asked for; otherwise 1C's GUID
     * @param select fields that are wanted beside both
     */
    record Asked(EntityKey key, Optional<Long> id, Set<String> select) {}

    /** What was found of one. */
    sealed interface Found {
        /** @param rows with different ids; empty if there is none */
        record Rows(Map<Long, JsonNode> rows) implements Found {}

        record Failed(Fate fate) implements Found {}
    }

    /** A command with what it asks for: the text of the value in a row, and whose it is. */
    private record Query(EntityType type, boolean byId, Map<String, EntityKey> wanted, Set<String> select, int start) {
        String field() {
            return byId ? "ID" : type.originField();
        }

        Query from(int page) {
            return new Query(type, byId, wanted, select, page);
        }

        Command command(String label) {
            var parameters = JsonNodeFactory.instance.objectNode();
            var values = parameters.putObject("filter").putArray(Methods.anyOf(type, field()));
            wanted.keySet().forEach(values::add);
            var fields = parameters.putArray("select").add("ID").add(type.originField());
            select.forEach(fields::add);
            parameters.putObject("order").put("ID", "ASC");
            return new Command(label, Methods.list(type), parameters.put("start", start));
        }
    }

    Map<EntityKey, Found> find(Collection<Asked> asked) throws LeaseLost, InterruptedException {
        var rows = new LinkedHashMap<EntityKey, Map<Long, JsonNode>>();
        asked.forEach(each -> rows.put(each.key(), new LinkedHashMap<>()));
        var failed = new LinkedHashMap<EntityKey, Fate>();
        var queries = queries(asked);
        for (int page = 0; !queries.isEmpty(); page++) {
            var commands = new LinkedHashMap<String, Query>();
            for (var query : queries) {
                commands.put("q" + commands.size(), query);
            }
            var results = batches.send(commands.entrySet().stream()
                    .map(entry -> entry.getValue().command(entry.getKey()))
                    .toList());
            queries = new ArrayList<>();
            for (var entry : commands.entrySet()) {
                var query = entry.getValue();
                switch (results.get(entry.getKey())) {
                    case CommandResult.Taken(var list, var next) -> {
                        var trouble = collect(query, list, rows);
                        trouble.ifPresent(fate -> fail(query, fate, failed));
                        if (trouble.isEmpty() && next.isPresent()) {
                            if (page < MOST_PAGES && next.getAsInt() > query.start()) {
                                queries.add(query.from(next.getAsInt()));
                            } else {
                                fail(query, unfiltered(query), failed);
                            }
                        }
                    }
                    case CommandResult.Refused(String code, String description) ->
                        fail(query, Sentences.refused(Sentences.Deed.SEARCH, query.type(), code, description), failed);
                    case CommandResult.NotDone(var outcome) -> fail(query, new Fate.Later(outcome), failed);
                    // Reading twice harms nobody.
                    case CommandResult.Unknown(String why, var left) ->
                        fail(query, new Fate.Later(new Retry(Duration.ofSeconds(2), why)), failed);
                    case null ->
                        fail(query, new Fate.Later(new Retry(Duration.ofSeconds(2), "it was not asked")), failed);
                }
            }
        }
        var found = new LinkedHashMap<EntityKey, Found>();
        rows.forEach((key, byId) -> {
            var fate = failed.get(key);
            found.put(key, fate == null ? new Found.Rows(byId) : new Found.Failed(fate));
        });
        return found;
    }

    private static List<Query> queries(Collection<Asked> asked) {
        record Kind(EntityType type, boolean byId) {}
        var kinds = new LinkedHashMap<Kind, List<Asked>>();
        for (var each : asked) {
            kinds.computeIfAbsent(new Kind(each.key().type(), each.id().isPresent()), kind -> new ArrayList<>())
                    .add(each);
        }
        var queries = new ArrayList<Query>();
        kinds.forEach((kind, all) -> {
            for (int i = 0; i < all.size(); i += IDS_A_COMMAND) {
                var wanted = new LinkedHashMap<String, EntityKey>();
                var select = new LinkedHashSet<String>();
                for (var each : all.subList(i, Math.min(all.size(), i + IDS_A_COMMAND))) {
                    wanted.put(
                            each.id()
                                    .map(id -> Long.toString(id))
                                    .orElse(each.key().originId()),
                            each.key());
                    select.addAll(each.select());
                }
                queries.add(new Query(kind.type(), kind.byId(), wanted, select, 0));
            }
        });
        return queries;
    }

    private static Optional<Fate> collect(Query query, JsonNode list, Map<EntityKey, Map<Long, JsonNode>> rows) {
        if (!list.isContainerNode()) {
            return Optional.of(Sentences.strange(Sentences.Deed.SEARCH, query.type(), Optional.empty()));
        }
        var byCanonical = new LinkedHashMap<String, EntityKey>();
        query.wanted().forEach((text, key) -> byCanonical.put(EntityKey.canonical(text), key));
        for (var row : list) {
            var key =
                    byCanonical.get(EntityKey.canonical(row.path(query.field()).asText()));
            var id = row.path("ID").asLong();
            if (key == null || id <= 0) {
                return Optional.of(unfiltered(query));
            }
            rows.computeIfAbsent(key, unseen -> new LinkedHashMap<>()).putIfAbsent(id, row);
        }
        return Optional.empty();
    }

    private static Fate unfiltered(Query query) {
        return new Fate.Later(new Pause(
                UNFILTERED,
                "unfiltered",
                "the portal answers %s with entities that were not asked for: it ignores the filter by %s"
                        .formatted(Methods.list(query.type()), query.field())));
    }

    private static void fail(Query query, Fate fate, Map<EntityKey, Fate> failed) {
        query.wanted().values().forEach(key -> failed.putIfAbsent(key, fate));
    }
}
