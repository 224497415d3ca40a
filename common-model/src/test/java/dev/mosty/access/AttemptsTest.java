package dev.mosty.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosty.testsupport.MovableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AttemptsTest {
    private final MovableClock clock = new MovableClock();
    private final Attempts attempts = new Attempts(3, Duration.ofSeconds(1), Duration.ofMinutes(1), clock);

    @Test
    void theFirstFailuresCostNothingAndEachFurtherOneDoublesTheWait() {
        fail("a", 3);
        assertThat(attempts.left("a")).isZero();
        fail("a", 1);
        assertThat(attempts.left("a")).isEqualTo(Duration.ofSeconds(1));
        fail("a", 2);
        assertThat(attempts.left("a")).isEqualTo(Duration.ofSeconds(4));
        clock.advance(Duration.ofSeconds(3));
        assertThat(attempts.left("a")).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void theWaitHasALimitHoweverOftenItFails() {
        fail("a", 200);
        assertThat(attempts.left("a")).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void aSuccessForgetsAndSoDoesALongQuiet() {
        fail("a", 10);
        attempts.succeeded("a");
        fail("a", 3);
        assertThat(attempts.left("a")).isZero();
        clock.advance(Duration.ofMinutes(3));
        fail("a", 1);
        assertThat(attempts.left("a")).isZero();
    }

    @Test
    void oneKeysFailuresAreNotAnothers() {
        fail("a", 10);
        assertThat(attempts.left("b")).isZero();
    }

    @Test
    void aFloodOfKeysForgetsTheOldestAndKeepsTheNewest() {
        fail("first", 10);
        for (int i = 0; i < 10_000; i++) {
            attempts.failed("key" + i);
        }
        fail("last", 10);
        assertThat(attempts.left("first")).isZero();
        assertThat(attempts.left("last")).isPositive();
    }

    private void fail(String key, int times) {
        for (int i = 0; i < times; i++) {
            attempts.failed(key);
        }
    }
}
