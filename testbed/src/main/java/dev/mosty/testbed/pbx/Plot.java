package dev.mosty.testbed.pbx;

/** What happens in a call, and to what is told of it. */
public enum Plot {
    ANSWERED,
    MISSED,
    /** Rings at three, one answers. */
    GROUP_ANSWERED,
    /** Rings at three, nobody answers. */
    GROUP_MISSED,
    /** Its first event is never told. */
    START_LOST,
    /** That somebody answered is never told. */
    ANSWER_LOST,
    /** Only its end is told. */
    ONLY_END,
    /** Every event is told twice. */
    REPEATED,
    /** The end overtakes the answer. */
    END_BEFORE_ANSWER,
    /** The answer overtakes the start. */
    ANSWER_BEFORE_START,
    /** The record's address comes with a second end. */
    LATE_RECORD
}
