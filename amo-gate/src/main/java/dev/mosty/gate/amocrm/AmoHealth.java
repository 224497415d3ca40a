package dev.mosty.gate.amocrm;

import dev.mosty.delivery.ChannelHealth;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.jdbi.v3.core.Jdbi;

/** How the connection to amoCRM is. */
@Readiness
@ApplicationScoped
class AmoHealth implements HealthCheck {
    private final AmoKeys keys;
    private final TokenStore store;
    private final Findings findings;
    private final AmoConfig config;
    private final ChannelHealth channel;

    AmoHealth(AmoKeys keys, TokenStore store, Findings findings, AmoConfig config, Jdbi jdbi) {
        this.keys = keys;
        this.store = store;
        this.findings = findings;
        this.config = config;
        this.channel = new ChannelHealth(jdbi, AmoChannel.NAME);
    }

    @Override
    public HealthCheckResponse call() {
        return channel.of("amoCRM", this::tell);
    }

    private void tell(HealthCheckResponseBuilder health) {
        var missing = keys.missing();
        var connection = store.read();
        var problem = connection.problem();
        if (!missing.isEmpty()) {
            health.withData("state", "not configured").withData("missing", String.join(", ", missing));
        } else if (config.longLivedToken().isPresent()) {
            health.withData("state", "long-lived token");
        } else if (problem != null) {
            health.withData("state", "re-authorization needed").withData("problem", problem);
        } else {
            health.withData("state", connection.accessToken() == null ? "not connected yet" : "connected");
            if (connection.expiresAt() != null) {
                health.withData("tokenExpiresAt", connection.expiresAt().toString());
            }
        }
        var sentences = findings.read();
        for (int i = 0; i < sentences.size(); i++) {
            health.withData("finding" + (i + 1), sentences.get(i));
        }
    }
}
