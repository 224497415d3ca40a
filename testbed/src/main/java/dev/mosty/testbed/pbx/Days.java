package dev.mosty.testbed.pbx;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** The working day that the page plays, one at a time. */
final class Days {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Bridge bridge;
    private final Clock clock;
    private final AtomicBoolean playing = new AtomicBoolean();
    private volatile Optional<Player> player = Optional.empty();
    private volatile int calls;

    Days(Bridge bridge, Clock clock) {
        this.bridge = bridge;
        this.clock = clock;
    }

    /** @param calls of the day that plays or was played last, 0 before the first */
    record State(boolean playing, int calls, Player.Progress progress) {}

    State state() {
        return new State(
                playing.get(), calls, player.map(Player::progress).orElseGet(() -> new Player.Progress(0, 0, 0, 0)));
    }

    /** @throws IllegalArgumentException if one plays already */
    State play(long seed, int number, Duration within) {
        if (!playing.compareAndSet(false, true)) {
            throw new IllegalArgumentException("A day is played already");
        }
        Player fresh = new Player(List.of(bridge), PATIENCE);
        player = Optional.of(fresh);
        calls = number;
        List<PlannedCall> day = WorkingDay.of(
                seed,
                number,
                clock.instant().atZone(ZoneOffset.UTC).with(LocalTime.of(6, 0)).toInstant());
        Thread.ofVirtual().name("day").start(() -> {
            try {
                fresh.play(day, within);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                playing.set(false);
            }
        });
        return state();
    }
}
