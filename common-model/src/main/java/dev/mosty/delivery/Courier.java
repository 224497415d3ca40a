package dev.mosty.delivery;

/** Gives a channel its turns: one for each request to the other side, of whatever purpose. */
public interface Courier {

    /**
     * Blocks until one request may start, at the channel's pace and under its lease. The request must start at once and
     * end within {@link Terms#requestDeadline}.
     *
     * @throws LeaseLost when this process may no longer speak on the channel
     */
    void turn() throws LeaseLost;

    /** The channel is somebody else's now; whatever was under way is uncertain. */
    final class LeaseLost extends Exception {
        private static final long serialVersionUID = 1L;

        LeaseLost(String why) {
            super(why);
        }
    }
}
