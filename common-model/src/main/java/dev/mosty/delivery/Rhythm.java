package dev.mosty.delivery;

/** When the next request may begin, from when the ones before it began; no clock of its own, nanoseconds throughout. */
sealed interface Rhythm permits Window, Bucket {

    /** When the next turn may begin. */
    long next();

    /** A turn has begun, at {@link #next} or later. */
    void began(long at);
}
