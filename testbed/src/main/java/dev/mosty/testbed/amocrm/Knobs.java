package dev.mosty.testbed.amocrm;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.testbed.simulation.Json;

/**
 * The simulator's switchboard. Each switch stands alone, hence plain volatile fields: turn any of
 * them at any time from any thread; the next request sees it.
 */
@JsonAutoDetect(fieldVisibility = Visibility.PUBLIC_ONLY)
public final class Knobs {
    /** Requests allowed in any sliding second (7 per integration, facts/amocrm.md §2). */
    public volatile int rate = 7;
    /** Off: violations are counted but not answered with 429. */
    public volatile boolean enforceRate = true;
    /** Seconds in {@code Retry-After} of a 429; 0 sends none, as amoCRM promises none. */
    public volatile int retryAfterSeconds = 0;
    /** Violations in a row after which the account is banned; 0 never bans. */
    public volatile int banAfterViolations = 0;
    /** The account ban: an HTML 403 on everything, the token endpoint included. */
    public volatile boolean banned = false;
    /** The lapsed subscription: 402 on the API. */
    public volatile boolean paymentRequired = false;
    /** Every answer of the API comes this much later, milliseconds. */
    public volatile long latencyMillis = 0;
    /** Up to this much on top of the latency, evenly spread, milliseconds. */
    public volatile long jitterMillis = 0;
    /** Whether a batch that answers 400 still applies its valid items: unverified in the facts. */
    public volatile boolean applyValidOfRefusedBatch = false;
    /** Whether an unknown lead in a batch is left out of a 200 instead of refusing it. */
    public volatile boolean omitUnknownLeads = false;
    /** Life of new access tokens, seconds. */
    public volatile long accessTokenSeconds = 86_400;
    /** How long one minute of the webhook retry ladder lasts here, milliseconds. */
    public volatile long webhookMinuteMillis = 60;
    /** How long a webhook's target may take to answer, milliseconds. */
    public volatile long webhookTimeoutMillis = 2_000;

    Knobs() {}

    /** Puts every switch back to what amoCRM does on a good day. */
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
        if (rate < 1) {
            throw new IllegalArgumentException("rate must be at least 1");
        }
        if (latencyMillis < 0 || jitterMillis < 0 || webhookMinuteMillis < 0 || retryAfterSeconds < 0) {
            throw new IllegalArgumentException("A time must not be negative");
        }
        if (accessTokenSeconds < 1 || webhookTimeoutMillis < 1) {
            throw new IllegalArgumentException("A life or timeout must be positive");
        }
    }
}
