package dev.mosty.telephony;

import dev.mosty.settings.Misconfigured;
import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.util.Optional;

/** {@code PBX_*}: the PBX on both ways. */
@ConfigMapping(prefix = "pbx")
public interface PbxConfig {

    /** {@code PBX_PATH}: the secret segment that the PBX calls. Unset: one is made and told at the first start. */
    Optional<String> path();

    /** {@code PBX_API_URL}: the whole address that makes the PBX call. */
    Optional<URI> apiUrl();

    /** {@code PBX_API_KEY}: the key for it, unless the settings page has one. */
    Optional<String> apiKey();

    /** @throws Misconfigured for what a converter lets pass */
    default void check() {
        apiUrl().ifPresent(url -> {
            if (url.getHost() == null
                    || !String.valueOf(url.getScheme()).matches("https?")
                    || url.getUserInfo() != null) {
                throw new Misconfigured(
                        "PBX_API_URL",
                        "must be an address such as https://pbx.example/httpapiinteg/crmapi/v1/makecall");
            }
        });
    }
}
