package dev.mosty.bitrix.intake;

import dev.mosty.bitrix.plan.Work;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Jdbi;

/**
 * Lets runs go when their deliveries have gone, and what a comparison found, which is personal data, before that. Links
 * stay: they are what keeps an entity from being created twice.
 */
@Singleton
class Forgetting {
    private final Jdbi jdbi;
    private final Clock clock;
    private final Duration keep;
    private final Duration keepPayload;

    Forgetting(
            Jdbi jdbi,
            Clock clock,
            @ConfigProperty(name = "delivery.keep.days", defaultValue = "30") int keep,
            @ConfigProperty(name = "payload.keep.days", defaultValue = "7") int keepPayload) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.keep = Duration.ofDays(keep);
        this.keepPayload = Duration.ofDays(keepPayload);
    }

    /** Safe to call from every replica at any time; a run that has not ended stays. */
    @Scheduled(every = "1h", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void forget() {
        var now = clock.instant();
        jdbi.useTransaction(tx -> {
            tx.execute("delete from bitrix_run where finished_at < ?", now.minus(keep));
            tx.execute(
                    "update bitrix_run_item set changes = null where changes is not null and finished_at < ?",
                    now.minus(keepPayload));
            tx.execute("delete from bitrix_trial where refused is not null and asked_at < ?", now.minus(keepPayload));
            tx.execute(
                    "delete from bitrix_waiting w where not exists"
                            + " (select 1 from delivery_lane l where l.channel = ? and l.key = w.key)",
                    Work.CHANNEL);
        });
    }
}
