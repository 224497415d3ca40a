package dev.mosty.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mosty.delivery.Outcome.Dead;
import dev.mosty.delivery.Outcome.Done;
import dev.mosty.testsupport.Database;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class DeadLettersTest {
    @AutoClose
    private static final Database DATABASE = Database.migrated();

    @AutoClose
    private final Rig rig = new Rig(DATABASE);

    @Test
    void aReplayedDeliveryKeepsItsPlaceInTheOrderAndIsMarked() {
        rig.accept("replay", "k", "dead", "later");
        rig.execute("update delivery set dead_at = now(), attempts = 7 where channel = 'replay' and payload = 'dead'");
        rig.execute("update delivery_lane set pending = 1 where channel = 'replay'");
        var sent = new CopyOnWriteArrayList<Delivery>();
        var remote = Remote.oneByOne("replay").answers(delivery -> {
            sent.add(delivery);
            return Optional.of(new Done());
        });
        var engine = rig.engine("test");

        assertThat(engine.deadLetters().replay("replay", ids("replay", "dead"))).isEqualTo(1);
        assertThat(rig.lanes("replay")).isEqualTo(Map.of("k", 2));
        engine.open(remote);

        await().until(() -> rig.done("replay").equals(List.of("dead done 1", "later done 1")));
        assertThat(sent).extracting(Delivery::payload).containsExactly("dead", "later");
        assertThat(sent).extracting(Delivery::replayed).containsExactly(true, false);
        assertThat(rig.lanes("replay")).isEmpty();
    }

    @Test
    void aReplayWakesItsChannel() {
        rig.accept("wakes", "k", "a");
        var remote = Remote.oneByOne("wakes").answers(new Dead("no", null));
        var engine = rig.engine("wakes", Duration.ofHours(1));
        engine.open(remote);
        await().until(() -> rig.dead("wakes").equals(List.of("a 1")));
        assertThat(rig.lanes("wakes")).isEmpty();
        remote.answers(new Done());

        engine.deadLetters().replay("wakes", ids("wakes", "a"));
        await().until(() -> rig.done("wakes").equals(List.of("a done 1")));
    }

    @Test
    void aReplayOfWhatIsNotDeadOrNotThereDoesNothing() {
        rig.accept("nothing", "k", "live");
        rig.accept("elsewhere", "k", "dead");
        rig.execute("update delivery set dead_at = now() where channel = 'elsewhere'");
        var deadLetters = rig.engine("test").deadLetters();

        assertThat(deadLetters.replay("nothing", List.of(-1L, Long.MAX_VALUE))).isEqualTo(0);
        assertThat(deadLetters.replay("nothing", ids("nothing", "live"))).isEqualTo(0);
        assertThat(deadLetters.replay("nothing", ids("elsewhere", "dead"))).isEqualTo(0);
        assertThat(deadLetters.replay("nothing", List.of())).isEqualTo(0);
        assertThat(deadLetters.discard("nothing", ids("nothing", "live"))).isEqualTo(0);
        assertThat(rig.lanes("nothing")).isEqualTo(Map.of("k", 1));
        assertThat(rig.live("nothing")).containsExactly("live 0");
        assertThat(rig.dead("elsewhere")).containsExactly("dead 0");
    }

    @Test
    void replaysOfTheSameLetterAtOnceCountItOnce() throws Exception {
        var deadLetters = rig.engine("test").deadLetters();
        rig.accept(IntStream.range(0, 50)
                .mapToObj(i -> Item.unreadable("atonce", "k" + i, "event", "n" + i, null, "x"))
                .toList());
        var ids = rig.jdbi.withHandle(handle -> handle.select("select id from delivery where channel = 'atonce'")
                .mapTo(Long.class)
                .list());
        try (var operators = Executors.newVirtualThreadPerTaskExecutor()) {
            var clicks = IntStream.range(0, 4)
                    .mapToObj(i -> operators.submit(() -> deadLetters.replay("atonce", ids)))
                    .toList();
            int revived = 0;
            for (Future<Integer> click : clicks) {
                revived += click.get();
            }
            assertThat(revived).isEqualTo(50);
        }
        assertThat(rig.lanes("atonce"))
                .hasSize(50)
                .allSatisfy((key, pending) -> assertThat(pending).isEqualTo(1));
    }

    @Test
    void replaysBesideADrainLeaveNoLaneBehind() {
        var remote = Remote.oneByOne("race").answers(new Dead("no", null));
        var engine = rig.drain(remote);
        rig.accept(Rig.spread("race", 60, 3));
        for (int i = 0; i < 20; i++) {
            var ids = rig.jdbi.withHandle(
                    handle -> handle.select("select id from delivery where channel = 'race' and dead_at is not null")
                            .mapTo(Long.class)
                            .list());
            engine.deadLetters().replay("race", ids);
        }
        remote.answers(new Done());
        await().until(() -> rig.lanes("race").isEmpty());

        engine.deadLetters()
                .replay(
                        "race",
                        rig.jdbi.withHandle(handle -> handle.select("select id from delivery where channel = 'race'")
                                .mapTo(Long.class)
                                .list()));
        await().until(() -> rig.done("race").size() == 60);
        await().until(() -> rig.lanes("race").isEmpty());
        assertThat(rig.live("race")).isEmpty();
        assertThat(rig.dead("race")).isEmpty();
    }

    @Test
    void aDiscardedLetterIsReadableAsDiscarded() {
        rig.accept(List.of(Item.unreadable("discard", "k", "event", "{", null, "not JSON")));

        assertThat(rig.engine("test").deadLetters().discard("discard", ids("discard", "{")))
                .isEqualTo(1);
        assertThat(rig.dead("discard")).isEmpty();
        assertThat(rig.done("discard")).containsExactly("{ discarded 0");
        assertThat(rig.texts("select note from delivery_done where channel = 'discard'"))
                .containsExactly("not JSON");
    }

    private List<Long> ids(String channel, String payload) {
        return rig.jdbi.withHandle(
                handle -> handle.select("select id from delivery where channel = ? and payload = ?", channel, payload)
                        .mapTo(Long.class)
                        .list());
    }
}
