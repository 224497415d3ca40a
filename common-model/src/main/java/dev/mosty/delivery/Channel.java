package dev.mosty.delivery;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * One remote side. The engine sees to order, pace, fencing and outcomes; a channel says what a request is.
 *
 * <p>{@code prepare}, {@code send} and {@code settle} run in this order for the same parcels. No transaction is open
 * while {@code send} runs, and no key is in two of them at once.
 *
 * @param <R> the request that {@code prepare} makes
 */
public interface Channel<R> {

    /** The name under which work is accepted and found, such as {@code amocrm}. */
    String name();

    Terms terms();

    Grouping grouping();

    /**
     * Whether a database that crashes may forget the last outcomes: the other side is then told again, as it is after
     * a crash between sending and writing. Saves the waits for the disk.
     */
    default boolean mayForgetOutcomes() {
        return false;
    }

    /**
     * In one short transaction that commits before anything leaves: decide what to send, and write down that its
     * effect is unknown from now on.
     */
    Plan<R> prepare(Handle tx, List<Parcel> parcels);

    /** The request itself, and those that its answer makes needed; one {@link Courier#turn} for each. */
    Map<Long, Outcome> send(R request, Courier courier) throws Courier.LeaseLost, InterruptedException;

    /** In the transaction of the outcomes: write down what the other side has now. */
    void settle(Handle tx, R request, Map<Long, Outcome> outcomes);

    /**
     * What the channel does for itself while it is held: tokens, checks. Called before the first
     * {@link #prepare} of a holder, then every {@link Terms#upkeepEvery} and whenever somebody asks for it.
     *
     * @return why nothing can be sent now, empty when the channel is fit for work
     */
    default Optional<Outcome.Pause> upkeep(Courier courier) throws Courier.LeaseLost, InterruptedException {
        return Optional.empty();
    }
}
