package dev.mosty.testbed.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** What will go wrong around the bridge and when: a function of the seed. */
record CallPlan(List<Step> steps) {
    private static final long LEAST_BETWEEN_MILLIS = 2_000;
    private static final long MOST_BETWEEN_MILLIS = 5_000;

    /** Kinds of mischief; each happens at least once in a run that is long enough. */
    enum Kind {
        KILL_BRIDGE,
        CRASH_POSTGRES,
        FREEZE_BRIDGE,
        ONEC_AWAY,
        ONEC_500,
        ONEC_503,
        ONEC_RESET_AFTER_APPLYING,
        ONEC_HANG_AFTER_APPLYING,
        ONEC_HANG
    }

    /**
     * One mischief.
     *
     * @param at after the beginning; the step before it may take longer, then this one waits
     * @param bridge which of the two, where one is meant
     * @param lasting how long it stays dead, frozen or away
     * @param times how many requests are spoiled
     */
    record Step(Duration at, Kind kind, int bridge, Duration lasting, int times) {}

    static CallPlan of(long seed, Duration length) {
        Random random = new Random(seed);
        List<Kind> next = new ArrayList<>();
        List<Step> steps = new ArrayList<>();
        long at = 3_000;
        while (at < length.toMillis()) {
            if (next.isEmpty()) {
                next.addAll(List.of(Kind.values()));
                next.add(Kind.KILL_BRIDGE);
                Collections.shuffle(next, random);
            }
            Kind kind = next.removeFirst();
            steps.add(new Step(
                    Duration.ofMillis(at), kind, random.nextInt(2), lasting(kind, random), 1 + random.nextInt(3)));
            at += random.nextLong(LEAST_BETWEEN_MILLIS, MOST_BETWEEN_MILLIS);
        }
        return new CallPlan(List.copyOf(steps));
    }

    private static Duration lasting(Kind kind, Random random) {
        return switch (kind) {
            // Longer than the lease of the channel, so that the other bridge takes over under its frozen holder.
            case FREEZE_BRIDGE -> Duration.ofMillis(random.nextLong(24_000, 28_000));
            case KILL_BRIDGE -> Duration.ofMillis(random.nextLong(500, 3_000));
            case CRASH_POSTGRES -> Duration.ofMillis(random.nextLong(0, 4_000));
            case ONEC_AWAY -> Duration.ofMillis(random.nextLong(1_000, 4_000));
            case ONEC_500, ONEC_503, ONEC_RESET_AFTER_APPLYING, ONEC_HANG_AFTER_APPLYING, ONEC_HANG -> Duration.ZERO;
        };
    }
}
