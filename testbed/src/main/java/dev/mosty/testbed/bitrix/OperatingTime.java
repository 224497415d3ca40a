package dev.mosty.testbed.bitrix;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Execution time by method, in one-minute baskets that are forgotten ten minutes after their first call (facts/bitrix24.md
 * §1.6). Portal seconds.
 */
final class OperatingTime {
    private static final double KEPT = 600;
    private static final double BASKET = 60;

    private final PortalTime time;
    private final Map<String, Deque<Basket>> byMethod = new HashMap<>();

    OperatingTime(PortalTime time) {
        this.time = time;
    }

    private record Basket(double since, double seconds) {}

    /** @param resetAt when the oldest basket is forgotten */
    record Reading(double operating, long resetAt) {}

    synchronized Reading of(String method) {
        Deque<Basket> baskets = current(method);
        double since = baskets.isEmpty() ? time.seconds() : baskets.getFirst().since();
        return new Reading(baskets.stream().mapToDouble(Basket::seconds).sum(), (long) Math.floor(since + KEPT));
    }

    synchronized void add(String method, double seconds) {
        Deque<Basket> baskets = current(method);
        double now = time.seconds();
        if (!baskets.isEmpty() && Math.floor(baskets.getLast().since() / BASKET) == Math.floor(now / BASKET)) {
            Basket last = baskets.removeLast();
            baskets.addLast(new Basket(last.since(), last.seconds() + seconds));
        } else {
            baskets.addLast(new Basket(now, seconds));
        }
    }

    /** By method, those that were used within the ten minutes. */
    synchronized Map<String, Reading> readings() {
        Map<String, Reading> readings = new TreeMap<>();
        byMethod.keySet().forEach(method -> readings.put(method, of(method)));
        readings.values().removeIf(reading -> reading.operating() == 0);
        return readings;
    }

    synchronized void reset() {
        byMethod.clear();
    }

    private Deque<Basket> current(String method) {
        Deque<Basket> baskets = byMethod.computeIfAbsent(method, any -> new ArrayDeque<>());
        double now = time.seconds();
        while (!baskets.isEmpty() && baskets.getFirst().since() + KEPT <= now) {
            baskets.removeFirst();
        }
        return baskets;
    }
}
