package dev.mosty.delivery;

import java.time.Duration;

/**
 * What a channel may ask of the other side.
 *
 * @param concurrency requests under way at once
 * @param requestDeadline the longest one request may take from its turn to its last byte; fencing counts on it
 * @param perSecond the remote's limit of requests in any sliding second; 0 for none
 * @param burst where the remote counts by a leaky bucket: how many requests it holds, while it loses
 *     {@code perSecond} of them a second; 0 for a remote that counts by sliding seconds
 * @param upkeepEvery how often {@link Channel#upkeep} is called while the channel is held
 */
public record Terms(int concurrency, Duration requestDeadline, double perSecond, int burst, Duration upkeepEvery) {
    public Terms {
        if (concurrency < 1 || requestDeadline.isNegative() || requestDeadline.isZero() || perSecond < 0 || burst < 0) {
            throw new IllegalArgumentException("concurrency, requestDeadline, perSecond and burst must be positive");
        }
    }

    /** For a remote that counts by sliding seconds, or not at all. */
    public Terms(int concurrency, Duration requestDeadline, double perSecond, Duration upkeepEvery) {
        this(concurrency, requestDeadline, perSecond, 0, upkeepEvery);
    }
}
