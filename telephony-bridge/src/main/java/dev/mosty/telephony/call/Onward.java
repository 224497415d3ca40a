package dev.mosty.telephony.call;

import java.time.Instant;

/** What 1C is to be told, in the words of «Простые звонки». */
public sealed interface Onward {

    /** The extension concerned. */
    String ext();

    /** @param type {@code INCOMING}, {@code OUTGOING}, {@code ACCEPTED}, {@code CANCELLED} or {@code COMPLETED} */
    record Event(String ext, String type) implements Onward {}

    /**
     * The story of a call at an extension.
     *
     * @param answered whether there was a talk
     * @param link of the record; empty for none
     */
    record History(String ext, Instant start, Instant end, boolean answered, String link) implements Onward {}
}
