package dev.mosty.proxy.onec;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** How the last call to 1C that told anything about it ended, for the health check. */
@Singleton
class LastCall {
    private final Clock clock;
    private volatile Optional<Ended> last = Optional.empty();

    LastCall(Clock clock) {
        this.clock = clock;
    }

    /** @param trouble empty if 1C answered */
    record Ended(Instant at, String trouble) {}

    void ended(String trouble) {
        last = Optional.of(new Ended(clock.instant(), trouble));
    }

    Optional<Ended> last() {
        return last;
    }
}
