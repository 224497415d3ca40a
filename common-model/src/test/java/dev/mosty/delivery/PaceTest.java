package dev.mosty.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void aNewHolderTakesTheWindowAsFull() {
        var before = System.nanoTime();
        var until = new Pace(7, Duration.ZERO).untilNext().toNanos() + System.nanoTime();

        assertThat(until - before).isGreaterThanOrEqualTo(SECOND);
    }

    @Test
    void aSlowRemotesWindowIsItsSpacing() {
        var before = System.nanoTime();
        var until = new Pace(0.1, Duration.ZERO).untilNext().toNanos() + System.nanoTime();

        assertThat(until - before).isGreaterThanOrEqualTo(10 * SECOND);
    }

    @Test
    void withoutALimitTheFirstTurnIsNow() {
        assertThat(new Pace(0, Duration.ZERO).untilNext()).isEqualTo(Duration.ZERO);
    }

    /** However late turns begin, no sliding second holds more than the limit. */
    @Test
    void noSlidingSecondHoldsMoreThanTheLimit() {
        var random = new Random(1);
        for (int perSecond : new int[] {1, 2, 7, 50}) {
            var window = new Window(perSecond, 0);
            var began = new ArrayList<Long>();
            for (int i = 0; i < 2_000; i++) {
                var late = random.nextInt(4) == 0 ? random.nextLong(SECOND) : random.nextLong(2_000_000);
                began.add(window.next() + late);
                window.began(began.getLast());
                if (began.size() > perSecond) {
                    assertThat(began.getLast() - began.get(began.size() - 1 - perSecond))
                            .isGreaterThan(SECOND * 1035 / 1000);
                }
            }
        }
    }

    @Test
    void turnsInTimeAreEvenlySpread() {
        var window = new Window(7, 0);
        for (int i = 0; i < 100; i++) {
            assertThat(window.next()).isCloseTo(i * Window.spacing(7), within(1_000L));
            window.began(window.next());
        }
    }

    /** Each turn 20 ms late on average would cost a seventh of the rate if each moved the next. */
    @Test
    void aBusyMachineCostsTheLatenessOfOneTurnAWindow() {
        var random = new Random(1);
        var window = new Window(7, 0);
        for (int i = 0; i < 7_000; i++) {
            window.began(window.next() + random.nextLong(40_000_000));
        }
        assertThat(7_000.0 * SECOND / window.next()).isBetween(6.4, 6.7);
    }

    @Test
    void aPauseIsNotCaughtUp() {
        var window = new Window(7, 0);
        window.began(0);
        window.began(60 * SECOND);
        assertThat(window.next()).isGreaterThanOrEqualTo(60 * SECOND + Window.spacing(7) / 2);
    }

    /** However late turns begin, the far side's bucket never overflows. */
    @Test
    void aLeakyBucketNeverOverflows() {
        var random = new Random(2);
        for (int perSecond : new int[] {2, 5}) {
            var bucket = new Bucket(perSecond, 50, 0);
            double level = 50;
            long last = 0;
            for (int i = 0; i < 5_000; i++) {
                var rest = random.nextInt(100) == 0 ? random.nextLong(60 * SECOND) : random.nextLong(2_000_000);
                var at = Math.max(last, bucket.next()) + rest;
                level = Math.max(0, level - (at - last) * perSecond / (double) SECOND) + 1;
                assertThat(level).isLessThanOrEqualTo(50.0);
                bucket.began(at);
                last = at;
            }
        }
    }

    @Test
    void whatARestLeftUnusedIsCaughtUpAtOnce() {
        var bucket = new Bucket(2, 50, 0);
        var rested = 60 * SECOND;
        int atOnce = 0;
        for (; bucket.next() <= rested; atOnce++) {
            bucket.began(rested);
        }
        assertThat(atOnce).isEqualTo(48);
        assertThat(bucket.next() - rested).isLessThanOrEqualTo(bucket.spacing());
    }

    @Test
    void aNewHolderTakesTheBucketAsFull() {
        assertThat(new Bucket(2, 50, 0).next()).isGreaterThan(SECOND);
    }
}
