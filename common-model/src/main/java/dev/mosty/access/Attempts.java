package dev.mosty.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down who guesses: after a number of failures each further one doubles the wait before the next try. Only
 * whoever would have to prove something anew is asked; what was proven (an open session) is never touched.
 *
 * <p>Kept in this process: a restart forgets, and of several replicas each counts for itself. The least recently seen
 * key goes first when there are too many, so that a flood of keys costs a bounded piece of memory.
 */
public final class Attempts {
    private static final int KEYS = 10_000;
    private static final int DOUBLINGS = 20;

    private final int free;
    private final Duration first;
    private final Duration most;
    private final Clock clock;
    private final Map<String, Failures> failures = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > KEYS;
        }
    };

    /**
     * @param free failures that cost nothing
     * @param first the wait after the one that follows
     * @param most the longest wait, and how long after the last failure all of them are forgotten, at the least
     */
    public Attempts(int free, Duration first, Duration most, Clock clock) {
        this.free = free;
        this.first = first;
        this.most = most;
        this.clock = clock;
    }

    private record Failures(int count, Instant last, Instant next) {}

    /** How long until this key may try again; zero if it may now. */
    public synchronized Duration left(String key) {
        Failures known = failures.get(key);
        Duration left = known == null ? Duration.ZERO : Duration.between(clock.instant(), known.next());
        return left.isNegative() ? Duration.ZERO : left;
    }

    public synchronized void failed(String key) {
        Instant now = clock.instant();
        Failures known = failures.get(key);
        boolean fresh = known != null && !now.isAfter(known.last().plus(most.multipliedBy(2)));
        int count = known != null && fresh ? known.count() + 1 : 1;
        failures.put(key, new Failures(count, now, now.plus(after(count))));
    }

    public synchronized void succeeded(String key) {
        failures.remove(key);
    }

    private Duration after(int count) {
        if (count <= free) {
            return Duration.ZERO;
        }
        Duration wait = first.multipliedBy(1L << Math.min(DOUBLINGS, count - free - 1));
        return wait.compareTo(most) < 0 ? wait : most;
    }
}
