package dev.mosty.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mosty.delivery.Acceptance.LaneKey;
import dev.mosty.delivery.Outcome.Dead;
import dev.mosty.testsupport.Database;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class AcceptanceTest {
    @AutoClose
    private static final Database DATABASE = Database.migrated();

    @AutoClose
    private final Rig rig = new Rig(DATABASE);

    private final Set<Long> seenRows = new HashSet<>();

    @Test
    void aKeyTwiceInOnePostDoesNotFail() {
        rig.accept("twice", "k", "a", "b");

        assertThat(rig.lanes("twice")).isEqualTo(Map.of("k", 2));
        assertThat(rig.live("twice")).containsExactly("a 0", "b 0");
    }

    @Test
    void theOrderOfIdsIsTheOrderOfCommitsPerKey() throws Exception {
        try (var acceptors =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            var accepting = IntStream.range(0, 8)
                    .mapToObj(i -> CompletableFuture.runAsync(() -> acceptInRandomOrder(i), acceptors))
                    .toArray(CompletableFuture[]::new);
            var all = CompletableFuture.allOf(accepting);

            var newest = new HashMap<String, Long>();
            var late = new ArrayList<String>();
            do {
                readWhatIsNew(newest, late);
            } while (!all.isDone());
            all.get();
            readWhatIsNew(newest, late);

            assertThat(late).isEmpty();
            assertThat(newest).containsOnlyKeys("a", "b", "c");
            assertThat(rig.lanes("order")).isEqualTo(Map.of("a", 400, "b", 400, "c", 400));
        }
    }

    /** Keys in any order: sorting them is the acceptance's duty, and without it this deadlocks. */
    private void acceptInRandomOrder(int seed) {
        var random = new Random(seed);
        for (int i = 0; i < 50; i++) {
            var keys = new ArrayList<>(List.of("a", "b", "c"));
            Collections.shuffle(keys, random);
            rig.accept(keys.stream().map(key -> Rig.item("order", key, "x")).toList());
        }
    }

    /** An id that comes to light after a greater one of its key came out of order. */
    private void readWhatIsNew(Map<String, Long> newest, List<String> late) {
        var before = Map.copyOf(newest);
        rig.jdbi.useHandle(handle -> handle.select("select key, id from delivery where channel = 'order' order by id")
                .map((row, context) -> Map.entry(row.getString(1), row.getLong(2)))
                .forEach(seen -> {
                    if (seenRows.add(seen.getValue())) {
                        if (seen.getValue() < before.getOrDefault(seen.getKey(), 0L)) {
                            late.add(seen.toString());
                        }
                        newest.merge(seen.getKey(), seen.getValue(), Math::max);
                    }
                }));
    }

    @Test
    void aRepeatOfTheNewestIsNoNewWork() {
        assertThat(accepted("repeat", "A", "A")).containsExactly("A");
        assertThat(accepted("repeat", "A")).isEmpty();
        assertThat(rig.lanes("repeat")).isEqualTo(Map.of("k", 1));
    }

    @Test
    void aReturnToAnOlderStateIsNewWork() {
        accepted("return", "A");
        accepted("return", "B");
        accepted("return", "A");

        assertThat(rig.live("return")).containsExactly("A 0", "B 0", "A 0");
    }

    @Test
    void aReturnToAnOlderStateWithinOnePostIsNewWork() {
        assertThat(accepted("inpost", "A", "B", "B", "A")).containsExactly("A", "B", "A");
        assertThat(rig.lanes("inpost")).isEqualTo(Map.of("k", 3));
    }

    @Test
    void anItemWithoutADigestEndsTheRepeat() {
        accepted("between", "A");
        rig.accept("between", "k", "x");

        assertThat(accepted("between", "A")).containsExactly("A");
    }

    @Test
    void aRepeatIsRecognisedAfterTheNewestWasDelivered() {
        accepted("delivered", "A");
        rig.drain(Remote.oneByOne("delivered"));
        await().until(() -> rig.done("delivered").equals(List.of("A done 1")));

        assertThat(accepted("delivered", "A")).isEmpty();
        assertThat(accepted("delivered", "B")).containsExactly("B");
        assertThat(accepted("delivered", "A")).containsExactly("A");
    }

    @Test
    void whatWasDiscardedMayBeAcceptedAgain() {
        accepted("discarded", "A");
        var engine = rig.drain(Remote.oneByOne("discarded").answers(new Dead("no", null)));
        await().until(() -> rig.dead("discarded").equals(List.of("A 1")));
        assertThat(accepted("discarded", "A")).isEmpty();
        engine.deadLetters().discard("discarded", ids("discarded"));

        assertThat(accepted("discarded", "A")).containsExactly("A");
    }

    @Test
    void aRepeatIsLookedUpWithoutReadingTheBacklogOfItsKey() {
        rig.accept(IntStream.range(0, 3_000)
                .mapToObj(i -> Rig.item("lookup", "k", "n" + i))
                .toList());
        rig.execute("analyze delivery");

        var read = rig.jdbi.<Long, RuntimeException>inTransaction(tx -> {
            var before = rowsRead(tx);
            Acceptance.accept(tx, List.of(Rig.item("lookup", "k", "A").recognisedBy("0a")));
            return rowsRead(tx) - before;
        });

        assertThat(read).isLessThanOrEqualTo(1);
    }

    private static long rowsRead(Handle tx) {
        return tx.select("""
                        select coalesce(sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)), 0)
                          from pg_stat_xact_user_tables where relname = 'delivery'""").mapTo(Long.class).one();
    }

    @Test
    void lanesThatGotNoItemAreHandedBack() {
        var lanes = Stream.of("a", "a", "b", "c")
                .map(key -> new LaneKey("surplus", key))
                .toList();

        var accepted = rig.jdbi.<List<Item>, RuntimeException>inTransaction(tx -> Acceptance.accept(
                tx, lanes, locked -> List.of(Rig.item("surplus", "a", "1"), Rig.item("surplus", "c", "2"))));

        assertThat(accepted).extracting(Item::payload).containsExactly("1", "2");
        assertThat(rig.lanes("surplus")).isEqualTo(Map.of("a", 1, "c", 1));
    }

    @Test
    void anItemWithoutALaneIsRefused() {
        assertThatThrownBy(() -> rig.jdbi.useTransaction(tx -> Acceptance.accept(
                        tx, List.of(new LaneKey("nolane", "a")), locked -> List.of(Rig.item("nolane", "b", "1")))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an item of LaneKey[channel=nolane, key=b] without a lane of its own");
        assertThat(rig.live("nolane")).isEmpty();
        assertThat(rig.lanes("nolane")).isEmpty();
    }

    @Test
    void anUnreadableItemIsADeadLetterWithoutALane() {
        rig.accept(List.of(
                Item.unreadable("unreadable", "k", "event", "{", null, "not JSON"), Rig.item("unreadable", "l", "ok")));
        var remote = Remote.oneByOne("unreadable");
        rig.drain(remote);

        await().until(() -> rig.lanes("unreadable").isEmpty());
        assertThat(remote.arrived()).containsExactly("ok");
        assertThat(rig.dead("unreadable")).containsExactly("{ 0");
        assertThat(rig.texts("select last_error from delivery where channel = 'unreadable'"))
                .containsExactly("not JSON");
    }

    private List<String> accepted(String channel, String... payloads) {
        var items = Arrays.stream(payloads)
                .map(payload -> Rig.item(channel, "k", payload).recognisedBy(Integer.toHexString(payload.charAt(0))))
                .toList();
        var lanes = items.stream().map(LaneKey::of).toList();
        return rig
                .jdbi
                .<List<Item>, RuntimeException>inTransaction(tx -> Acceptance.accept(tx, lanes, locked -> items))
                .stream()
                .map(Item::payload)
                .toList();
    }

    private List<Long> ids(String channel) {
        return rig.jdbi.withHandle(handle -> handle.select("select id from delivery where channel = ?", channel)
                .mapTo(Long.class)
                .list());
    }
}
