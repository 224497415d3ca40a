package dev.mosty.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mosty.testsupport.Database;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class LanesTest {
    @AutoClose
    private static final Database DATABASE = Database.migrated();

    @AutoClose
    private final Rig rig = new Rig(DATABASE);

    @Test
    void aDeepBacklogOnFewKeysIsNotRead() {
        backlog("deep", 20, 2_000);
        try (var one = DATABASE.jdbi().open()) {
            var lanes = lanes(one, "deep");
            var before = read(one, "delivery");

            var due = lanes.due(0, List.of(), 20, 5);

            assertThat(due)
                    .hasSize(20)
                    .allSatisfy(parcel -> assertThat(parcel.deliveries()).hasSize(5));
            assertThat(read(one, "delivery") - before).isEqualTo(100);
        }
    }

    @Test
    void whatWouldBeTooMuchForTheMemoryComesNextTime() {
        backlog("large", 3, 1);
        rig.execute("update delivery set payload = repeat('x', 10000000) where channel = 'large'");
        try (var one = DATABASE.jdbi().open()) {
            var lanes = lanes(one, "large");

            assertThat(lanes.due(0, List.of(), 20, 5).stream().map(Parcel::key)).containsExactly("k1", "k2");
            assertThat(lanes.due(0, List.of("k1", "k2"), 20, 5).stream().map(Parcel::key))
                    .containsExactly("k3");
        }
    }

    /** The state in which "the first row of each key" probes the whole backlog at every poll. */
    @Test
    void aDeepBacklogIsNotReadWhileEveryKeyIsUnderWay() {
        backlog("busy", 20, 2_000);
        try (var one = DATABASE.jdbi().open()) {
            var lanes = lanes(one, "busy");
            var keys = IntStream.rangeClosed(1, 20).mapToObj(key -> "k" + key).toList();
            var before = read(one, "delivery");

            assertThat(lanes.due(0, keys, 20, 5)).isEmpty();
            assertThat(read(one, "delivery") - before).isEqualTo(0);
        }
    }

    @Test
    void dueLanesAreFoundAmongManyThatAreNotByTheirIndex() {
        backlog("waiting", 5_000, 1);
        rig.execute("update delivery_lane set due_at = now() + interval '1 hour' where channel = 'waiting'");
        rig.execute("update delivery_lane set due_at = now() where channel = 'waiting' and key in ('k7', 'k8')");
        rig.execute("vacuum analyze delivery_lane");
        try (var one = DATABASE.jdbi().open()) {
            var lanes = lanes(one, "waiting");
            var before = read(one, "delivery_lane");

            assertThat(lanes.due(0, List.of(), 50, 5)).extracting(Parcel::key).containsExactlyInAnyOrder("k7", "k8");
            assertThat(read(one, "delivery_lane") - before).isEqualTo(2);
        }
    }

    @Test
    void theLaneThatHasWaitedLongestGoesFirst() {
        rig.accept("longest", "a", "1");
        rig.accept("longest", "b", "2");
        rig.execute(
                "update delivery_lane set due_at = now() - interval '1 hour' where channel = 'longest' and key = 'b'");
        rig.execute("insert into channel (name) values ('longest')");
        rig.engine("installs");

        assertThat(new Lanes(rig.jdbi, "longest", new Ledger("longest")).due(0, List.of(), 1, 1))
                .extracting(Parcel::key)
                .containsExactly("b");
    }

    @Test
    void aLaneIsDeletedWithItsLastDeliveryAlsoBesideAcceptances() throws Exception {
        var remote = Remote.oneByOne("beside");
        var engine = rig.drain(remote);
        try (var acceptors =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            var accepting = IntStream.range(0, 4)
                    .mapToObj(thread -> CompletableFuture.runAsync(
                            () -> {
                                for (int i = 0; i < 60; i++) {
                                    var item = Rig.item("beside", "k" + i % 3, thread + "." + i);
                                    rig.accept(List.of(item));
                                    engine.committed(List.of(item));
                                }
                            },
                            acceptors))
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(accepting).get();
        }

        await().until(() -> remote.requests.size() >= 240 && rig.lanes("beside").isEmpty());
        assertThat(rig.live("beside")).isEmpty();
        assertThat(remote.arrived()).hasSize(240).doesNotHaveDuplicates();
        for (var key : List.of("k0", "k1", "k2")) {
            assertThat(remote.arrived(key))
                    .isEqualTo(rig.texts(
                            "select payload from delivery_done where channel = 'beside' and key = ? order by id", key));
        }
    }

    @Test
    void aLaneThatCountsTooMuchHeals() {
        rig.accept("much", "k", "a", "b");
        rig.accept("much", "empty", "gone");
        rig.execute("update delivery_lane set pending = 99 where channel = 'much'");
        rig.execute("delete from delivery where channel = 'much' and key = 'empty'");
        var remote = Remote.oneByOne("much");
        rig.drain(remote);

        await().until(() -> rig.lanes("much").isEmpty());
        assertThat(remote.arrived()).containsExactly("a", "b");
    }

    @Test
    void aLaneThatCountsTooLittleHeals() {
        rig.accept("little", "k", "a", "b", "c");
        rig.execute("update delivery_lane set pending = 1 where channel = 'little'");
        var remote = Remote.merged("little", 1, 2);
        rig.drain(remote);

        await().until(() -> rig.done("little").equals(List.of("a superseded 0", "b done 1", "c done 1")));
        assertThat(rig.lanes("little")).isEmpty();
    }

    @Test
    void anAcceptanceBesideARecountKeepsItsLane() throws Exception {
        rig.engine("installs");
        rig.execute("insert into channel (name) values ('recount')");
        rig.execute("insert into delivery_lane (channel, key, pending) values ('recount', 'k', 1)");
        try (var accepting = DATABASE.jdbi().open();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            accepting.begin();
            Acceptance.accept(accepting, List.of(Rig.item("recount", "k", "a")));
            var recounting =
                    threads.submit(() -> new Lanes(rig.jdbi, "recount", new Ledger("recount")).due(0, List.of(), 1, 1));
            await().until(() ->
                    rig.number("select count(*) from pg_stat_activity where cardinality(pg_blocking_pids(pid)) > 0")
                            == 1);
            accepting.commit();
            recounting.get();
        }

        assertThat(rig.lanes("recount")).isEqualTo(Map.of("k", 1));
    }

    private void backlog(String channel, int keys, int deliveries) {
        rig.engine("installs");
        rig.execute("insert into channel (name) values (?)", channel);
        rig.execute(
                "insert into delivery_lane (channel, key, pending) select ?, 'k' || k, ? from generate_series(1, ?) k",
                channel,
                deliveries,
                keys);
        rig.execute(
                "insert into delivery (channel, key, kind, payload)"
                        + " select ?, 'k' || k, 'event', 'n' || n from generate_series(1, ?) n, generate_series(1, ?) k",
                channel,
                deliveries,
                keys);
        rig.execute("vacuum analyze delivery");
    }

    /** On one connection, so that what it reads can be counted. */
    private static Lanes lanes(Handle one, String channel) {
        return new Lanes(Jdbi.create(one.getConnection()), channel, new Ledger(channel));
    }

    /** Rows that this connection has read from the table. */
    private static long read(Handle one, String table) {
        one.execute("select pg_stat_force_next_flush()");
        return one.select(
                        "select coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0) from pg_stat_user_tables where relname = ?",
                        table)
                .mapTo(Long.class)
                .one();
    }
}
