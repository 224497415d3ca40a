package dev.mosty.delivery;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/** The waits between attempts: quick at first, then patient, never hopeless. */
public final class Backoff {
    private static final List<Duration> LADDER = List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofMinutes(2),
            Duration.ofMinutes(5));

    private Backoff() {}

    /** The wait after so many failed attempts (0 for the first failure), without jitter. */
    public static Duration after(int failures) {
        return LADDER.get(Math.clamp(failures, 0, LADDER.size() - 1));
    }

    /** The same, spread by a fifth either way, so that what failed together does not come back together. */
    public static Duration after(int failures, RandomGenerator random) {
        return after(failures).multipliedBy(random.nextLong(800, 1201)).dividedBy(1000);
    }
}
