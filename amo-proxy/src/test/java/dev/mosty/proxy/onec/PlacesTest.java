package dev.mosty.proxy.onec;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class PlacesTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Places places = new Places(1);

    @Test
    void aPlaceThatIsLeftGoesToWhoeverHasWaitedLongest() throws Exception {
        assertThat(places.enter(LONG)).isTrue();
        List<Integer> order = new CopyOnWriteArrayList<>();
        List<Thread> waiters = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            int mine = i;
            Thread waiter = Thread.ofVirtual().start(() -> {
                if (entered()) {
                    order.add(mine);
                    places.leave();
                }
            });
            awaitWaiting(waiter);
            waiters.add(waiter);
        }

        places.leave();

        for (Thread waiter : waiters) {
            waiter.join();
        }
        assertThat(order).hasSize(20).isSorted();
    }

    @Test
    void whoWaitsTooLongGoesAwayAndTheNextOneIsServed() throws Exception {
        assertThat(places.enter(LONG)).isTrue();
        long began = System.nanoTime();

        assertThat(places.enter(Duration.ofMillis(100))).isFalse();

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(100));
        places.leave();
        assertThat(places.enter(Duration.ZERO)).isTrue();
    }

    @Test
    void nobodyWaitsLongerThanThreeSecondsHoweverPatient() throws Exception {
        assertThat(places.enter(LONG)).isTrue();
        var waiter = new FutureTask<>(() -> places.enter(Duration.ofHours(1)));
        Thread.ofVirtual().start(waiter);

        assertThat(waiter.get(20, SECONDS)).isFalse();
    }

    @Test
    void anInterruptedWaiterTakesNoPlaceWithIt() throws Exception {
        assertThat(places.enter(LONG)).isTrue();
        var waiter = new FutureTask<>(() -> places.enter(LONG));
        Thread thread = Thread.ofVirtual().start(waiter);
        awaitWaiting(thread);

        thread.interrupt();

        assertThatThrownBy(waiter::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        places.leave();
        assertThat(places.enter(Duration.ZERO)).isTrue();
    }

    @Test
    void neverMoreThanThereArePlacesAndNoneIsLostInARush() throws Exception {
        var few = new Places(3);
        var inside = new AtomicInteger();
        var most = new AtomicInteger();
        var served = new AtomicInteger();
        var start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            int mine = i;
            threads.add(Thread.ofVirtual().start(() -> {
                try {
                    start.await();
                    for (int j = 0; j < 50; j++) {
                        // Some give up at once, so that leaving meets those who have gone.
                        if (few.enter(mine % 10 == 0 ? Duration.ofNanos(1) : LONG)) {
                            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                            LockSupport.parkNanos(1_000);
                            inside.decrementAndGet();
                            few.leave();
                            served.incrementAndGet();
                        }
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(most).hasValueBetween(1, 3);
        assertThat(served.get()).isGreaterThan(180 * 50 / 2);
        for (int i = 0; i < 3; i++) {
            assertThat(few.enter(Duration.ZERO)).isTrue();
        }
        assertThat(few.enter(Duration.ZERO)).isFalse();
    }

    private boolean entered() {
        try {
            return places.enter(LONG);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void awaitWaiting(Thread waiter) {
        await().until(() -> waiter.getState() == Thread.State.WAITING);
    }
}
