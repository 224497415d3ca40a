package dev.mosty.testbed.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RestartsTest {

    private final Hand hand = new Hand();
    private final Restarts restarts = new Restarts(hand);

    @Test
    void fiveTimesAMinuteWithGrowingPausesThenNoMore() {
        assertThat(IntStream.range(0, 5)
                        .mapToObj(i -> restarts.afterDeath().orElseThrow().toMillis()))
                .containsExactly(250L, 500L, 1000L, 2000L, 4000L);
        assertThat(restarts.afterDeath()).isEmpty();
    }

    @Test
    void aServiceThatHeldOutForAMinuteBeginsAnew() {
        IntStream.range(0, 5).forEach(i -> restarts.afterDeath());
        hand.now = hand.now.plusSeconds(61);

        assertThat(restarts.afterDeath()).contains(Duration.ofMillis(250));
    }

    /** A clock set by hand. */
    private static final class Hand extends Clock {
        private Instant now = Instant.EPOCH;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
