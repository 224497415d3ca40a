package dev.mosty.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Jdbi;

/** The delivery engine of this process and the care for what it leaves behind. */
@Singleton
class DeliveryBeans {
    private final Jdbi jdbi;
    private final Clock clock;
    private final Retention retention;

    DeliveryBeans(
            Jdbi jdbi,
            Clock clock,
            @ConfigProperty(name = "delivery.keep.days", defaultValue = "30") int keep,
            @ConfigProperty(name = "payload.keep.days", defaultValue = "7") int keepPayload,
            @ConfigProperty(name = "dead.keep.days", defaultValue = "365") int keepDead) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.retention = new Retention(Duration.ofDays(keep), Duration.ofDays(keepPayload), Duration.ofDays(keepDead));
    }

    @Produces
    @Singleton
    static DeliveryEngine engine(
            Jdbi jdbi,
            MeterRegistry registry,
            @ConfigProperty(name = "quarkus.application.name") String service,
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") String user,
            @ConfigProperty(name = "quarkus.datasource.password", defaultValue = "") String password) {
        // In containers every process is number 1.
        var holder = "%s on %s, process %d, %08x"
                .formatted(
                        service,
                        System.getenv().getOrDefault("HOSTNAME", "this machine"),
                        ProcessHandle.current().pid(),
                        new SecureRandom().nextInt());
        return new DeliveryEngine(jdbi, new Sessions(url, user, password), registry, holder);
    }

    static void stop(@Disposes DeliveryEngine engine) {
        engine.close();
    }

    @Scheduled(every = "1h", delayed = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void keepRetention() {
        retention.apply(jdbi, clock);
    }
}
