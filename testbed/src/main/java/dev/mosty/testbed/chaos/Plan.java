package dev.mosty.testbed.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** What will go wrong and when: a function of the seed. */
record Plan(List<Step> steps) {

    /** Apart, so that each mischief meets a system that had time to do something. */
    private static final long LEAST_BETWEEN_MILLIS = 2_000;

    private static final long MOST_BETWEEN_MILLIS = 5_000;

    /** Kinds of mischief; each happens at least once in a run that is long enough. */
    enum Kind {
        KILL_GATE,
        CRASH_POSTGRES,
        FREEZE_GATE,
        AMO_429,
        AMO_500,
        AMO_504_AFTER_APPLYING,
        AMO_RESET,
        AMO_RESET_AFTER_APPLYING,
        AMO_HANG
    }

    /**
     * One mischief.
     *
     * @param at after the beginning; the step before it may take longer, then this one waits
     * @param gate which of the two, where one is meant
     * @param lasting how long it stays dead or frozen
     * @param times how many requests are spoiled
     */
    record Step(Duration at, Kind kind, int gate, Duration lasting, int times) {}

    static Plan of(long seed, Duration length) {
        Random random = new Random(seed);
        List<Kind> next = new ArrayList<>();
        List<Step> steps = new ArrayList<>();
        long at = 3_000;
        while (at < length.toMillis()) {
            if (next.isEmpty()) {
                next.addAll(List.of(Kind.values()));
                // A gate dies more often than anything else here.
                next.add(Kind.KILL_GATE);
                Collections.shuffle(next, random);
            }
            Kind kind = next.removeFirst();
            steps.add(new Step(
                    Duration.ofMillis(at), kind, random.nextInt(2), lasting(kind, random), 1 + random.nextInt(3)));
            at += random.nextLong(LEAST_BETWEEN_MILLIS, MOST_BETWEEN_MILLIS);
        }
        return new Plan(List.copyOf(steps));
    }

    private static Duration lasting(Kind kind, Random random) {
        return switch (kind) {
            // Longer than the lease of the channel, so that the other gate takes over under its frozen holder.
            case FREEZE_GATE -> Duration.ofMillis(random.nextLong(24_000, 28_000));
            case KILL_GATE -> Duration.ofMillis(random.nextLong(500, 3_000));
            case CRASH_POSTGRES -> Duration.ofMillis(random.nextLong(0, 4_000));
            case AMO_429, AMO_500, AMO_504_AFTER_APPLYING, AMO_RESET, AMO_RESET_AFTER_APPLYING, AMO_HANG ->
                Duration.ZERO;
        };
    }
}
