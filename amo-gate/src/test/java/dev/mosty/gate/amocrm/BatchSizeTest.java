package dev.mosty.gate.amocrm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BatchSizeTest {
    private final BatchSize size = new BatchSize(50);

    @Test
    void startsAtTheMost() {
        assertThat(size.present()).isEqualTo(50);
    }

    @Test
    void halvesWhatWasTooSlowDownToOne() {
        size.tooSlow(50);
        assertThat(size.present()).isEqualTo(25);
        size.tooSlow(25);
        size.tooSlow(12);
        size.tooSlow(6);
        size.tooSlow(3);
        size.tooSlow(1);
        assertThat(size.present()).isEqualTo(1);
    }

    @Test
    void aLateAnswerAboutALargerBatchDoesNotGrowIt() {
        size.tooSlow(20);
        size.tooSlow(50);
        assertThat(size.present()).isEqualTo(10);
    }

    @Test
    void growsByFiveWithEachTakenBatchAndNeverPastTheMost() {
        size.tooSlow(50);
        for (int expected : new int[] {30, 35, 40, 45, 50, 50}) {
            size.taken();
            assertThat(size.present()).isEqualTo(expected);
        }
    }
}
