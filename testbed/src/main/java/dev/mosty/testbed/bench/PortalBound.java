package dev.mosty.testbed.bench;

/**
 * The soonest that contacts can be created in a portal of the usual limits: 50 identifiers a list command, 50 commands a
 * request; 50 requests at once, then two a second. The last batch's own work comes on top: nobody has its answer sooner.
 *
 * @param requests that such an algorithm needs
 * @param seconds from the first request to the last answer
 */
record PortalBound(long requests, double seconds) {
    static final int IN_A_BATCH = 50;
    static final int BURST = 50;
    static final double PER_SECOND = 2;

    /** A method's share of the portal's time in ten minutes. */
    static final double METHOD_SECONDS = 480;

    /** Of facts/bitrix24.md §3, "IN-list and batch": twenty list commands in one request. */
    private static final int LOOKED_FOR_AT_ONCE = 1_000;

    /** Fifty of them, of which no request can be spared. */
    private static final int MOST_LOOKED_FOR_AT_ONCE = IN_A_BATCH * IN_A_BATCH;

    /**
     * As facts/bitrix24.md §3 counts it.
     *
     * @param secondsEach that the portal works for one create
     * @throws IllegalArgumentException if the method's time binds sooner than the bucket does: then this is no bound
     */
    static PortalBound ofCreating(int contacts, double secondsEach) {
        return ofCreating(contacts, LOOKED_FOR_AT_ONCE, secondsEach);
    }

    /** With every request full. */
    static PortalBound leanest(int contacts, double secondsEach) {
        return ofCreating(contacts, MOST_LOOKED_FOR_AT_ONCE, secondsEach);
    }

    private static PortalBound ofCreating(int contacts, int lookedForAtOnce, double secondsEach) {
        if (contacts * secondsEach > METHOD_SECONDS) {
            throw new IllegalArgumentException("so many need more than one window of the method's time");
        }
        int requests = up(contacts, lookedForAtOnce) + up(contacts, IN_A_BATCH);
        return new PortalBound(
                requests, Math.max(0, requests - BURST) / PER_SECOND + secondsEach * Math.min(contacts, IN_A_BATCH));
    }

    /** Contacts a second once the burst is spent, however long it goes on. */
    static double steady() {
        return LOOKED_FOR_AT_ONCE / ((1 + LOOKED_FOR_AT_ONCE / IN_A_BATCH) / PER_SECOND);
    }

    private static int up(int count, int size) {
        return Math.ceilDiv(count, size);
    }
}
