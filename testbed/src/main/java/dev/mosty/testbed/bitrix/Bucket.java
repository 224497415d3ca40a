package dev.mosty.testbed.bitrix;

/** The leaky bucket: every HTTP call is a drop, whatever it carries (facts/bitrix24.md §1.6). */
final class Bucket {
    private final PortalTime time;
    private double level;
    private double at;
    private double peak;
    private long refused;

    Bucket(PortalTime time) {
        this.time = time;
        this.at = time.seconds();
    }

    /** @param peak the fullest it was since the last reset */
    record Reading(double level, double peak, long refused) {}

    /**
     * True if the drop goes in. One that does not leaves the level as it is.
     *
     * @param rate drops that leak out a second
     * @param capacity drops that it holds
     */
    synchronized boolean take(double rate, int capacity) {
        leak(rate);
        if (level + 1 > capacity) {
            refused++;
            return false;
        }
        level++;
        peak = Math.max(peak, level);
        return true;
    }

    synchronized Reading reading(double rate) {
        leak(rate);
        return new Reading(Math.round(level * 10) / 10.0, Math.round(peak * 10) / 10.0, refused);
    }

    /** Empty. */
    synchronized void reset() {
        level = 0;
        peak = 0;
        refused = 0;
        at = time.seconds();
    }

    private void leak(double rate) {
        double now = time.seconds();
        level = Math.max(0, level - Math.max(0, now - at) * rate);
        at = now;
    }
}
