package dev.mosty.bitrix.portal;

import dev.mosty.bitrix.plan.Work;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Writes what became of a run's entities, and ends the run with the last of them. */
final class RunResults {
    private RunResults() {}

    /**
     * Where a result goes and what it is.
     *
     * @param changes as JSON; null if none are told
     */
    record Result(
            Work work,
            boolean good,
            @Nullable String value,
            @Nullable String note,
            @Nullable String changes) {}

    static void write(Handle tx, Collection<Result> results) {
        if (results.isEmpty()) {
            return;
        }
        var runs =
                results.stream().map(result -> result.work().run()).distinct().toList();
        lock(tx, runs);
        var batch = tx.prepareBatch("""
                update bitrix_run_item set result = :result, value = :value, note = :note, changes = :changes::jsonb,
                       finished_at = now()
                 where run = :run and position = :position
                """);
        for (var result : results) {
            batch.bind("run", result.work().run())
                    .bind("position", result.work().position())
                    .bind("result", result.good() ? "ok" : "error")
                    .bind("value", result.value())
                    .bind("note", result.note())
                    .bind("changes", result.changes())
                    .add();
        }
        batch.execute();
        tx.createUpdate("""
                        update bitrix_run r set finished_at = now()
                         where r.id = any (:runs) and r.finished_at is null and not exists (
                               select 1 from bitrix_run_item i where i.run = r.id and i.result is null)
                        """).bindArray("runs", UUID.class, runs).execute();
    }

    /** Two errands that write the last two results of a run must not both find it unfinished. */
    private static void lock(Handle tx, List<UUID> runs) {
        tx.createQuery("select id from bitrix_run where id = any (:runs) order by id for no key update")
                .bindArray("runs", UUID.class, runs)
                .mapTo(UUID.class)
                .list();
    }
}
