package dev.mosty.testbed.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PortalBoundTest {

    @Test
    void tenThousandTakeTheRequestsThatTheBurstDoesNotHoldAtTwoASecond() {
        assertThat(PortalBound.ofCreating(10_000, 0.04)).isEqualTo(new PortalBound(210, 82));
        assertThat(PortalBound.leanest(10_000, 0.04)).isEqualTo(new PortalBound(204, 79));
    }

    @Test
    void whatFitsIntoTheBurstTakesItsLastBatchOnly() {
        assertThat(PortalBound.ofCreating(1_000, 0.04)).isEqualTo(new PortalBound(21, 2));
        assertThat(PortalBound.ofCreating(10, 0.04)).isEqualTo(new PortalBound(2, 0.4));
    }

    @Test
    void theSteadyRateIsThatOfTwentyOneRequestsAThousand() {
        assertThat(PortalBound.steady()).isBetween(95.0, 95.5);
    }

    @Test
    void moreThanAWindowOfTheMethodsTimeIsNotJudged() {
        assertThatThrownBy(() -> PortalBound.ofCreating(10_000, 0.05)).isInstanceOf(IllegalArgumentException.class);
    }
}
