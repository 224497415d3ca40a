package dev.mosty.testbed.onec.calls;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.testbed.simulation.Json;

/** The switchboard of the extension; turn any of them at any time from any thread. */
@JsonAutoDetect(fieldVisibility = Visibility.PUBLIC_ONLY)
public final class CallKnobs {
    /** «Использовать автоматическую переадресацию»: off, nobody is ever responsible. */
    public volatile boolean smartTransfer = true;
    /** «Количество последних цифр номера», 1 to 20. */
    public volatile int digits = 5;
    /** A session that was not used for so long is gone, milliseconds; as the platform's 20 minutes. */
    public volatile long sessionMillis = 1_200_000;
    /** What beginning a session costs a request, milliseconds; a real 1C takes some 300. */
    public volatile long newSessionMillis = 0;

    CallKnobs() {}

    /** Puts every switch back to a good day. */
    public void reset() {
        turn(Json.tree(new CallKnobs()));
    }

    /**
     * Turns the switches that {@code wanted} names.
     *
     * @throws IllegalArgumentException with a sentence, if a name is unknown or a value does not fit
     */
    void turn(JsonNode wanted) {
        Json.turn(this, CallKnobs.class, wanted, CallKnobs::check);
    }

    private void check() {
        if (digits < 1 || digits > 20 || sessionMillis < 0 || newSessionMillis < 0) {
            throw new IllegalArgumentException("digits must be from 1 to 20, a time not negative");
        }
    }
}
