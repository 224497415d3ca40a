package dev.mosty.testbed.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** What goes wrong around the bridge. */
enum CallTrouble implements Trouble {
    KILL_BRIDGE,
    CRASH_POSTGRES,
    FREEZE_BRIDGE,
    ONEC_AWAY,
    ONEC_500,
    ONEC_503,
    ONEC_RESET_AFTER_APPLYING,
    ONEC_HANG_AFTER_APPLYING,
    ONEC_HANG;

    /** Bridges die twice as often. */
    static final List<CallTrouble> ROUND =
            Stream.concat(Stream.of(values()), Stream.of(KILL_BRIDGE)).toList();

    @Override
    public Duration lasting(Random random) {
        return switch (this) {
            // Longer than the lease of the channel, so that the other bridge takes over under its frozen holder.
            case FREEZE_BRIDGE -> Trouble.between(24_000, 28_000, random);
            case KILL_BRIDGE -> Trouble.between(500, 3_000, random);
            case CRASH_POSTGRES -> Trouble.between(0, 4_000, random);
            case ONEC_AWAY -> Trouble.between(1_000, 4_000, random);
            case ONEC_500, ONEC_503, ONEC_RESET_AFTER_APPLYING, ONEC_HANG_AFTER_APPLYING, ONEC_HANG -> Duration.ZERO;
        };
    }
}
