package dev.mosty.testbed.pbx;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * A day of calls at a clinic: the same seed, number and opening make the same day. Every client calls once a day, so that
 * whatever 1C was told can be found by the number.
 */
public final class WorkingDay {
    private static final List<String> EXTENSIONS = List.of("100", "101", "102", "103", "104", "105", "106", "107");
    private static final List<Plot> PLOTS = List.copyOf(EnumSet.allOf(Plot.class));
    private static final Duration OPEN = Duration.ofHours(9);

    /** A PBX's own numbers of calls come round again; so do the examples of seed 002. */
    private static final int CALL_NUMBERS = 97;

    /** Of a hundred calls, how many are of which plot; the rest is answered. */
    private enum Share {
        MISSED(Plot.MISSED, 14),
        GROUP_ANSWERED(Plot.GROUP_ANSWERED, 10),
        GROUP_MISSED(Plot.GROUP_MISSED, 3),
        START_LOST(Plot.START_LOST, 3),
        ANSWER_LOST(Plot.ANSWER_LOST, 3),
        ONLY_END(Plot.ONLY_END, 2),
        REPEATED(Plot.REPEATED, 6),
        END_BEFORE_ANSWER(Plot.END_BEFORE_ANSWER, 3),
        ANSWER_BEFORE_START(Plot.ANSWER_BEFORE_START, 3),
        LATE_RECORD(Plot.LATE_RECORD, 5);

        private final Plot plot;
        private final int percent;

        Share(Plot plot, int percent) {
            this.plot = plot;
            this.percent = percent;
        }
    }

    private WorkingDay() {}

    /** @param opening when the first call may come */
    public static List<PlannedCall> of(long seed, int calls, Instant opening) {
        RandomGenerator random = new Random(seed);
        List<PlannedCall> day = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            Instant start = opening.plusMillis(OPEN.toMillis() * i / calls);
            Instant answer = start.plusSeconds(random.nextInt(3, 20));
            Instant end = answer.plusSeconds(random.nextInt(15, 240));
            Plot plot = plot(random, i);
            boolean group = plot == Plot.GROUP_ANSWERED || plot == Plot.GROUP_MISSED;
            boolean incoming = group || random.nextInt(10) < 7;
            var wording = new Wording(Integer.toString(32_000 + i % CALL_NUMBERS), incoming, phone(seed, i), "3333333");
            day.add(new Screenplay(wording, three(random), start, answer, end).of(plot));
        }
        return day;
    }

    /** Even the smallest day has one of each. */
    private static Plot plot(RandomGenerator random, int number) {
        if (number < PLOTS.size()) {
            return PLOTS.get(number);
        }
        int drawn = random.nextInt(100);
        for (Share share : Share.values()) {
            drawn -= share.percent;
            if (drawn < 0) {
                return share.plot;
            }
        }
        return Plot.ANSWERED;
    }

    private static List<String> three(RandomGenerator random) {
        int first = random.nextInt(EXTENSIONS.size());
        return List.of(
                EXTENSIONS.get(first),
                EXTENSIONS.get((first + 1) % EXTENSIONS.size()),
                EXTENSIONS.get((first + 2) % EXTENSIONS.size()));
    }

    /** Of nobody: numbers that begin so are not given out. */
    private static String phone(long seed, int number) {
        return "7000%07d".formatted(Math.floorMod(seed * 7_919 + number, 10_000_000));
    }
}
