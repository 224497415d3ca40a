package dev.mosty.delivery;

import java.time.Instant;

/**
 * One accepted piece of work on its way to the other side.
 *
 * @param id grows with commit order within a (channel, key)
 * @param kind what the payload is, in the channel's own words
 * @param payload the text that was accepted, unchanged
 * @param attempts requests that really left for it so far
 * @param replayed sent again on an operator's word: event channels mark it late
 */
public record Delivery(
        long id, String key, String kind, String payload, Instant acceptedAt, int attempts, boolean replayed) {}
