package dev.mosty.proxy.onec;

import java.util.Optional;

/** How a call to 1C ended. */
public sealed interface OneCReply {

    /** 1C answered with JSON, which goes to the caller byte for byte. */
    @SuppressWarnings("ArrayRecordComponent") // Replies are never compared.
    record Good(byte[] json, String text) implements OneCReply {
        @Override
        public String toString() {
            return "Good[" + json.length + " bytes]";
        }
    }

    /**
     * 1C, or the web server before it, answered 4xx, 5xx or a redirect.
     *
     * @param said what it says to a person, if that is what it says
     * @param page the body, for whoever looks into the log
     */
    record Refused(int status, Optional<String> said, String page) implements OneCReply {
        @Override
        public String toString() {
            return "Refused[" + status + "]";
        }
    }

    /** The request did arrive, and what came back is not what 1C's service answers: no JSON, or too much. */
    record Strange(String why) implements OneCReply {}

    /** Surely nothing reached 1C. */
    record Unreachable(String why) implements OneCReply {}

    /** All places were taken for longer than anybody waits; nothing was sent. */
    record Busy() implements OneCReply {}

    /** The request may have arrived; no whole answer came in time. */
    record TooSlow() implements OneCReply {}

    /** The request may have arrived; the connection broke before the whole answer. */
    record Broken(String why) implements OneCReply {}
}
