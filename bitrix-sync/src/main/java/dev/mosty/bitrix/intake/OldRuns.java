package dev.mosty.bitrix.intake;

import dev.mosty.bitrix.plan.Work;
import dev.mosty.delivery.Forgetful;
import jakarta.inject.Singleton;
import org.jdbi.v3.core.Handle;

/**
 * Lets runs go when their deliveries have gone, and what a comparison found, which is personal data, before that; a run
 * that has not ended stays. Links stay: they are what keeps an entity from being created twice.
 */
@Singleton
class OldRuns implements Forgetful {

    @Override
    public void forget(Handle tx, Before before) {
        tx.execute("delete from bitrix_run where finished_at < ?", before.finished());
        tx.execute(
                "update bitrix_run_item set changes = null where changes is not null and finished_at < ?",
                before.payloads());
        tx.execute("delete from bitrix_trial where refused is not null and asked_at < ?", before.payloads());
        tx.execute(
                "delete from bitrix_waiting w where not exists"
                        + " (select 1 from delivery_lane l where l.channel = ? and l.key = w.key)",
                Work.CHANNEL);
    }
}
