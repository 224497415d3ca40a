package dev.mosty.testbed.chaos;

import dev.mosty.testbed.launcher.Suite;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** What will go wrong and when: a function of the seed. */
record Plan<K extends Enum<K> & Trouble>(List<Step<K>> steps) {

    /** Apart, so that each mischief meets a system that had time to do something. */
    private static final long LEAST_BETWEEN_MILLIS = 2_000;

    private static final long MOST_BETWEEN_MILLIS = 5_000;

    /**
     * One mischief.
     *
     * @param at after the beginning; the step before it may take longer, then this one waits
     * @param replica which of the two, where one is meant
     * @param lasting how long it stays dead, frozen or away
     * @param times how many requests are spoiled
     */
    record Step<K>(Duration at, K kind, int replica, Duration lasting, int times) {}

    /** Does a step; returns when the next one may come. */
    interface Hand<K> {
        void commit(Step<K> step) throws IOException, InterruptedException;
    }

    /** @param round every kind at least once; each happens in a run that is long enough for the whole round */
    static <K extends Enum<K> & Trouble> Plan<K> of(long seed, Duration length, List<K> round) {
        Random random = new Random(seed);
        List<K> next = new ArrayList<>();
        List<Step<K>> steps = new ArrayList<>();
        long at = 3_000;
        while (at < length.toMillis()) {
            if (next.isEmpty()) {
                next.addAll(round);
                Collections.shuffle(next, random);
            }
            K kind = next.removeFirst();
            steps.add(new Step<>(
                    Duration.ofMillis(at), kind, random.nextInt(2), kind.lasting(random), 1 + random.nextInt(3)));
            at += random.nextLong(LEAST_BETWEEN_MILLIS, MOST_BETWEEN_MILLIS);
        }
        return new Plan<>(List.copyOf(steps));
    }

    /** Has it done, a line on each step; those that the steps before them kept past the end are left out. */
    void carryOut(Suite suite, Duration length, Hand<K> hand) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        for (Step<K> step : steps) {
            Duration wait = step.at().minusNanos(System.nanoTime() - begun);
            if (wait.isPositive()) {
                Thread.sleep(wait);
            }
            Duration now = Duration.ofNanos(System.nanoTime() - begun);
            if (now.compareTo(length) > 0) {
                return;
            }
            System.out.println(suite.text(
                    "chaos.step",
                    now.toSeconds(),
                    suite.text("chaos.kind." + step.kind().name())));
            hand.commit(step);
        }
    }
}
