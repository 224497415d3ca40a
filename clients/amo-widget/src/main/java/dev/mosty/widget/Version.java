package dev.mosty.widget;

import java.time.Duration;
import java.time.Instant;

/**
 * The widget's version. amoCRM shows a widget anew only when its version has risen, so every build has one of its own,
 * made of its time: {@code 1.<days since 2026>.<seconds of the day, UTC>}.
 */
final class Version {
    private static final Instant FIRST_DAY = Instant.parse("2026-01-01T00:00:00Z");
    private static final long DAY_SECONDS = Duration.ofDays(1).toSeconds();

    private Version() {}

    static String at(Instant built) {
        long seconds = Duration.between(FIRST_DAY, built).toSeconds();
        if (seconds < 0) {
            throw new IllegalArgumentException("The clock says " + built + ", so this version would not rise");
        }
        return "1." + seconds / DAY_SECONDS + "." + seconds % DAY_SECONDS;
    }
}
