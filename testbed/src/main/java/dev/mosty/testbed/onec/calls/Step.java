package dev.mosty.testbed.onec.calls;

/** What a message says about an extension's part in a call; the order of a call is that of the ranks. */
public enum Step {
    INCOMING(1),
    OUTGOING(1),
    ACCEPTED(2),
    CANCELLED(3),
    COMPLETED(3),
    /** {@code history} of a talk. */
    SUCCESS(4),
    /** {@code history} without a talk. */
    MISSED(4);

    private final int rank;

    Step(int rank) {
        this.rank = rank;
    }

    /** A late record makes a history come again; nothing else comes twice or goes back. */
    boolean mayFollow(Step before) {
        return rank > before.rank || (story() && before.story());
    }

    private boolean story() {
        return this == SUCCESS || this == MISSED;
    }
}
