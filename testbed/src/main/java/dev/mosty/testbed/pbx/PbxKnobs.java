package dev.mosty.testbed.pbx;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.testbed.simulation.Json;

/** The switchboard of the simulated PBX; turn any of them at any time from any thread. */
@JsonAutoDetect(fieldVisibility = Visibility.PUBLIC_ONLY)
public final class PbxKnobs {
    /** A wish to call is answered this much later, milliseconds. */
    public volatile long latencyMillis = 0;
    /** After so long the client picks up a call that was wished for, milliseconds. */
    public volatile long clickAnswerMillis = 1_500;
    /** And hangs up after so long again. */
    public volatile long clickTalkMillis = 6_000;

    PbxKnobs() {}

    /** Puts every switch back to a good day. */
    public void reset() {
        turn(Json.tree(new PbxKnobs()));
    }

    /**
     * Turns the switches that {@code wanted} names.
     *
     * @throws IllegalArgumentException with a sentence, if a name is unknown or a value does not fit
     */
    void turn(JsonNode wanted) {
        Json.turn(this, PbxKnobs.class, wanted, PbxKnobs::check);
    }

    private void check() {
        if (latencyMillis < 0 || clickAnswerMillis < 0 || clickTalkMillis < 0) {
            throw new IllegalArgumentException("A time must not be negative");
        }
    }
}
