package dev.mosty.testbed.onec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What 1C changed and Bitrix24 has not been told of, as an exchange plan keeps it: an object stands in it once, each page
 * gets the next number, a confirmation takes out what was in pages up to it, and what changed since stays.
 */
final class Changes {
    private static final int MOST_RUNS = 1_000;

    private final Clock clock;
    private final Map<String, Registered> registered = new LinkedHashMap<>();
    private final Deque<String> runs = new ArrayDeque<>();
    private Runnable onChange = () -> {};
    private long lastMessage;
    private long received;
    private long confirmed;
    private long version;

    Changes(Clock clock) {
        this.clock = clock;
    }

    /** @param message of the last page that it was in; 0 while it was in none since it changed */
    record Registered(ObjectNode object, Instant changedAt, long message) {
        String key() {
            return object.path("entity").asText() + "/"
                    + object.path("originId").asText().toLowerCase(Locale.ROOT);
        }

        Registered sentIn(long number) {
            return new Registered(object, changedAt, number);
        }
    }

    /** @param more whether more are registered than it has */
    record Page(long message, List<ObjectNode> objects, boolean more) {}

    /**
     * What a test asks, and what outlives a restart.
     *
     * @param registered in the order in which they changed
     * @param received the latest page that was confirmed
     * @param confirmed how many objects confirmations took out
     * @param runs the latest that confirmations named
     */
    record Reading(List<Registered> registered, long lastMessage, long received, long confirmed, List<String> runs) {
        static final Reading NONE = new Reading(List.of(), 0, 0, 0, List.of());
    }

    /** Called after every change. */
    synchronized void onChange(Runnable listener) {
        onChange = listener;
    }

    /**
     * An object, or an array of them, was changed.
     *
     * @throws IllegalArgumentException if one of them is no object of 1C; then none is registered
     */
    synchronized void register(JsonNode changed) {
        List<Registered> all = new ArrayList<>();
        for (JsonNode object : changed.isArray() ? changed : List.of(changed)) {
            if (!(object instanceof ObjectNode one) || blank(one, "entity") || blank(one, "originId")) {
                throw new IllegalArgumentException("an object has entity and originId");
            }
            all.add(new Registered(one, clock.instant(), 0));
        }
        for (Registered one : all) {
            registered.remove(one.key());
            registered.put(one.key(), one);
        }
        changed();
    }

    private static boolean blank(ObjectNode object, String field) {
        return !object.path(field).isTextual() || object.path(field).asText().isBlank();
    }

    /** The first of them that nobody confirmed, those of earlier pages included. */
    synchronized Page page(int limit) {
        List<Registered> next = registered.values().stream().limit(limit).toList();
        if (!next.isEmpty()) {
            lastMessage++;
            next.forEach(each -> registered.put(each.key(), each.sentIn(lastMessage)));
            changed();
        }
        return new Page(lastMessage, next.stream().map(Registered::object).toList(), next.size() < registered.size());
    }

    /** False if there was no such page. */
    synchronized boolean confirm(long message, String run) {
        if (message > lastMessage) {
            return false;
        }
        int before = registered.size();
        registered.values().removeIf(each -> each.message() > 0 && each.message() <= message);
        confirmed += before - registered.size();
        received = Math.max(received, message);
        runs.addLast(run);
        if (runs.size() > MOST_RUNS) {
            runs.removeFirst();
        }
        changed();
        return true;
    }

    synchronized Reading reading() {
        return new Reading(List.copyOf(registered.values()), lastMessage, received, confirmed, List.copyOf(runs));
    }

    /** Another one after every change. */
    synchronized long version() {
        return version;
    }

    /** @param kept by an earlier life; null in a state that is older than changes */
    synchronized void restore(@Nullable Reading kept) {
        Reading from = kept == null ? Reading.NONE : kept;
        registered.clear();
        from.registered().forEach(each -> registered.put(each.key(), each));
        runs.clear();
        runs.addAll(from.runs());
        lastMessage = from.lastMessage();
        received = from.received();
        confirmed = from.confirmed();
        changed();
    }

    private void changed() {
        version++;
        onChange.run();
    }
}
