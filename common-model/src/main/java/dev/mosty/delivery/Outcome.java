package dev.mosty.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What became of a delivery. A delivery that a report does not name was not decided and goes out again, a second later
 * where nothing of its key was decided. An attempt is counted only where the courier gave a turn.
 */
public sealed interface Outcome {

    /** The other side named this very item as taken, or there was nothing to change. */
    record Done(String note) implements Outcome {
        public Done() {
            this("");
        }
    }

    /** A later delivery of the same key carries everything this one had. */
    record Superseded(long by) implements Outcome {}

    /** The request left and nobody knows whether it arrived: the newest state goes out again. */
    record Uncertain(String why) implements Outcome {}

    /** A real attempt failed in a way that may pass. */
    record Retry(Duration after, String why) implements Outcome {}

    /**
     * The other side answered about this very item, and the answer is no.
     *
     * @param fault set where the same answer for other keys would mean that the configuration is wrong; null where it
     *     is this item's own fault, such as a lead that does not exist
     */
    record Dead(String why, @Nullable Fault fault) implements Outcome {}

    /** The other side or the configuration is not fit for work. Nothing is counted against the delivery. */
    record Pause(Duration length, String code, String why) implements Outcome {}

    /** How a refusal is told from another: the other side's code and the path it names. */
    record Fault(String code, String path) {}
}
