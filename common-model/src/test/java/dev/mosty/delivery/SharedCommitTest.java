package dev.mosty.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mosty.testsupport.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class SharedCommitTest {
    private static final Duration PATIENT = Duration.ofMinutes(1);

    @AutoClose
    private static final Database DATABASE = Database.migrated();

    @AutoClose
    private final Rig rig = new Rig(DATABASE);

    @Test
    void theReplyFollowsTheCommit() throws Exception {
        try (var commit = commit(2);
                var blocker = Blocker.ofLane("reply", "k0")) {
            var answers = new ArrayList<CompletableFuture<?>>();
            var unseen = new CopyOnWriteArrayList<String>();
            for (int i = 0; i < 40; i++) {
                var payload = "n" + i;
                answers.add(commit.submit(List.of(Rig.item("reply", "k" + i % 2, payload)))
                        .thenRun(() -> {
                            if (!rig.live("reply").contains(payload + " 0")) {
                                unseen.add(payload);
                            }
                        }));
            }
            blocker.awaitWaiter();
            assertThat(answers.getFirst()).isNotDone();
            assertThat(rig.live("reply")).doesNotContain("n0 0");

            blocker.release();
            CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).get();
            assertThat(unseen).isEmpty();
            assertThat(rig.live("reply")).hasSize(40);
        }
    }

    @Test
    void concurrentPostsShareACommit() throws Exception {
        try (var commit = commit(1);
                var blocker = Blocker.ofLane("share", "k0")) {
            var answers = new ArrayList<CompletableFuture<?>>();
            answers.add(commit.submit(List.of(Rig.item("share", "k0", "first"))));
            blocker.awaitWaiter();
            IntStream.range(0, 100)
                    .forEach(i -> answers.add(commit.submit(List.of(Rig.item("share", "k" + i % 7, "n" + i)))));
            blocker.release();
            CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).get();

            assertThat(rig.live("share")).hasSize(101);
            assertThat(rig.number("select count(distinct xmin::text) from delivery where channel = 'share'"))
                    .isEqualTo(2);
        }
    }

    @Test
    void oneBadItemInAGroupFailsOnlyItsCaller() throws Exception {
        try (var commit = commit(1);
                var blocker = Blocker.ofLane("bad", "k")) {
            var first = commit.submit(List.of(Rig.item("bad", "k", "first")));
            blocker.awaitWaiter();
            var good = commit.submit(List.of(Rig.item("bad", "k", "good"), Rig.item("bad", "l", "good too")));
            var bad = commit.submit(List.of(Rig.item("bad", "k", "x"), Rig.item("bad", "k", "a NUL \0 inside")));
            var last = commit.submit(List.of(Rig.item("bad", "k", "last")));
            blocker.release();

            CompletableFuture.allOf(first, good, last).get();
            assertThatThrownBy(bad::get)
                    .isInstanceOf(ExecutionException.class)
                    .rootCause()
                    .hasMessageStartingWith("ERROR: invalid byte sequence for encoding \"UTF8\": 0x00");
            assertThat(rig.live("bad")).containsExactly("first 0", "good 0", "good too 0", "last 0");
            assertThat(rig.lanes("bad")).containsOnly(Map.entry("k", 3), Map.entry("l", 1));
        }
    }

    @Test
    void aListenerThatFailsDoesNotStoreTwice() throws Exception {
        try (var commit = SharedCommit.ofItems(
                rig.jdbi,
                1,
                items -> {
                    throw new IllegalStateException("nobody listens");
                },
                PATIENT,
                1_000)) {
            commit.submit(List.of(Rig.item("listener", "k", "once"))).get();
        }
        assertThat(rig.live("listener")).containsExactly("once 0");
    }

    @Test
    void aDeadlockIsTriedAgainAndTheCallerDoesNotSeeIt() throws Exception {
        rig.accept("deadlock", "a", "before");
        rig.accept("deadlock", "b", "before");
        var deadlocks = rig.number("select deadlocks from pg_stat_database where datname = current_database()");
        try (var commit = commit(1);
                var blocker = Blocker.ofLane("deadlock", "b")) {
            var answer = commit.submit(List.of(Rig.item("deadlock", "a", "after"), Rig.item("deadlock", "b", "after")));
            blocker.awaitWaiter();
            // The committer holds a and waits for b: this closes the circle, and the committer is its victim.
            blocker.alsoLock("deadlock", "a");
            blocker.release();

            answer.get();
            assertThat(rig.lanes("deadlock")).isEqualTo(Map.of("a", 2, "b", 2));
            await().untilAsserted(() -> assertThat(
                            rig.number("select deadlocks from pg_stat_database where datname = current_database()"))
                    .isEqualTo(deadlocks + 1));
        }
    }

    @Test
    void aCallerWhosePatienceEndsIsToldSo() {
        var nobody = Jdbi.create("jdbc:postgresql://localhost:1/nobody", "postgres", "");
        try (var commit = SharedCommit.ofItems(nobody, 1, items -> {}, Duration.ofMillis(300), 1_000)) {
            var taken = commit.submit(List.of(Rig.item("tired", "k", "taken")));
            var waiting = commit.submit(List.of(Rig.item("tired", "k", "waiting")));

            for (var answer : List.of(taken, waiting)) {
                assertThatThrownBy(answer::get)
                        .hasCauseInstanceOf(NotStored.class)
                        .hasRootCauseMessage("the database cannot be reached");
            }
        }
    }

    @Test
    void whoComesWhenTooMuchIsWaitingIsRefusedAtOnce() throws Exception {
        try (var commit = SharedCommit.ofItems(rig.jdbi, 1, items -> {}, PATIENT, 10);
                var blocker = Blocker.ofLane("full", "k")) {
            var first = commit.submit(List.of(Rig.item("full", "k", "taken by the committer")));
            blocker.awaitWaiter();
            var second = commit.submit(List.of(Rig.item("full", "k", "12345")));
            var third = commit.submit(List.of(Rig.item("full", "k", "123456")));

            assertThat(third).isCompletedExceptionally();
            assertThatThrownBy(third::get).hasRootCauseMessage("too much is waiting");
            blocker.release();
            CompletableFuture.allOf(first, second).get();
            assertThat(rig.live("full")).containsExactly("taken by the committer 0", "12345 0");
        }
    }

    @Test
    void closingStoresThoseThatWait() throws Exception {
        var commit = commit(1);
        CompletableFuture<?> first;
        CompletableFuture<?> second;
        try (var blocker = Blocker.ofLane("closing", "k")) {
            first = commit.submit(List.of(Rig.item("closing", "k", "first")));
            blocker.awaitWaiter();
            second = commit.submit(List.of(Rig.item("closing", "k", "second")));
            blocker.release();
        }
        commit.close();

        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
        assertThat(rig.live("closing")).containsExactly("first 0", "second 0");
        assertThatThrownBy(commit.submit(List.of(Rig.item("closing", "k", "third")))::get)
                .hasRootCauseMessage("stopping");
    }

    private SharedCommit<List<Item>, List<Item>> commit(int committers) {
        return SharedCommit.ofItems(rig.jdbi, committers, items -> {}, PATIENT, 1_000_000);
    }

    /** A transaction of somebody else's that holds lanes. */
    private record Blocker(Handle tx, long pid) implements AutoCloseable {
        static Blocker ofLane(String channel, String key) {
            var tx = DATABASE.jdbi().open();
            tx.begin();
            tx.execute("set local deadlock_timeout = '1min'");
            var pid = tx.select("select pg_backend_pid()").mapTo(Long.class).one();
            var blocker = new Blocker(tx, pid);
            blocker.alsoLock(channel, key);
            return blocker;
        }

        void alsoLock(String channel, String key) {
            tx.execute(
                    "insert into delivery_lane (channel, key, pending) values (?, ?, 0)"
                            + " on conflict (channel, key) do update set pending = delivery_lane.pending",
                    channel,
                    key);
        }

        void awaitWaiter() {
            await().until(() -> DATABASE.jdbi()
                    .withHandle(handle -> handle.select(
                                    "select exists (select from pg_stat_activity where ? = any (pg_blocking_pids(pid)))",
                                    pid)
                            .mapTo(Boolean.class)
                            .one()));
        }

        void release() {
            tx.commit();
        }

        @Override
        public void close() {
            tx.close();
        }
    }
}
