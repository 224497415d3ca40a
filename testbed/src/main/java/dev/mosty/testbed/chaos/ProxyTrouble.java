package dev.mosty.testbed.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** What happens to the proxies and to 1C. */
enum ProxyTrouble implements Trouble {
    KILL_PROXY,
    STOP_PROXY,
    ONEC_OUTAGE,
    ONEC_500,
    ONEC_RESET,
    ONEC_ENDLESS,
    ONEC_500_AFTER_APPLYING,
    ONEC_RESET_AFTER_APPLYING,
    ONEC_HANG_AFTER_APPLYING;

    /** One round of it: a proxy dies, and is deployed anew, more often than anything else here. */
    static final List<ProxyTrouble> ROUND = Stream.concat(Stream.of(values()), Stream.of(KILL_PROXY, STOP_PROXY))
            .toList();

    @Override
    public Duration lasting(Random random) {
        return switch (this) {
            case KILL_PROXY, STOP_PROXY -> Trouble.between(200, 2_000, random);
            case ONEC_OUTAGE -> Trouble.between(1_000, 4_000, random);
            case ONEC_500,
                    ONEC_RESET,
                    ONEC_ENDLESS,
                    ONEC_500_AFTER_APPLYING,
                    ONEC_RESET_AFTER_APPLYING,
                    ONEC_HANG_AFTER_APPLYING -> Duration.ZERO;
        };
    }
}
