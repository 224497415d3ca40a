package dev.mosty.delivery;

import static org.assertj.core.api.Assertions.assertThat;

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
            var spacing = Pace.spacingNanos(perSecond);
            var began = new ArrayList<Long>();
            long due = 0;
            for (int i = 0; i < 2_000; i++) {
                var late = random.nextInt(4) == 0 ? random.nextLong(SECOND) : random.nextLong(2_000_000);
                began.add(due + late);
                due = Pace.following(due, due + late, spacing);
                if (began.size() > perSecond) {
                    assertThat(began.getLast() - began.get(began.size() - 1 - perSecond))
                            .isGreaterThan(SECOND);
                }
            }
        }
    }
}
