package dev.mosty.bitrix.portal;

import dev.mosty.bitrix.plan.EntityKey;
import dev.mosty.delivery.Outcome;
import org.jspecify.annotations.Nullable;

/** What became of one entity in an errand. */
sealed interface Fate {

    /** The portal has it as 1C wants it. */
    record Good() implements Fate {}

    /**
     * The answer is no.
     *
     * @param fault set where the same answer for other entities would mean that the configuration is wrong
     */
    record Bad(String sentence, Outcome.@Nullable Fault fault) implements Fate {}

    /** Not now: all that waits for it gets this. */
    record Later(Outcome outcome) implements Fate {}

    /**
     * It refers to one that has no id in the portal.
     *
     * @param where the field
     * @param queued whether that one is on its way
     */
    record Waits(String where, EntityKey target, boolean queued) implements Fate {}
}
