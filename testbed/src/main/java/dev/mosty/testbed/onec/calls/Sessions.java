package dev.mosty.testbed.onec.calls;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Sessions of the infobase that were begun by {@code IBSession: start} and are used again by their cookie. */
final class Sessions {
    private final Clock clock;
    private final CallKnobs knobs;
    private final Map<String, Instant> usedAt = new HashMap<>();

    Sessions(Clock clock, CallKnobs knobs) {
        this.clock = clock;
        this.knobs = knobs;
    }

    synchronized String begin() {
        Instant now = clock.instant();
        usedAt.values().removeIf(used -> gone(used, now));
        String id = UUID.randomUUID().toString();
        usedAt.put(id, now);
        return id;
    }

    /** False if there is no such session any more. */
    synchronized boolean use(String id) {
        Instant now = clock.instant();
        Instant used = usedAt.get(id);
        if (used == null || gone(used, now)) {
            usedAt.remove(id);
            return false;
        }
        usedAt.put(id, now);
        return true;
    }

    private boolean gone(Instant used, Instant now) {
        return used.plusMillis(knobs.sessionMillis).isBefore(now);
    }

    synchronized void reset() {
        usedAt.clear();
    }
}
