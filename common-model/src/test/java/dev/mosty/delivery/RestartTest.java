package dev.mosty.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The database is stopped and started again under callers and drainers. */
class RestartTest {
    @AutoClose
    private static final Server SERVER = new Server();

    @AutoClose
    private final Rig rig = new Rig(SERVER.jdbi(), SERVER.sessions());

    @Test
    void callersAndDrainersOutliveARestartOfTheDatabase() throws Exception {
        var remote = Remote.oneByOne("restart");
        var engine = rig.drain(remote);
        try (var commit = SharedCommit.ofItems(rig.jdbi, 2, engine::committed, Duration.ofMinutes(1), 1_000_000)) {
            commit.submit(List.of(Rig.item("restart", "k", "before"))).get();
            await().until(() -> rig.lanes("restart").isEmpty());

            SERVER.stop();
            var answers = new ArrayList<CompletableFuture<?>>();
            IntStream.range(0, 50)
                    .forEach(i -> answers.add(commit.submit(List.of(Rig.item("restart", "k" + i % 5, "n" + i)))));
            assertThat(answers).noneMatch(CompletableFuture::isDone);
            SERVER.start();
            CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> rig.done("restart").size() == 51);
            assertThat(rig.live("restart")).isEmpty();
            assertThat(remote.arrived()).hasSize(51).doesNotHaveDuplicates();
            // Whoever does not wait for an answer has asked for no order; that of the commits is kept.
            for (var key : List.of("k0", "k1", "k2", "k3", "k4")) {
                assertThat(remote.arrived(key))
                        .hasSize(10)
                        .isEqualTo(rig.texts(
                                "select payload from delivery_done where channel = 'restart' and key = ? order by id",
                                key));
            }
        }
    }

    @Test
    void anAnswerThatComesWhileTheDatabaseIsAwayIsSentAgainAndNothingIsLost() {
        rig.accept("inflight", "k", "a", "b");
        var remote = Remote.oneByOne("inflight").shut();
        rig.drain(remote);
        await().until(() -> remote.underWay.get() == 1);
        SERVER.stop();
        remote.open();
        SERVER.start();

        await().atMost(Duration.ofSeconds(30)).until(() -> rig.lanes("inflight").isEmpty());
        assertThat(rig.live("inflight")).isEmpty();
        assertThat(rig.texts("select payload from delivery_done where channel = 'inflight' order by id"))
                .containsExactly("a", "b");
        assertThat(remote.arrived().getLast()).isEqualTo("b");
        assertThat(remote.overlaps).isEmpty();
    }

    @Test
    void closingWhileTheDatabaseIsAwayComesToAnEnd() {
        var remote = Remote.oneByOne("away").shut();
        var engine = new DeliveryEngine(SERVER.jdbi(), SERVER.sessions(), new SimpleMeterRegistry(), "away");
        engine.open(remote);
        rig.accept("away", "k", "a");
        engine.wake(List.of("away"));
        await().until(() -> remote.underWay.get() == 1);
        SERVER.stop();
        try {
            remote.open();
            engine.close();
        } finally {
            SERVER.start();
        }
        assertThat(rig.live("away")).containsExactly("a 0");
    }
}
