package dev.mosty.delivery;

import dev.mosty.delivery.Outcome.Fault;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells a wrong configuration from wrong items: {@link #LIMIT} different keys in a row refused with the same code and
 * path, nothing accepted between.
 */
final class RefusalStreak {
    static final int LIMIT = 5;

    private @Nullable Fault fault;
    private final Set<String> keys = new HashSet<>();
    private final List<Long> dead = new ArrayList<>();

    void accepted() {
        fault = null;
        keys.clear();
        dead.clear();
    }

    /** Counts a refusal of a delivery that is about to be buried; true when it makes the streak. */
    boolean refused(String key, long delivery, Fault how) {
        if (!how.equals(fault)) {
            accepted();
            fault = how;
        }
        keys.add(key);
        dead.add(delivery);
        return keys.size() >= LIMIT;
    }

    /** The dead letters of the streak, which were the configuration's fault after all. They are given out once. */
    List<Long> exhume() {
        var ids = List.copyOf(dead);
        dead.clear();
        return ids;
    }
}
