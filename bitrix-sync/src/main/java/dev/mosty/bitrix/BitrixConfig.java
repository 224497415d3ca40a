package dev.mosty.bitrix;

import dev.mosty.settings.Misconfigured;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** {@code BITRIX_*}: the portal and what may be asked of it. Without a portal what arrives is queued. */
@ConfigMapping(prefix = "bitrix")
public interface BitrixConfig {
    /** The portal takes no more commands than this in a batch ({@code facts/bitrix24.md §1.4}). */
    int MOST_IN_BATCH = 50;

    /** {@code BITRIX_PORTAL}: {@code portal.mysite.com}, or a full URL for tests. */
    Optional<String> portal();

    /** {@code BITRIX_WEBHOOK}: {@code rest/1234/abc/}, entry point and secret in one. */
    Optional<String> webhook();

    /** {@code BITRIX_LOGIN}: HTTP authentication in front of the portal. */
    Optional<String> login();

    /** {@code BITRIX_PASSWORD}: of {@link #login}. */
    Optional<String> password();

    /** {@code BITRIX_RATE}: requests a second that the portal's bucket loses; 2, or 5 on Enterprise. */
    @WithDefault("2")
    double rate();

    /** {@code BITRIX_BURST}: requests that the portal's bucket holds; 50, or 250 on Enterprise. */
    @WithDefault("50")
    int burst();

    /** {@code BITRIX_BATCH}: commands in one batch at most. */
    @WithDefault("50")
    int batch();

    /**
     * {@code BITRIX_TIMEOUT}: after this the portal has surely ended a request, as it does after 60 s. A create whose
     * answer was lost is not searched for sooner: it may still be on its way.
     */
    @WithDefault("62s")
    Duration timeout();

    /** {@code BITRIX_REF_WAIT}: how long an entity waits for one that it refers to and that is found nowhere. */
    @WithDefault("1h")
    Duration refWait();

    /** {@code BITRIX_ACCEPT_WAIT}: how long a post waits for the database, then 503. */
    @WithDefault("10s")
    Duration acceptWait();

    /** {@code BITRIX_SYNC_TOKEN}: 1C presents it. */
    Optional<String> syncToken();

    /** @throws Misconfigured for what a converter lets pass and the portal would not */
    default void check() {
        within("BITRIX_RATE", rate() > 0 && rate() <= 100, "must be more than 0 and at most 100");
        within("BITRIX_BURST", burst() >= 1 && burst() <= 1000, "must be from 1 to 1000");
        within("BITRIX_BATCH", batch() >= 1 && batch() <= MOST_IN_BATCH, "must be from 1 to " + MOST_IN_BATCH);
        within(
                "BITRIX_TIMEOUT",
                timeout().isPositive() && timeout().compareTo(Duration.ofMinutes(10)) <= 0,
                "must be more than 0 and at most 10 minutes");
        within("BITRIX_REF_WAIT", !refWait().isNegative(), "must not be negative");
        within("BITRIX_ACCEPT_WAIT", !acceptWait().isNegative(), "must not be negative");
    }

    private static void within(String variable, boolean good, String why) {
        if (!good) {
            throw new Misconfigured(variable, why);
        }
    }
}
