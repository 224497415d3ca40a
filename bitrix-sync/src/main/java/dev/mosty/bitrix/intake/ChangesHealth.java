package dev.mosty.bitrix.intake;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/** Whether 1C can be asked for changes. Always up: what 1C posts is taken whether it can or not. */
@Readiness
@ApplicationScoped
class ChangesHealth implements HealthCheck {
    private final Jdbi jdbi;
    private final ChangesConfig config;

    ChangesHealth(Jdbi jdbi, ChangesConfig config) {
        this.jdbi = jdbi;
        this.config = config;
    }

    private record Failure(String since, @Nullable String why) {}

    @Override
    public HealthCheckResponse call() {
        var health = HealthCheckResponse.named("1C, changes").up();
        if (config.address().isEmpty()) {
            return health.withData("state", "not configured: ONEC_CHANGES_URL is not set, 1C posts")
                    .build();
        }
        try {
            return failure()
                    .map(failure -> failing(health, failure))
                    .orElseGet(() -> health.withData("state", "good"))
                    .build();
        } catch (JdbiException away) {
            // The database's own check says that it is away, and takes the readiness down.
            return health.withData("state", "unknown: the database cannot be read")
                    .build();
        }
    }

    private static HealthCheckResponseBuilder failing(HealthCheckResponseBuilder health, Failure failure) {
        return health.withData("state", "failing")
                .withData("since", failure.since())
                .withData("why", String.valueOf(failure.why()));
    }

    private Optional<Failure> failure() {
        return jdbi.withHandle(handle -> handle.select(
                        "select failing_since, problem from bitrix_pull where failing_since is not null")
                .map((row, context) -> new Failure(
                        row.getTimestamp("failing_since").toInstant().toString(), row.getString("problem")))
                .findOne());
    }
}
