package dev.mosty.testbed.onec;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.testbed.simulation.FaultEffect;
import dev.mosty.testbed.simulation.Json;

/**
 * The switchboard of the simulated 1C. Each switch stands alone, hence plain volatile fields: turn any
 * of them at any time from any thread; the next request sees it.
 */
@JsonAutoDetect(fieldVisibility = Visibility.PUBLIC_ONLY)
public final class Knobs {
    /** Every answer of the method comes this much later, milliseconds; TestRequest is never slow. */
    public volatile long latencyMillis = 0;
    /** Up to this much on top of the latency, evenly spread, milliseconds. */
    public volatile long jitterMillis = 0;
    /** Licences: requests that may be under way at once; 0 is without limit. One more is told that none is free. */
    public volatile int sessions = 20;
    /** Every connection to the publication is closed without an answer. */
    public volatile boolean down = false;
    /** Off: the web server has no such publication, 404 with its page. */
    public volatile boolean published = true;
    /** Off: the extension does not compile, 500 on everything. */
    public volatile boolean compiles = true;
    /** The form in which the extension refuses a document: its JSON with 400, or a 500 of the platform. */
    public volatile FaultEffect.Body refusals = FaultEffect.Body.PROBLEM;

    Knobs() {}

    /** Puts every switch back to a good day. */
    public void reset() {
        turn(Json.tree(new Knobs()));
    }

    /**
     * Turns the switches that {@code wanted} names.
     *
     * @throws IllegalArgumentException with a sentence, if a name is unknown or a value does not fit
     */
    void turn(JsonNode wanted) {
        Json.turn(this, Knobs.class, wanted, Knobs::check);
    }

    private void check() {
        if (latencyMillis < 0 || jitterMillis < 0 || sessions < 0) {
            throw new IllegalArgumentException("A time or number must not be negative");
        }
    }
}
