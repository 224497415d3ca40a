package dev.mosty.testbed.amocrm;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who is subscribed to webhooks. More than 100 bad answers within two hours, the last one bad,
 * disable a subscription; subscribing again enables it (facts/amocrm.md §2, Webhooks).
 */
final class Subscriptions {
    private static final int BAD_ANSWERS_TOLERATED = 100;

    private final Clock clock;
    private final Runnable changed;
    private final Map<String, Subscription> byDestination = new LinkedHashMap<>();
    private final Map<String, ArrayDeque<Instant>> badAnswers = new HashMap<>();
    private long nextId = 1;

    Subscriptions(Clock clock, Runnable changed) {
        this.clock = clock;
        this.changed = changed;
    }

    synchronized List<Subscription> all() {
        return List.copyOf(byDestination.values());
    }

    synchronized Subscription subscribe(String destination, Set<String> settings) {
        Instant now = clock.instant();
        Subscription known = byDestination.get(destination);
        Subscription subscription = known == null
                ? new Subscription(nextId++, destination, settings, false, now, now)
                : known.wanting(settings, now);
        byDestination.put(destination, subscription);
        badAnswers.remove(destination);
        changed.run();
        return subscription;
    }

    synchronized boolean unsubscribe(String destination) {
        boolean known = byDestination.remove(destination) != null;
        changed.run();
        return known;
    }

    synchronized boolean isActive(String destination) {
        Subscription subscription = byDestination.get(destination);
        return subscription != null && !subscription.disabled();
    }

    /** Counts a bad answer; more than amoCRM tolerates within the period disable the subscription. */
    synchronized void answeredBadly(String destination, Duration period) {
        Instant now = clock.instant();
        ArrayDeque<Instant> bad = badAnswers.computeIfAbsent(destination, unknown -> new ArrayDeque<>());
        bad.addLast(now);
        while (bad.getFirst().isBefore(now.minus(period))) {
            bad.removeFirst();
        }
        if (bad.size() > BAD_ANSWERS_TOLERATED) {
            byDestination.computeIfPresent(destination, (_, subscription) -> subscription.givenUp(now));
            changed.run();
        }
    }

    synchronized void replaceAll(List<Subscription> subscriptions) {
        byDestination.clear();
        badAnswers.clear();
        for (Subscription subscription : subscriptions) {
            byDestination.put(subscription.destination(), subscription);
            nextId = Math.max(nextId, subscription.id() + 1);
        }
    }
}
