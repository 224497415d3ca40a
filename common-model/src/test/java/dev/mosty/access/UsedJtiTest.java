package dev.mosty.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosty.testsupport.Database;
import dev.mosty.testsupport.MovableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class UsedJtiTest {
    @AutoClose
    private static final Database DATABASE = Database.migrated();

    private final MovableClock clock = new MovableClock();
    private final UsedJti used = new UsedJti(DATABASE.jdbi(), clock);

    @Test
    void ofManyAtOnceOnReplicasExactlyOneIsFirst() throws Exception {
        var replica = new UsedJti(DATABASE.jdbi(), clock);
        var expires = clock.instant().plusSeconds(1800);
        List<Future<Boolean>> all = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 40; i++) {
                UsedJti one = i % 2 == 0 ? used : replica;
                all.add(threads.submit(() -> one.isFirstUse("once", expires)));
            }
        }
        int first = 0;
        for (Future<Boolean> one : all) {
            first += one.get() ? 1 : 0;
        }
        assertThat(first).isEqualTo(1);
        assertThat(used.isFirstUse("another", expires)).isTrue();
    }

    @Test
    void anIdIsRememberedForAsLongAsItsTokenCouldPass() {
        var expires = clock.instant().plusSeconds(1800);
        used.isFirstUse("kept", expires);

        clock.advance(Duration.ofSeconds(1800 + 599));
        used.forgetOld();
        assertThat(used.isFirstUse("kept", expires)).isFalse();

        clock.advance(Duration.ofSeconds(2));
        used.forgetOld();
        assertThat(used.isFirstUse("kept", expires)).isTrue();
    }

    @Test
    void anyTextIsAnId() {
        var expires = clock.instant();
        assertThat(used.isFirstUse("\0\ud800" + "x".repeat(100_000), expires)).isTrue();
    }
}
