package dev.mosty.telephony;

import dev.mosty.settings.Misconfigured;
import dev.mosty.settings.Zone;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.ZoneId;

/** {@code TELEPHONY_*}: what holds for every way in. */
@ConfigMapping(prefix = "telephony")
public interface TelephonyConfig {

    /** {@code TELEPHONY_ZONE}: whose hours the times of 1C's bodies are. */
    @WithDefault("UTC")
    @WithConverter(Zone.class)
    ZoneId zone();

    /** {@code TELEPHONY_ACCEPT_WAIT}: how long an event waits for the database, then 503. */
    @WithDefault("10s")
    Duration acceptWait();

    /** @throws Misconfigured for what a converter lets pass */
    default void check() {
        if (acceptWait().isNegative()) {
            throw new Misconfigured("TELEPHONY_ACCEPT_WAIT", "must not be negative");
        }
    }
}
