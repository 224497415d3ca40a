package dev.mosty.telephony.workplace;

import dev.mosty.settings.Misconfigured;
import dev.mosty.settings.Zone;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.ZoneId;
import java.util.Optional;

/** {@code WORKPLACE_*}: the page of the employees. */
@ConfigMapping(prefix = "workplace")
public interface WorkplaceConfig {

    /** {@code WORKPLACE_TOKENS}: for other programs than browsers, {@code 100:secret,101:secret}. */
    Optional<String> tokens();

    /** {@code WORKPLACE_ZONE}: whose day the journal is, and in which times are shown. */
    @WithDefault("Europe/Moscow")
    @WithConverter(Zone.class)
    ZoneId zone();

    /** {@code WORKPLACE_ADMIN_URL}: where admin-web is, if it is not behind the same address. */
    Optional<URI> adminUrl();

    /** @throws Misconfigured for what a converter lets pass */
    default void check() {
        adminUrl().ifPresent(url -> {
            if (url.getHost() == null || !String.valueOf(url.getScheme()).matches("https?")) {
                throw new Misconfigured("WORKPLACE_ADMIN_URL", "must be an address such as http://127.0.0.1:8080");
            }
        });
    }
}
