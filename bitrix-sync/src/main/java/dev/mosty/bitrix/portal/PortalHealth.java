package dev.mosty.bitrix.portal;

import dev.mosty.bitrix.BitrixConfig;
import dev.mosty.bitrix.plan.Work;
import dev.mosty.delivery.ChannelHealth;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jdbi.v3.core.Jdbi;

/** How the connection to the portal is. */
@Readiness
@ApplicationScoped
class PortalHealth implements HealthCheck {
    private final BitrixConfig config;
    private final ChannelHealth channel;

    PortalHealth(BitrixConfig config, Jdbi jdbi) {
        this.config = config;
        this.channel = new ChannelHealth(jdbi, Work.CHANNEL);
    }

    @Override
    public HealthCheckResponse call() {
        return channel.of("Bitrix24", health -> {
            var missing = Portal.missing(config);
            health.withData("state", missing.isEmpty() ? "configured" : "not configured");
            if (!missing.isEmpty()) {
                health.withData("missing", String.join(", ", missing));
            }
        });
    }
}
