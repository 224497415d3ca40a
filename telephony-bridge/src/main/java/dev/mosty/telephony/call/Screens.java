package dev.mosty.telephony.call;

/** Whoever shows the rows of {@code workplace_event} to people. */
public interface Screens {
    /** There may be new rows; called after their commit. Must return at once: an event's answer waits for it. */
    void told();
}
