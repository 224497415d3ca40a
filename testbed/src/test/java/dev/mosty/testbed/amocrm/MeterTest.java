package dev.mosty.testbed.amocrm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MeterTest {
    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - SECOND / 2);
    private final Meter meter = new Meter(now::get);

    @Test
    void theEighthArrivalWithinASecondIsAViolation() {
        arrive(7);
        now.addAndGet(SECOND - 1);
        assertThat(meter.arrive(7)).isFalse();
        assertThat(meter.reading()).isEqualTo(new Meter.Reading(8, 1, 1, 8, 8));
    }

    @Test
    void theEighthArrivalAfterExactlyOneSecondIsNone() {
        arrive(7);
        now.addAndGet(SECOND);
        assertThat(meter.arrive(7)).isTrue();
        assertThat(meter.reading()).isEqualTo(new Meter.Reading(8, 0, 0, 7, 1));
    }

    @Test
    void theWindowSlidesAndDoesNotBeginAnewEachSecond() {
        now.set(0);
        arrive(1);
        now.addAndGet(9 * SECOND / 10);
        arrive(6);
        now.addAndGet(2 * SECOND / 10);
        arrive(1);
        assertThat(meter.arrive(7)).isFalse();
    }

    @Test
    void refusedArrivalsCountSoHammeringNeverGetsThrough() {
        arrive(7);
        for (int i = 0; i < 100; i++) {
            now.addAndGet(SECOND / 10);
            assertThat(meter.arrive(7)).isFalse();
        }
        assertThat(meter.reading().violationsInARow()).isEqualTo(100);
    }

    @Test
    void aResetForgetsTheCountsButNotTheSecondUnderWay() {
        arrive(7);
        meter.reset();
        assertThat(meter.reading()).isEqualTo(new Meter.Reading(0, 0, 0, 7, 7));
        assertThat(meter.arrive(7)).isFalse();
    }

    private void arrive(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(meter.arrive(7)).isTrue();
        }
    }
}
