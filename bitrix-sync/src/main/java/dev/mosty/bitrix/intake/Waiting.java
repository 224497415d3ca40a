package dev.mosty.bitrix.intake;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code ?wait=30s}: how long the caller waits for the run's end. */
final class Waiting {
    static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Pattern TIME = Pattern.compile("(\\d{1,6})(ms|s|m)?");

    private Waiting() {}

    /** Seconds without a unit; empty if it is no such time. */
    static Optional<Duration> of(@Nullable String text) {
        if (text == null) {
            return Optional.of(Duration.ZERO);
        }
        var time = TIME.matcher(text);
        if (!time.matches()) {
            return Optional.empty();
        }
        var amount = Long.parseLong(time.group(1));
        var wait = switch (time.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "m" -> Duration.ofMinutes(amount);
            case null, default -> Duration.ofSeconds(amount);
        };
        return Optional.of(wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
    }
}
