package dev.mosty.gate.rdesk;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** {@code APP_INCOMING_*}: the paths that RDESK posts to, named as in amo-services. */
@ConfigMapping(prefix = "app.incoming")
public interface IncomingConfig {

    @WithDefault("/zdrav/booked")
    String booked();

    @WithDefault("/zdrav/mc")
    String mc();

    default String path(Funnel funnel) {
        return switch (funnel) {
            case BOOKED -> booked();
            case MC -> mc();
        };
    }
}
