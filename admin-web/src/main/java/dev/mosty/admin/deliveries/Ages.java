package dev.mosty.admin.deliveries;

import java.time.Duration;

/** How long something lasts, as a clock shows it. */
public final class Ages {
    private Ages() {}

    /** {@code 0:07}, {@code 12:30}, {@code 3:05:00}; hours go on beyond a day. Never negative. */
    public static String of(Duration age) {
        long seconds = Math.max(0, age.toSeconds());
        return seconds < 3_600
                ? "%d:%02d".formatted(seconds / 60, seconds % 60)
                : "%d:%02d:%02d".formatted(seconds / 3_600, seconds / 60 % 60, seconds % 60);
    }
}
