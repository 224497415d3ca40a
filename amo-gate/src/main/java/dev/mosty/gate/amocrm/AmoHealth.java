package dev.mosty.gate.amocrm;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.jdbi.v3.core.Jdbi;

/**
 * How the connection to amoCRM is. Always up: the gate accepts and queues whatever amoCRM does, and a balancer must not
 * take it out for that; the data says what an operator has to do.
 */
@Readiness
@ApplicationScoped
class AmoHealth implements HealthCheck {
    private final AmoKeys keys;
    private final TokenStore store;
    private final Findings findings;
    private final AmoConfig config;
    private final Jdbi jdbi;

    AmoHealth(AmoKeys keys, TokenStore store, Findings findings, AmoConfig config, Jdbi jdbi) {
        this.keys = keys;
        this.store = store;
        this.findings = findings;
        this.config = config;
        this.jdbi = jdbi;
    }

    private record Rest(String code, String reason, String until) {}

    @Override
    public HealthCheckResponse call() {
        var health = HealthCheckResponse.named("amoCRM").up();
        try {
            return read(health).build();
        } catch (RuntimeException away) {
            // The database's own check says that it is away, and takes the readiness down.
            return health.withData("state", "unknown: the database cannot be read")
                    .build();
        }
    }

    private HealthCheckResponseBuilder read(HealthCheckResponseBuilder health) {
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
        rest().forEach(rest ->
                health.withData("paused", rest.code() + ": " + rest.reason()).withData("pausedUntil", rest.until()));
        var sentences = findings.read();
        for (int i = 0; i < sentences.size(); i++) {
            health.withData("finding" + (i + 1), sentences.get(i));
        }
        return health;
    }

    private List<Rest> rest() {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select case when i.suspended_at is null then c.pause_code else 'copied database' end as code,
                               case when i.suspended_at is null then c.pause_reason
                                    else 'nothing is sent and no token refreshed' end as reason,
                               case when i.suspended_at is null then c.paused_until::text
                                    else 'an administrator confirms (select mosty_confirm_installation())' end as until
                        from channel c cross join installation i
                        where c.name = :name and (c.paused_until > now() or i.suspended_at is not null)
                        """)
                .bind("name", AmoChannel.NAME)
                .map((row, context) -> new Rest(row.getString("code"), row.getString("reason"), row.getString("until")))
                .list());
    }
}
