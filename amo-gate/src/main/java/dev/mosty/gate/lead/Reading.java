package dev.mosty.gate.lead;

/** What one spot of a payload gave. */
sealed interface Reading<T> {

    /** Absent, null, blank, or the words null and None that sloppy senders print. */
    record Missing<T>() implements Reading<T> {}

    /** Understood. */
    record Known<T>(T value) implements Reading<T> {}

    /**
     * Something else than expected.
     *
     * @param shown a short description or quotation for a remark
     */
    record Unreadable<T>(String shown) implements Reading<T> {}
}
