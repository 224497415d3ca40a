package dev.mosty.testbed.pbx;

import dev.mosty.testbed.pbx.PlannedCall.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Plays a day in less time than it takes. Calls go on side by side; what is told of one call goes out in its order, each
 * after the answer to the one before, and again until it is answered 200, as a PBX with a spool does.
 */
public final class Player {
    private static final int AT_ONCE = 32;
    private static final Duration AGAIN = Duration.ofMillis(200);

    private final List<Bridge> bridges;
    private final Duration patience;
    private final AtomicInteger told = new AtomicInteger();
    private final AtomicInteger again = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private final AtomicInteger callsOver = new AtomicInteger();
    private final Semaphore places = new Semaphore(AT_ONCE);

    /**
     * @param bridges told in turn
     * @param patience how long an event is told again before it is given up
     */
    public Player(List<Bridge> bridges, Duration patience) {
        this.bridges = bridges;
        this.patience = patience;
    }

    /**
     * So far.
     *
     * @param told answered 200
     * @param again how often something had to be told once more
     * @param lost given up
     */
    public record Progress(int told, int again, int lost, int callsOver) {}

    public Progress progress() {
        return new Progress(told.get(), again.get(), lost.get(), callsOver.get());
    }

    /** Returns when all is told. */
    public void play(List<PlannedCall> day, Duration within) throws InterruptedException {
        if (day.isEmpty()) {
            return;
        }
        Instant opening = day.getFirst().told().getFirst().at();
        Instant closing = day.stream()
                .map(call -> call.told().getLast().at())
                .max(Instant::compareTo)
                .orElseThrow();
        double pace = (double) within.toNanos()
                / Math.max(1, Duration.between(opening, closing).toNanos());
        long begun = System.nanoTime();
        try (ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor()) {
            for (PlannedCall call : day) {
                calls.execute(() -> play(call, opening, pace, begun));
            }
        }
    }

    private void play(PlannedCall call, Instant opening, double pace, long begun) {
        try {
            for (Told next : call.told()) {
                long due = begun + (long) (Duration.between(opening, next.at()).toNanos() * pace);
                TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
                tell(next.query());
            }
            callsOver.incrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(String query) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        for (int i = 0; ; i++) {
            places.acquire();
            boolean well;
            try {
                well = bridges.get(Math.floorMod(query.hashCode() + i, bridges.size()))
                        .tell(query)
                        .well();
            } finally {
                places.release();
            }
            if (well) {
                told.incrementAndGet();
                return;
            }
            if (System.nanoTime() > until) {
                lost.incrementAndGet();
                return;
            }
            again.incrementAndGet();
            TimeUnit.NANOSECONDS.sleep(AGAIN.toNanos());
        }
    }
}
