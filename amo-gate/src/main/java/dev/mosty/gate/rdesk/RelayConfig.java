package dev.mosty.gate.rdesk;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.util.Optional;

/** {@code RDESK_*}: where the widget's RDESK buttons go. */
@ConfigMapping(prefix = "rdesk")
public interface RelayConfig {

    /** {@code RDESK_URL}: RDESK's local client, such as {@code http://10.0.0.5:4455}; unset, the relay is off. */
    Optional<URI> url();
}
