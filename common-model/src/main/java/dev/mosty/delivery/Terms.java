package dev.mosty.delivery;

import java.time.Duration;

/**
 * What a channel may ask of the other side.
 *
 * @param concurrency requests under way at once
 * @param requestDeadline the longest one request may take from its turn to its last byte; fencing counts on it
 * @param perSecond the remote's limit of requests in any sliding second; 0 for none
 * @param upkeepEvery how often {@link Channel#upkeep} is called while the channel is held
 */
public record Terms(int concurrency, Duration requestDeadline, double perSecond, Duration upkeepEvery) {
    public Terms {
        if (concurrency < 1 || requestDeadline.isNegative() || requestDeadline.isZero() || perSecond < 0) {
            throw new IllegalArgumentException("concurrency, requestDeadline and perSecond must be positive");
        }
    }
}
