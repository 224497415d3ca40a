package dev.mosty.testbed.amocrm;

import java.util.ArrayDeque;
import java.util.function.LongSupplier;

/**
 * Measures requests at arrival, before anything else is known of them, over a window that slides
 * with every request: an arrival is a violation if it and those of the second before it are more
 * than the rate. Refused arrivals count too, so hammering never gets through. Amortized O(1).
 *
 * <p>The limit is 7 requests a second per integration (facts/amocrm.md §2, Limits).
 */
public final class Meter {
    private static final long WINDOW_NANOS = 1_000_000_000L;

    private final LongSupplier nanoTime;
    private final ArrayDeque<Long> window = new ArrayDeque<>();
    private long arrivals;
    private long violations;
    private int violationsInARow;
    private int maxInWindow;

    Meter(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * What the meter saw since the last reset.
     *
     * @param arrivals every measured request, refused ones included
     * @param violations arrivals that were more than the rate in their sliding second
     * @param violationsInARow of them, those after the last arrival that was within the rate
     * @param maxInWindow the most arrivals in any sliding second
     * @param inLastSecond arrivals in the second that ends now
     */
    public record Reading(long arrivals, long violations, int violationsInARow, int maxInWindow, int inLastSecond) {}

    /** Records an arrival; true if it is within the rate. */
    synchronized boolean arrive(int rate) {
        long now = nanoTime.getAsLong();
        forgetBefore(now);
        window.addLast(now);
        arrivals++;
        maxInWindow = Math.max(maxInWindow, window.size());
        boolean within = window.size() <= rate;
        violationsInARow = within ? 0 : violationsInARow + 1;
        violations += within ? 0 : 1;
        return within;
    }

    /** What was measured since the last reset. */
    public synchronized Reading reading() {
        forgetBefore(nanoTime.getAsLong());
        return new Reading(arrivals, violations, violationsInARow, maxInWindow, window.size());
    }

    /** Counts anew; the second that is under way is still remembered. */
    public synchronized void reset() {
        forgetBefore(nanoTime.getAsLong());
        arrivals = 0;
        violations = 0;
        violationsInARow = 0;
        maxInWindow = window.size();
    }

    private void forgetBefore(long now) {
        while (!window.isEmpty() && now - window.peekFirst() >= WINDOW_NANOS) {
            window.removeFirst();
        }
    }
}
