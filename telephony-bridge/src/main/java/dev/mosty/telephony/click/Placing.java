package dev.mosty.telephony.click;

/** What the PBX made of the wish to call. */
sealed interface Placing {

    /** It rings, or will. */
    record Placed() implements Placing {}

    /** @param said the PBX's own words, short and in one line */
    record Refused(int status, String said) implements Placing {}

    /** Nothing reached it. */
    record Unreachable() implements Placing {}

    /** It may have been asked; no answer came. */
    record NoAnswer() implements Placing {}

    /** {@code PBX_API_URL} is not set. */
    record NoPbx() implements Placing {}
}
