package dev.mosty.testbed.amocrm;

import java.time.Instant;
import java.util.Set;

/**
 * Who wants webhooks, and of what.
 *
 * @param settings e.g. {@code update_lead}
 * @param disabled amoCRM gave up after more than 100 bad answers; subscribing again enables it
 */
record Subscription(
        long id, String destination, Set<String> settings, boolean disabled, Instant createdAt, Instant updatedAt) {

    static final Set<String> LEAD_SETTINGS = Set.of(
            "add_lead", "update_lead", "delete_lead", "restore_lead", "status_lead", "responsible_lead", "note_lead");

    Subscription wanting(Set<String> newSettings, Instant now) {
        return new Subscription(id, destination, newSettings, false, createdAt, now);
    }

    Subscription givenUp(Instant now) {
        return new Subscription(id, destination, settings, true, createdAt, now);
    }

    boolean wants(String event) {
        return !disabled && settings.contains(event + "_lead");
    }
}
