package dev.mosty.telephony.onec;

import dev.mosty.settings.Misconfigured;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** {@code ONEC_CALLS_*}: the published extension of 1C that is told of calls. */
@ConfigMapping(prefix = "onec.calls")
public interface OneCCallsConfig {

    /** {@code ONEC_CALLS_URL}: unset, nobody is told, and the bridge decides itself. */
    Optional<URI> url();

    /** {@code ONEC_CALLS_TOKEN}: the {@code crm_token} of every body. */
    Optional<String> token();

    /** {@code ONEC_CALLS_USER}: the infobase's user, whom the platform asks for before the extension is asked. */
    Optional<String> user();

    /** {@code ONEC_CALLS_PASSWORD} */
    Optional<String> password();

    /** {@code ONEC_CALLS_CONCURRENCY}: requests to 1C at once, each with a session of its own. */
    @WithDefault("8")
    int concurrency();

    /** {@code ONEC_CALLS_TIMEOUT}: for one request. */
    @WithDefault("15s")
    Duration timeout();

    /** @throws Misconfigured for what a converter lets pass */
    default void check() {
        url().ifPresent(url -> {
            if (url.getHost() == null
                    || !String.valueOf(url.getScheme()).matches("https?")
                    || url.getUserInfo() != null) {
                throw new Misconfigured(
                        "ONEC_CALLS_URL", "must be an address such as https://1c.example/base/hs/calls/");
            }
        });
        if (concurrency() < 1 || concurrency() > 64) {
            throw new Misconfigured("ONEC_CALLS_CONCURRENCY", "must be from 1 to 64");
        }
        if (timeout().toMillis() < 100) {
            throw new Misconfigured("ONEC_CALLS_TIMEOUT", "must be at least 100ms");
        }
    }
}
