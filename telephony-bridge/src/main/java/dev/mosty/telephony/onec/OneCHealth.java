package dev.mosty.telephony.onec;

import dev.mosty.delivery.ChannelHealth;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jdbi.v3.core.Jdbi;

/** How the connection to the 1C that is told of calls is. */
@Readiness
@ApplicationScoped
class OneCHealth implements HealthCheck {
    private final OneCCallsConfig config;
    private final ChannelHealth channel;

    OneCHealth(OneCCallsConfig config, Jdbi jdbi) {
        this.config = config;
        this.channel = new ChannelHealth(jdbi, CallsChannel.NAME);
    }

    @Override
    public HealthCheckResponse call() {
        return channel.of(
                "1C, calls",
                health -> health.withData(
                        "state",
                        config.url().isPresent()
                                ? "configured"
                                : "not configured: ONEC_CALLS_URL is not set, the bridge decides itself"));
    }
}
