package dev.mosty.admin.shell;

import java.util.ArrayList;
import java.util.List;

/**
 * Bars over time, as numbers for an SVG that the template draws: no script, and no style that the CSP would refuse.
 *
 * @param most the highest bar, which is as high as the picture
 * @param good the sum of what went well
 * @param bad the sum of what did not
 */
public record Chart(List<Bar> bars, long most, long good, long bad) {
    private static final int HEIGHT = 64;
    private static final int STEP = 10;

    /**
     * What was counted in one piece of the time.
     *
     * @param label which piece it is, for people
     */
    public record Bucket(String label, long good, long bad) {}

    /**
     * One bar, what went badly at its foot.
     *
     * @param x of its left side
     * @param goodY the upper edge of what went well
     * @param badY the upper edge of what did not
     */
    public record Bar(Bucket bucket, int x, int goodY, int goodHeight, int badY, int badHeight) {}

    public static Chart of(List<Bucket> buckets) {
        long most = buckets.stream()
                .mapToLong(bucket -> bucket.good() + bucket.bad())
                .max()
                .orElse(0);
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < buckets.size(); i++) {
            Bucket bucket = buckets.get(i);
            int bad = height(bucket.bad(), most);
            int good = Math.min(height(bucket.good(), most), HEIGHT - bad);
            bars.add(new Bar(bucket, i * STEP, HEIGHT - bad - good, good, HEIGHT - bad, bad));
        }
        return new Chart(
                bars,
                most,
                buckets.stream().mapToLong(Bucket::good).sum(),
                buckets.stream().mapToLong(Bucket::bad).sum());
    }

    public int width() {
        return bars.size() * STEP;
    }

    public int height() {
        return HEIGHT;
    }

    public boolean empty() {
        return most == 0;
    }

    /** In percent, one digit after the point; what failed once in a thousand is not zero. */
    public String badShare() {
        return good + bad == 0 ? "0" : "%.1f".formatted(100.0 * bad / (good + bad));
    }

    /** What is there at all can be seen. */
    private static int height(long count, long most) {
        return count == 0 ? 0 : (int) Math.max(1, Math.round((double) count * HEIGHT / most));
    }
}
