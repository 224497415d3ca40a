package dev.mosty.telephony;

import dev.mosty.settings.Misconfigured;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import org.eclipse.microprofile.config.spi.Converter;

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

    /** Fails as every converter does: the usual one lets an exception out that does not name the variable. */
    final class Zone implements Converter<ZoneId> {
        private static final long serialVersionUID = 1L;

        @Override
        public ZoneId convert(String value) {
            try {
                return ZoneId.of(value);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
        }
    }
}
