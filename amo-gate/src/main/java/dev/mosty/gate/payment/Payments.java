package dev.mosty.gate.payment;

import dev.mosty.delivery.Acceptance;
import dev.mosty.delivery.Acceptance.LaneKey;
import dev.mosty.delivery.DeliveryEngine;
import dev.mosty.delivery.Item;
import dev.mosty.delivery.PatientTransaction;
import dev.mosty.gate.GateConfig;
import dev.mosty.gate.amocrm.AmoCrm;
import dev.mosty.gate.amocrm.LeadWork;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Keeps each document's total and tells the lead the sum over its documents. The same document again replaces its
 * total, and may move to another lead: then both leads are told.
 */
@Singleton
public class Payments {
    private final Jdbi jdbi;
    private final DeliveryEngine engine;
    private final GateConfig config;

    Payments(Jdbi jdbi, DeliveryEngine engine, GateConfig config) {
        this.jdbi = jdbi;
        this.engine = engine;
        this.config = config;
    }

    /**
     * Returns after the commit.
     *
     * @throws dev.mosty.delivery.NotStored when the database stayed away
     */
    void take(Payment payment, @Nullable String requestId) throws InterruptedException {
        var items = PatientTransaction.run(jdbi, config.acceptWait(), tx -> accept(tx, payment, requestId));
        engine.committed(items);
    }

    private static List<Item> accept(Handle tx, Payment payment, @Nullable String requestId) {
        // One writer a document at a time, before the lanes: it decides which lanes there are.
        tx.execute("select pg_advisory_xact_lock(hashtextextended(?, 0))", "payment/" + payment.document());
        var leads = leads(tx, payment);
        var lanes = leads.stream()
                .map(lead -> new LaneKey(AmoCrm.CHANNEL, Long.toString(lead)))
                .toList();
        return Acceptance.accept(tx, lanes, handle -> {
            store(handle, payment);
            var items = new ArrayList<Item>();
            for (var lead : leads) {
                var work = LeadWork.payment(sum(handle, lead));
                items.add(Item.of(AmoCrm.CHANNEL, Long.toString(lead), LeadWork.PAYMENT.name(), work, requestId));
            }
            return items;
        });
    }

    private static SortedSet<Long> leads(Handle tx, Payment payment) {
        var leads = new TreeSet<Long>();
        payment.leadId().ifPresent(leads::add);
        tx.createQuery("select lead_id from payment where document = :document")
                .bind("document", payment.document())
                .mapTo(Long.class)
                .forEach(leads::add);
        return leads;
    }

    private static void store(Handle tx, Payment payment) {
        if (payment.leadId().isEmpty()) {
            tx.execute("delete from payment where document = ?", payment.document());
            return;
        }
        tx.execute("""
                insert into payment (document, lead_id, amount, posted) values (?, ?, ?, ?)
                on conflict (document) do update set lead_id = excluded.lead_id, amount = excluded.amount,
                    posted = excluded.posted, changed_at = now()
                """, payment.document(), payment.leadId().get(), payment.amount(), payment.posted());
    }

    private static BigDecimal sum(Handle tx, long lead) {
        return tx.createQuery("select coalesce(sum(amount), 0) from payment where lead_id = :lead and posted")
                .bind("lead", lead)
                .mapTo(BigDecimal.class)
                .one();
    }
}
