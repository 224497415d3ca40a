package dev.mosty.gate.rdesk;

import dev.mosty.settings.Misconfigured;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** {@code APP_INCOMING_*}: the paths that RDESK posts to, named as in amo-services. */
@ConfigMapping(prefix = "app.incoming")
public interface IncomingConfig {

    @WithDefault("/zdrav/booked")
    String booked();

    @WithDefault("/zdrav/mc")
    String mc();

    /** @throws Misconfigured when they are no two paths of their own */
    default void check() {
        path("APP_INCOMING_BOOKED", booked(), "/zdrav/booked");
        path("APP_INCOMING_MC", mc(), "/zdrav/mc");
        if (booked().equals(mc())) {
            throw new Misconfigured("APP_INCOMING_MC", "must differ from APP_INCOMING_BOOKED");
        }
    }

    /** No more than plain segments: the router gives {@code :} and {@code *} a meaning of its own. */
    private static void path(String variable, String path, String example) {
        if (!path.matches("(/[A-Za-z0-9._~-]+)+")) {
            throw new Misconfigured(variable, "must be a path such as " + example);
        }
    }

    default String path(Funnel funnel) {
        return switch (funnel) {
            case BOOKED -> booked();
            case MC -> mc();
        };
    }
}
