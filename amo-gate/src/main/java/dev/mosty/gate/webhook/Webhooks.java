package dev.mosty.gate.webhook;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.access.AddressList;
import dev.mosty.delivery.Acceptance;
import dev.mosty.delivery.DeliveryEngine;
import dev.mosty.delivery.Item;
import dev.mosty.delivery.PatientTransaction;
import dev.mosty.gate.amocrm.AmoConfig;
import dev.mosty.gate.amocrm.AmoCrm;
import dev.mosty.settings.Sha256;
import dev.mosty.web.Outbound;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Accepts amoCRM's events for the targets that want them, a channel a target. */
@Singleton
class Webhooks {
    /** amoCRM counts an answer after 2 s as a failure and sends the event again. */
    private static final Duration PATIENCE = Duration.ofMillis(1_500);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Jdbi jdbi;
    private final DeliveryEngine engine;
    private final Clock clock;
    private final List<Target> targets;

    Webhooks(Jdbi jdbi, DeliveryEngine engine, AmoConfig config, Clock clock) {
        this.jdbi = jdbi;
        this.engine = engine;
        this.clock = clock;
        this.targets = config.webhookTargets().map(Target::parse).orElse(List.of());
    }

    void open(
            @Observes StartupEvent start,
            Outbound outbound,
            AmoCrm amo,
            @ConfigProperty(name = "targets.allow.private") Optional<String> allowed) {
        var privateAllowed = AddressList.parse("TARGETS_ALLOW_PRIVATE", allowed.orElse(""));
        targets.forEach(target -> engine.open(new TargetChannel(target, outbound, amo.account(), privateAllowed)));
    }

    /**
     * Stores the events; returns after the commit.
     *
     * @return how many were stored; a repeat of a lead's newest event is not
     */
    int take(Notice notice, @Nullable String requestId) throws InterruptedException {
        var items = new ArrayList<Item>();
        for (var event : notice.events()) {
            for (var target : targets) {
                if (target.wants(event)) {
                    items.add(item(target, event, notice, requestId));
                }
            }
        }
        if (items.isEmpty()) {
            return 0;
        }
        var lanes = items.stream()
                .map(item -> new Acceptance.LaneKey(item.channel(), item.key()))
                .toList();
        var stored = PatientTransaction.run(jdbi, PATIENCE, tx -> Acceptance.accept(tx, lanes, handle -> items));
        engine.committed(stored);
        return stored.size();
    }

    private Item item(Target target, LeadEvent event, Notice notice, @Nullable String requestId) {
        var body = body(event, notice);
        var digest = Sha256.hex(body.toString());
        body.put("receivedAt", clock.instant().toString());
        var stored = JSON.createObjectNode();
        stored.put("modified", event.lastModified());
        stored.set("values", JSON.valueToTree(event.values()));
        stored.set("body", body);
        return Item.of(target.channel(), event.id(), event.name(), stored.toString(), requestId)
                .recognisedBy(digest);
    }

    private static ObjectNode body(LeadEvent event, Notice notice) {
        var body = JSON.createObjectNode();
        body.put("event", event.name());
        body.set("lead", event.lead());
        body.set("fields", JSON.valueToTree(event.fields()));
        body.set("account", notice.account());
        return body;
    }
}
