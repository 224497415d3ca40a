package dev.mosty.proxy.onec;

import dev.mosty.settings.Misconfigured;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/**
 * {@code ONEC_*}: how 1C is called. Where it is counts only at the first start; afterwards the settings page rules
 * ({@link OneCSettings}).
 */
@ConfigMapping(prefix = "onec")
public interface OneCConfig {

    /** {@code ONEC_PROTOCOL}: HTTP or HTTPS. */
    @WithDefault("HTTP")
    String protocol();

    @WithDefault("localhost")
    String host();

    @WithDefault("8000")
    int port();

    /** {@code ONEC_PATH}: {@code /имя_базы/hs/имя_сервиса/}. */
    @WithDefault("/hs/")
    String path();

    @WithDefault("admin")
    String user();

    @WithDefault("admin")
    String password();

    /** {@code ONEC_TIMEOUT}: how long a caller waits for free hours, everything included. */
    @WithDefault("10s")
    Duration timeout();

    /** {@code ONEC_CREATE_TIMEOUT}: how long a caller waits for a registration, everything included. */
    @WithDefault("30s")
    Duration createTimeout();

    /** {@code ONEC_CONCURRENCY}: calls to 1C at once, as it has few sessions. */
    @WithDefault("16")
    int concurrency();

    /** @throws Misconfigured for the first value that cannot work */
    default void check() {
        if (!protocol().matches("(?i)https?")) {
            throw new Misconfigured("ONEC_PROTOCOL", "\"" + protocol() + "\" is neither HTTP nor HTTPS");
        }
        if (port() < 1 || port() > 65_535) {
            throw new Misconfigured("ONEC_PORT", port() + " is not a port (1 to 65535)");
        }
        positive("ONEC_TIMEOUT", timeout());
        positive("ONEC_CREATE_TIMEOUT", createTimeout());
        if (createTimeout().compareTo(LONGEST_WAIT) > 0) {
            throw new Misconfigured("ONEC_CREATE_TIMEOUT", "is longer than " + LONGEST_WAIT.toMinutes() + " minutes");
        }
        if (concurrency() < 1 || concurrency() > MOST_CALLS) {
            throw new Misconfigured("ONEC_CONCURRENCY", concurrency() + " is not from 1 to " + MOST_CALLS);
        }
    }

    /** Under the ten minutes in which a repeat is one. */
    Duration LONGEST_WAIT = Duration.ofMinutes(5);

    /** The connections of one far side that the house keeps are 64. */
    int MOST_CALLS = 48;

    private static void positive(String variable, Duration time) {
        if (time.isZero() || time.isNegative()) {
            throw new Misconfigured(variable, "must be longer than nothing");
        }
    }
}
