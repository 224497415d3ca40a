package dev.mosty.access;

import dev.mosty.settings.Sha256;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Stands before a door that tokens open. Wrong ones are counted by address; after ten the address waits before each next
 * try, longer and longer, up to a minute. A token that has passed from that address before is never made to wait: one
 * program with an old token must not stop its neighbours.
 */
public final class Turnstile {
    private static final int FREE = 10;
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofSeconds(60);
    private static final int PROVEN = 10_000;

    private final Attempts attempts;
    private final Set<String> proven = Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > PROVEN;
        }
    }));

    public Turnstile(Clock clock) {
        this.attempts = new Attempts(FREE, FIRST, MOST, clock);
    }

    /** What became of a try. */
    public sealed interface Passage<T> {
        /** @param as who it is that came */
        record Open<T>(T as) implements Passage<T> {}

        record Wrong<T>() implements Passage<T> {}

        /** @param left before the next try is worth one */
        record Slowed<T>(Duration left) implements Passage<T> {
            /** For {@code Retry-After}. */
            public long seconds() {
                return left.plusMillis(999).toSeconds();
            }

            /** For programs; where a person reads the answer, the service has words of its own. */
            public String sentence() {
                return "too many wrong tokens came from this address; try again in " + seconds() + " s";
            }
        }
    }

    /**
     * @param peer the address it comes from
     * @param token as it was presented, if one was
     * @param check whose it is; not asked of an address that has to wait
     */
    public <T> Passage<T> pass(String peer, Optional<String> token, Supplier<Optional<T>> check) {
        String household = AddressList.household(peer);
        String pair = household + " " + token.map(Sha256::hex).orElse("");
        boolean known = proven.contains(pair);
        Duration left = known ? Duration.ZERO : attempts.left(household);
        if (left.isPositive()) {
            return new Passage.Slowed<>(left);
        }
        Optional<T> as = check.get();
        if (as.isEmpty()) {
            proven.remove(pair);
            attempts.failed(household);
            return new Passage.Wrong<>();
        }
        if (!known) {
            proven.add(pair);
        }
        return new Passage.Open<>(as.get());
    }
}
