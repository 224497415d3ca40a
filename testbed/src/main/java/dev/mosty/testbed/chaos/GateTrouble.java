package dev.mosty.testbed.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** What happens to the gates, to the database of all, and to amoCRM. */
enum GateTrouble implements Trouble {
    KILL_GATE,
    CRASH_POSTGRES,
    FREEZE_GATE,
    AMO_429,
    AMO_500,
    AMO_504_AFTER_APPLYING,
    AMO_RESET,
    AMO_RESET_AFTER_APPLYING,
    AMO_HANG;

    /** One round of it: a gate dies more often than anything else here. */
    static final List<GateTrouble> ROUND =
            Stream.concat(Stream.of(values()), Stream.of(KILL_GATE)).toList();

    @Override
    public Duration lasting(Random random) {
        return switch (this) {
            // Longer than the lease of the channel, so that the other gate takes over under its frozen holder.
            case FREEZE_GATE -> Trouble.between(24_000, 28_000, random);
            case KILL_GATE -> Trouble.between(500, 3_000, random);
            case CRASH_POSTGRES -> Trouble.between(0, 4_000, random);
            case AMO_429, AMO_500, AMO_504_AFTER_APPLYING, AMO_RESET, AMO_RESET_AFTER_APPLYING, AMO_HANG ->
                Duration.ZERO;
        };
    }
}
