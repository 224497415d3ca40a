package dev.mosty.bitrix.portal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.mosty.bitrix.plan.EntityType;
import dev.mosty.bitrix.plan.Fields;
import dev.mosty.delivery.Courier.LeaseLost;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Reads once an hour which fields the portal has, all kinds by one request. What was read stays good while the portal
 * does not answer; a kind that it refuses to tell is not judged.
 */
final class FieldList {
    private static final Duration EVERY = Duration.ofHours(1);
    private static final Duration AT_MOST_EVERY = Duration.ofMinutes(1);

    private final Jdbi jdbi;
    private final Duration atMostEvery;
    private volatile @Nullable Long readAt;

    FieldList(Jdbi jdbi) {
        this(jdbi, AT_MOST_EVERY);
    }

    /** @param atMostEvery how often a name that is not in the list may have it read again */
    FieldList(Jdbi jdbi, Duration atMostEvery) {
        this.jdbi = jdbi;
        this.atMostEvery = atMostEvery;
    }

    void keep(Batches batches) throws LeaseLost, InterruptedException {
        if (!readWithin(EVERY)) {
            read(batches);
        }
    }

    /** Somebody named a field that is not in the list: it may be new. The fields, if they were read again for that. */
    Optional<Fields> refresh(Batches batches) throws LeaseLost, InterruptedException {
        return !readWithin(atMostEvery) && read(batches)
                ? Optional.of(jdbi.withHandle(Dictionaries::fields))
                : Optional.empty();
    }

    private boolean readWithin(Duration time) {
        var last = readAt;
        return last != null && System.nanoTime() - last < time.toNanos();
    }

    /** False if a kind did not come, and may come at the next try. */
    private boolean read(Batches batches) throws LeaseLost, InterruptedException {
        var results = batches.send(Stream.of(EntityType.values())
                .map(type -> new Command(type.word(), Methods.fields(type), JsonNodeFactory.instance.objectNode()))
                .toList());
        var told = new HashMap<EntityType, Map<String, Boolean>>();
        for (var type : EntityType.values()) {
            switch (results.get(type.word())) {
                case CommandResult.Taken(JsonNode fields, var next) -> told.put(type, readOnly(fields));
                case CommandResult.Refused ignored -> told.put(type, Map.of());
                case CommandResult.NotDone ignored -> {}
                case CommandResult.Unknown ignored -> {}
                case null -> {}
            }
        }
        jdbi.useTransaction(tx -> Dictionaries.replaceFields(tx, told));
        if (told.keySet().containsAll(List.of(EntityType.values()))) {
            readAt = System.nanoTime();
            return true;
        }
        return false;
    }

    private static Map<String, Boolean> readOnly(JsonNode fields) {
        var readOnly = new LinkedHashMap<String, Boolean>();
        fields.properties()
                .forEach(field -> readOnly.put(
                        field.getKey(), field.getValue().path("isReadOnly").asBoolean()));
        return readOnly;
    }
}
