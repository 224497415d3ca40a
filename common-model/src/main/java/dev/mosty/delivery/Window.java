package dev.mosty.delivery;

import java.util.concurrent.TimeUnit;

/**
 * When the next request may begin, from when the ones before it began; no clock of its own, nanoseconds throughout.
 *
 * <p>As many requests as the limit allows are spread evenly over a window that is a {@link #MARGIN} wider than a second:
 * at 7/s eight of them span 1.036 s, and one may arrive 36 ms late without crowding the far side's second. A turn that
 * began late, because the machine was busy, moves only the turn a whole window later: the ones between come as soon as
 * they would have come, at half the spacing at the least. If each moved the next, a busy machine would add the lateness
 * of all seven to each second.
 */
final class Window implements Rhythm {
    static final double MARGIN = 0.965;

    private final long spacing;
    private final long length;
    private final long[] began;
    private long count;
    private long grid;
    private long next;

    /**
     * @param perSecond requests in any sliding second; 0 for no limit
     * @param first when the first may begin
     */
    Window(double perSecond, long first) {
        var most = Math.max(1, (int) perSecond);
        this.spacing = spacing(perSecond);
        this.length = perSecond == 0
                ? 0
                : Math.max((long) (TimeUnit.SECONDS.toNanos(1) / MARGIN), Math.multiplyExact(spacing, most));
        this.began = new long[most];
        this.grid = first;
        this.next = first;
    }

    /** Between two turns when none is late. */
    static long spacing(double perSecond) {
        return perSecond == 0 ? 0 : (long) (TimeUnit.SECONDS.toNanos(1) / (perSecond * MARGIN));
    }

    @Override
    public long next() {
        return next;
    }

    @Override
    public void began(long at) {
        began[(int) (count++ % began.length)] = at;
        // What a pause left unused is not caught up.
        grid = Math.max(grid, at - 2 * spacing) + spacing;
        next = Math.max(grid, at + spacing / 2);
        if (count >= began.length) {
            next = Math.max(next, began[(int) (count % began.length)] + length);
        }
        // Little by little the turns are evenly spread again, instead of seven in haste and a long wait.
        grid += (next - grid) / 8;
    }
}
