package dev.mosty.proxy.onec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BreakerTest {
    private static final Duration NOT_AT_ALL = Duration.ZERO;
    private static final Duration LONG = Duration.ofSeconds(10);

    private final Breaker breaker = new Breaker();

    @Test
    void fewFailuresStopNobody() throws InterruptedException {
        fail(Breaker.PATIENCE - 1);
        for (int i = 0; i < 20; i++) {
            assertThat(breaker.enter(NOT_AT_ALL)).isTrue();
        }
    }

    @Test
    void anAnswerBetweenThemStartsTheCountAnew() throws InterruptedException {
        fail(Breaker.PATIENCE - 1);
        breaker.answered();
        fail(Breaker.PATIENCE - 1);
        assertThat(breaker.enter(NOT_AT_ALL)).isTrue();
        assertThat(breaker.enter(NOT_AT_ALL)).isTrue();
    }

    @Test
    void thenTheNextCallFindsOutAtOnceAndFurtherOnesHaveNoTurn() throws InterruptedException {
        fail(Breaker.PATIENCE);
        assertThat(breaker.enter(NOT_AT_ALL)).isTrue();
        assertThat(breaker.enter(NOT_AT_ALL)).isFalse();
        assertThat(breaker.enter(Duration.ofMillis(50))).isFalse();
    }

    @Test
    void aSecondLaterAnotherOneFindsOut() throws InterruptedException {
        fail(Breaker.PATIENCE);
        assertThat(breaker.enter(NOT_AT_ALL)).isTrue();
        long start = System.nanoTime();
        assertThat(breaker.enter(LONG)).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(900));
    }

    @Test
    void whoWaitsGoesOnAsSoonAs1CAnswers() throws InterruptedException {
        fail(Breaker.PATIENCE);
        breaker.enter(NOT_AT_ALL);
        var entered = new AtomicInteger();
        for (int i = 0; i < 50; i++) {
            Thread.ofVirtual().start(() -> {
                try {
                    entered.addAndGet(breaker.enter(LONG) ? 1 : 0);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
        breaker.answered();
        await().untilAsserted(() -> assertThat(entered).hasValue(50));
    }

    @Test
    void nobodyWaitsLongerThanThreeSeconds() throws Exception {
        fail(Breaker.PATIENCE);
        // Four take the turns of the next three seconds; the fifth has none.
        var results = new CompletableFuture<?>[5];
        var entered = new AtomicInteger();
        for (int i = 0; i < results.length; i++) {
            results[i] = CompletableFuture.runAsync(
                    () -> {
                        try {
                            entered.addAndGet(breaker.enter(LONG) ? 1 : 0);
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    },
                    task -> Thread.ofVirtual().start(task));
        }
        CompletableFuture.allOf(results).get();
        assertThat(entered.get()).isBetween(3, 4);
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            breaker.failed();
        }
    }
}
