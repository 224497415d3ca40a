package dev.mosty.admin.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.mosty.web.Refused;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Hashing takes a processor for a quarter of a second: how many do it at once is what a crowd at the door meets. */
class PasswordsTest {
    private static final int CHEAP = BCrypt.MIN_COST;

    @AutoClose("shutdownNow")
    private final ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor();

    private final CountDownLatch busy = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);

    @Test
    void noMoreAreHashedAtOnceThanThereAreTurns() throws Exception {
        Passwords passwords = new Passwords(CHEAP, 2, Duration.ofSeconds(30));
        CountDownLatch bothTurns = new CountDownLatch(2);
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();

        List<Future<Integer>> people = IntStream.range(0, 50)
                .mapToObj(person -> crowd.submit(() -> passwords.inTurn(() -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    meet(bothTurns);
                    return now.getAndDecrement();
                })))
                .toList();

        for (Future<Integer> person : people) {
            assertThat(person.get()).isBetween(1, 2);
        }
        assertThat(most).hasValue(2);
    }

    @Test
    void whoeverWaitsTooLongIsToldToComeBackAndTheNextOneIsServed() throws Exception {
        Passwords passwords = new Passwords(CHEAP, 1, Duration.ofMillis(50));
        Future<String> slow = crowd.submit(() -> passwords.inTurn(this::untilDone));
        busy.await();

        assertThatThrownBy(() -> passwords.hash("correct horse"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("Too many people");
        assertThatThrownBy(() -> passwords.pretend("correct horse")).isInstanceOf(Refused.class);

        done.countDown();
        assertThat(slow.get()).isEqualTo("done");
        assertThat(passwords.fits("correct horse", passwords.hash("correct horse")))
                .isTrue();
        assertThat(passwords.fits("wrong horse", passwords.hash("correct horse")))
                .isFalse();
    }

    @Test
    void aFailureGivesItsTurnBack() {
        Passwords passwords = new Passwords(CHEAP, 1, Duration.ofMillis(50));

        assertThatThrownBy(() -> passwords.inTurn(() -> {
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");

        assertThat(passwords.hash("any")).isNotEmpty();
    }

    private String untilDone() {
        busy.countDown();
        await(done);
        return "done";
    }

    /** The first two wait for each other, so that there are two at once. */
    private static void meet(CountDownLatch others) {
        others.countDown();
        await(others);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
