package dev.mosty.testbed.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** What goes wrong around bitrix-sync. */
enum PortalTrouble implements Trouble {
    KILL_SYNC,
    CRASH_POSTGRES,
    FREEZE_SYNC,
    PORTAL_500,
    PORTAL_RESET_AFTER_APPLYING,
    PORTAL_HANG_AFTER_APPLYING,
    PORTAL_GATEWAY_GIVES_UP,
    ONEC_500,
    ONEC_HANG,
    ONEC_RESET_AFTER_APPLYING;

    /** The service dies twice as often. */
    static final List<PortalTrouble> ROUND =
            Stream.concat(Stream.of(values()), Stream.of(KILL_SYNC)).toList();

    @Override
    public Duration lasting(Random random) {
        return switch (this) {
            // Longer than the lease of the channel, so that the other one takes over under its frozen holder.
            case FREEZE_SYNC -> Trouble.between(24_000, 28_000, random);
            case KILL_SYNC -> Trouble.between(500, 3_000, random);
            case CRASH_POSTGRES -> Trouble.between(0, 4_000, random);
            case PORTAL_500,
                    PORTAL_RESET_AFTER_APPLYING,
                    PORTAL_HANG_AFTER_APPLYING,
                    PORTAL_GATEWAY_GIVES_UP,
                    ONEC_500,
                    ONEC_HANG,
                    ONEC_RESET_AFTER_APPLYING -> Duration.ZERO;
        };
    }
}
