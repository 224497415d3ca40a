package dev.mosty.proxy.onec;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Whether 1C answered last time. Always up: another replica would reach 1C no better, and somebody has to say to the
 * receptionist that 1C is away.
 */
@Readiness
@ApplicationScoped
class OneCHealth implements HealthCheck {
    private final LastCall calls;

    OneCHealth(LastCall calls) {
        this.calls = calls;
    }

    @Override
    public HealthCheckResponse call() {
        var health = HealthCheckResponse.named("1C").up();
        calls.last()
                .ifPresentOrElse(
                        last -> health.withData("reachable", last.trouble().isEmpty())
                                .withData("at", last.at().toString())
                                .withData("trouble", last.trouble()),
                        () -> health.withData("reachable", "not asked yet"));
        return health.build();
    }
}
