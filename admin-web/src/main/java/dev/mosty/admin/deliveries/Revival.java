package dev.mosty.admin.deliveries;

import dev.mosty.access.Audit;
import dev.mosty.access.Audit.Actor;
import dev.mosty.delivery.DeadLetters;
import dev.mosty.delivery.DeliveryEngine;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Sends dead letters again or gives them up, each change with its line in the audit. */
@Singleton
class Revival {
    /** In one transaction: as many lanes are locked meanwhile. */
    private static final int AT_ONCE = 500;

    /** In one request of a person; the page says what is left. */
    private static final int MOST = 20_000;

    private final Deliveries deliveries;
    private final DeadLetters letters;
    private final DeliveryEngine engine;
    private final Jdbi jdbi;

    Revival(Deliveries deliveries, DeliveryEngine engine, Jdbi jdbi) {
        this.deliveries = deliveries;
        this.letters = engine.deadLetters();
        this.engine = engine;
        this.jdbi = jdbi;
    }

    /** What is done with a dead letter. */
    enum Deed {
        REPLAY("delivery.replayed"),
        DISCARD("delivery.discarded");

        private final String audited;

        Deed(String audited) {
            this.audited = audited;
        }
    }

    /** How many of them were dead until now. */
    int one(Deed deed, String channel, long id, String key, Actor by) {
        return together(deed, channel, List.of(id), "№ " + id + ", " + key, by);
    }

    /**
     * Every dead letter of the filter, in the order of their numbers.
     *
     * @param upTo the highest number that the person was told of: what died since then was not confirmed
     */
    int all(Deed deed, DeliveryFilter filter, long upTo, Actor by) {
        int changed = 0;
        int seen = 0;
        for (String channel : deliveries.channels()) {
            long after = 0;
            Optional<Deliveries.Batch> batch = deliveries.deadAfter(filter, channel, after, upTo, AT_ONCE);
            while (batch.isPresent() && seen < MOST) {
                List<Long> ids = batch.get().ids();
                changed += together(deed, channel, ids, ids.size() + " [" + filter.said() + "]", by);
                seen += ids.size();
                // Not from the start again: what was sent may have died anew.
                after = ids.getLast();
                batch = deliveries.deadAfter(filter, channel, after, upTo, AT_ONCE);
            }
        }
        return changed;
    }

    private int together(Deed deed, String channel, List<Long> ids, String what, Actor by) {
        int changed = jdbi.inTransaction(tx -> {
            int done = switch (deed) {
                case REPLAY -> letters.replay(tx, channel, ids);
                case DISCARD -> letters.discard(tx, channel, ids);
            };
            if (done > 0) {
                Audit.write(tx, by, deed.audited, channel, what);
            }
            return done;
        });
        engine.wake(List.of(channel));
        return changed;
    }
}
