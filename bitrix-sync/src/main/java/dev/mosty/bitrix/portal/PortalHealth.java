package dev.mosty.bitrix.portal;

import dev.mosty.bitrix.BitrixConfig;
import dev.mosty.bitrix.plan.Work;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.jdbi.v3.core.Jdbi;

/**
 * How the connection to the portal is. Always up: the service accepts and queues whatever the portal does, and a
 * balancer must not take it out for that; the data says what an operator has to do.
 */
@Readiness
@ApplicationScoped
class PortalHealth implements HealthCheck {
    private final BitrixConfig config;
    private final Jdbi jdbi;

    PortalHealth(BitrixConfig config, Jdbi jdbi) {
        this.config = config;
        this.jdbi = jdbi;
    }

    private record Rest(String code, String reason, String until) {}

    @Override
    public HealthCheckResponse call() {
        var health = HealthCheckResponse.named("Bitrix24").up();
        try {
            return read(health).build();
        } catch (RuntimeException away) {
            // The database's own check says that it is away, and takes the readiness down.
            return health.withData("state", "unknown: the database cannot be read")
                    .build();
        }
    }

    private HealthCheckResponseBuilder read(HealthCheckResponseBuilder health) {
        var missing = Portal.missing(config);
        health.withData("state", missing.isEmpty() ? "configured" : "not configured");
        if (!missing.isEmpty()) {
            health.withData("missing", String.join(", ", missing));
        }
        rests().forEach(rest ->
                health.withData("paused", rest.code() + ": " + rest.reason()).withData("pausedUntil", rest.until()));
        return health;
    }

    private List<Rest> rests() {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select pause_code, coalesce(pause_reason, '') as reason, paused_until::text as until
                          from channel where name = :name and paused_until > now()
                        """)
                .bind("name", Work.CHANNEL)
                .map((row, context) ->
                        new Rest(row.getString("pause_code"), row.getString("reason"), row.getString("until")))
                .list());
    }
}
