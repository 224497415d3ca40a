package dev.mosty.delivery;

/** How a channel's work is cut into requests. */
public sealed interface Grouping {

    /** The oldest delivery of a key alone; the next one leaves when it is settled. For events, such as calls. */
    record OneByOne() implements Grouping {}

    /**
     * Up to {@code keys} keys in one request, each with up to {@code deliveriesPerKey} of its waiting deliveries, which
     * the channel merges. For states, such as leads: 50 leads in one PATCH.
     */
    record MergedPerKey(int keys, int deliveriesPerKey) implements Grouping {}
}
