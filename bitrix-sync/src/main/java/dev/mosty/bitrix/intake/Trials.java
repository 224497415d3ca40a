package dev.mosty.bitrix.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.mosty.bitrix.intake.Runs.NewRun;
import dev.mosty.bitrix.intake.Runs.Source;
import dev.mosty.bitrix.plan.Work;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Makes runs of what people try on the page. The page leaves it in {@code bitrix_trial}; here it goes the way of all
 * that 1C posts, or gets the sentence that 1C would get. Looks once a second, in every replica: each row is taken once.
 */
@Singleton
class Trials {
    private final Jdbi jdbi;
    private final Runs runs;

    Trials(Jdbi jdbi, Runs runs) {
        this.jdbi = jdbi;
        this.runs = runs;
    }

    private record Trial(UUID run, String item, boolean dry, String askedBy) {}

    @Scheduled(every = "1s", delayed = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void take() {
        while (jdbi.inTransaction(Trials::takeOne)) {
            runs.stored();
        }
    }

    /** False if there is none. */
    private static boolean takeOne(Handle tx) {
        var trial = tx.select("""
                        select run, item, dry, asked_by from bitrix_trial
                         where refused is null order by asked_at limit 1 for update skip locked
                        """)
                .map((row, context) -> new Trial(
                        row.getObject("run", UUID.class),
                        row.getString("item"),
                        row.getBoolean("dry"),
                        row.getString("asked_by")))
                .findOne();
        trial.ifPresent(found -> make(tx, found));
        return trial.isPresent();
    }

    private static void make(Handle tx, Trial trial) {
        switch (read(trial.item())) {
            case Entities.Taken(var entities) -> {
                Runs.keep(
                        tx,
                        new NewRun(trial.run(), entities, List.of(), trial.dry(), Source.FORM, trial.askedBy(), null));
                tx.execute("delete from bitrix_trial where run = ?", trial.run());
            }
            case Entities.Refused(String sentence) ->
                tx.execute("update bitrix_trial set refused = ? where run = ?", sentence, trial.run());
        }
    }

    private static Entities read(String item) {
        try {
            return Entities.read(Work.JSON.readTree(item));
        } catch (JsonProcessingException e) {
            return new Entities.Refused("The body must be an object or an array of objects.");
        }
    }
}
