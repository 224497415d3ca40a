package dev.mosty.testbed.launcher;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** How often a service that dies is started again: with growing pauses, five times a minute, then no more. */
final class Restarts {

    static final int LIMIT = 5;
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

    private final Clock clock;
    private final Deque<Instant> recent = new ArrayDeque<>();

    Restarts(Clock clock) {
        this.clock = clock;
    }

    /** It died: the pause before the next start, or empty to give up. */
    Optional<Duration> afterDeath() {
        Instant now = clock.instant();
        recent.removeIf(restart -> restart.isBefore(now.minus(WINDOW)));
        if (recent.size() == LIMIT) {
            return Optional.empty();
        }
        Duration pause = FIRST_PAUSE.multipliedBy(1L << recent.size());
        recent.add(now);
        return Optional.of(pause);
    }
}
