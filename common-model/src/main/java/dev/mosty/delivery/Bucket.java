package dev.mosty.delivery;

import java.util.concurrent.TimeUnit;

/**
 * Turns for a remote that counts by a leaky bucket: each request adds one, so many leak out a second, and what would
 * overflow is refused. What a rest left unused may be caught up at once, up to the bucket's size. Kept as the moment at
 * which the bucket would be empty (GCRA).
 */
final class Bucket implements Rhythm {
    /** The far side's clock is another one; over a long time nothing else lies between its rate and ours. */
    static final double MARGIN = 0.99;

    /** Requests may arrive closer together than they left: as many as that stay unused. */
    private static final int SPARE = 2;

    private final long spacing;
    private final long tolerance;
    private long emptyAt;

    /** @param since from then on it leaks; at that moment it is taken as full */
    Bucket(double perSecond, int burst, long since) {
        this.spacing = (long) (TimeUnit.SECONDS.toNanos(1) / (perSecond * MARGIN));
        this.tolerance = spacing * (Math.max(1, burst - SPARE) - 1);
        this.emptyAt = since + spacing * burst;
    }

    /** Between two turns when the bucket is full. */
    long spacing() {
        return spacing;
    }

    @Override
    public long next() {
        return emptyAt - tolerance;
    }

    @Override
    public void began(long at) {
        emptyAt = Math.max(emptyAt, at) + spacing;
    }
}
