package dev.mosty.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mosty.testsupport.Database;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class DrainTest {
    @AutoClose
    private static final Database DATABASE = Database.migrated();

    private static final Lease.Listener NOBODY = new Lease.Listener() {
        @Override
        public void wake() {}

        @Override
        public void wantUpkeep() {}
    };

    @AutoClose
    private final Rig rig = new Rig(DATABASE);

    /** It may live on with requests under way, having lost nothing but its session. */
    @Test
    void aNewHolderWaitsOutOneThatDidNotGiveTheChannelUp() throws Exception {
        var deadline = Duration.ofSeconds(2);
        Lease.tryTake(rig.sessions, "unclean", deadline, "one", NOBODY)
                .orElseThrow()
                .close();
        await().until(() -> advisoryLocks("granted") == 0);
        try (var mine =
                Lease.tryTake(rig.sessions, "unclean", deadline, "one", NOBODY).orElseThrow()) {
            assertThat(mine.quiet()).isEqualTo(Duration.ZERO);
        }
        await().until(() -> advisoryLocks("granted") == 0);
        try (var theirs =
                Lease.tryTake(rig.sessions, "unclean", deadline, "two", NOBODY).orElseThrow()) {
            assertThat(theirs.quiet()).isEqualTo(Duration.ofSeconds(6));
            rig.jdbi.useHandle(handle -> new Ledger("unclean").giveUp(handle, theirs.epoch()));
        }
        await().until(() -> advisoryLocks("granted") == 0);
        try (var next = Lease.tryTake(rig.sessions, "unclean", deadline, "three", NOBODY)
                .orElseThrow()) {
            assertThat(next.quiet()).isEqualTo(Duration.ZERO);
        }
    }

    @Test
    void aClosedEngineLeavesNobodyWaiting() {
        var first = Remote.oneByOne("clean");
        var engine = rig.engine("one");
        engine.open(first);
        await().until(() -> advisoryLocks("granted") == 1);
        engine.close();
        assertThat(rig.texts("select coalesce(holder, 'nobody') from channel where name = ?", "clean"))
                .containsExactly("nobody");
    }

    @Test
    void anotherReplicaCanAskTheHolderForItsUpkeep() {
        var asked = new AtomicInteger();
        var held = new Remote("upkeep", new Grouping.OneByOne()) {
            @Override
            public Optional<Outcome.Pause> upkeep(Courier courier) {
                asked.incrementAndGet();
                return Optional.empty();
            }
        };
        rig.engine("one").open(held);
        await().until(() -> asked.get() == 1);

        rig.engine("other").wantUpkeep("upkeep");

        await().until(() -> asked.get() == 2);
    }

    @Test
    void twoEnginesSendEachDeliveryOnceAndInOrder() {
        var one = Remote.oneByOne("two");
        var other = Remote.oneByOne("two");
        rig.engine("one").open(one);
        rig.engine("other").open(other);
        rig.accept(Rig.spread("two", 100, 5));

        await().until(() -> rig.lanes("two").isEmpty());
        var holders = List.of(one, other).stream()
                .filter(remote -> !remote.requests.isEmpty())
                .toList();
        assertThat(holders).hasSize(1);
        assertThat(holders.getFirst().requests).hasSize(100);
        for (int key = 0; key < 5; key++) {
            assertThat(holders.getFirst().arrived("k" + key)).isEqualTo(Rig.spreadOf(key, 100, 5));
        }
    }

    /** A session that waits for the lock would keep a snapshot and hold vacuum back for as long. */
    @Test
    void nobodyWaitsForTheLock() {
        rig.engine("one").open(Remote.oneByOne("lock"));
        await().until(() -> advisoryLocks("granted") == 1);
        rig.engine("other").open(Remote.oneByOne("lock"));
        var attempts = rig.number("select sum(sessions) from pg_stat_database where datname = current_database()");

        await().pollInterval(Duration.ofMillis(5)).until(() -> {
            assertThat(advisoryLocks("not granted")).isEqualTo(0);
            return rig.number("select sum(sessions) from pg_stat_database where datname = current_database()")
                    >= attempts + 3;
        });
        assertThat(advisoryLocks("granted")).isEqualTo(1);
    }

    private long advisoryLocks(String which) {
        return rig.number("""
                select count(*) from pg_locks l join pg_database d on d.oid = l.database
                 where l.locktype = 'advisory' and d.datname = current_database() and\s""" + which);
    }

    @Test
    void lanesGoInParallelUpToTheConcurrencyAndOneLaneInOrder() {
        rig.accept(Rig.spread("parallel", 60, 6));
        var remote = Remote.oneByOne("parallel").shut();
        rig.drain(remote);
        await().until(() -> remote.underWay.get() == 4);
        assertThat(remote.requests).hasSize(4);
        remote.open();

        await().until(() -> rig.lanes("parallel").isEmpty());
        assertThat(remote.mostUnderWay).hasValue(4);
        assertThat(remote.overlaps).isEmpty();
        for (int key = 0; key < 6; key++) {
            assertThat(remote.arrived("k" + key)).isEqualTo(Rig.spreadOf(key, 60, 6));
        }
    }

    @Test
    void noTransactionIsOpenWhileARequestIsUnderWay() {
        rig.accept(Rig.spread("open", 4, 4));
        var remote = Remote.oneByOne("open").shut();
        rig.drain(remote);
        await().until(() -> remote.underWay.get() == 4);

        assertThat(rig.texts("""
                        select application_name || ': ' || query from pg_stat_activity
                         where datname = current_database() and state like 'idle in transaction%'""")).isEmpty();
        assertThat(rig.number("""
                        select count(*) from pg_stat_activity
                         where datname = current_database() and xact_start is not null and pid <> pg_backend_pid()""")).isEqualTo(0);
        remote.open();
    }

    @Test
    void everyHolderRaisesTheEpochAndSaysWhoItIs() {
        for (int epoch = 1; epoch <= 3; epoch++) {
            var engine = rig.engine("holder" + epoch);
            engine.open(Remote.oneByOne("epoch"));
            var expected = epoch + " holder" + epoch;
            await().until(() -> rig.texts("select epoch || ' ' || holder from channel where name = 'epoch'")
                    .equals(List.of(expected)));
            engine.close();
        }
    }

    @Test
    void theOutcomeOfAnOldEpochIsNotWritten() {
        rig.accept("old", "k", "a");
        var remote = Remote.oneByOne("old").shut();
        rig.drain(remote);
        await().until(() -> remote.underWay.get() == 1);
        rig.execute("update channel set epoch = epoch + 1 where name = 'old'");
        remote.open();

        // The first answer is lost with its epoch, and this process takes the channel once more.
        await().until(() -> rig.done("old").equals(List.of("a done 1")));
        assertThat(remote.arrived()).containsExactly("a", "a");
        assertThat(rig.number("select epoch from channel where name = 'old'")).isEqualTo(3);
    }

    @Test
    void anOldEpochFindsNothingDue() {
        rig.engine("installs");
        rig.accept("past", "k", "a");
        rig.execute("insert into channel (name, epoch) values ('past', 5)");
        var lanes = new Lanes(rig.jdbi, "past", new Ledger("past"));

        assertThat(lanes.due(4, List.of(), 1, 1)).isEmpty();
        assertThat(lanes.due(5, List.of(), 1, 1)).hasSize(1);
    }

    @Test
    void aLostLockSessionIsTakenAnewAndTheWorkGoesOn() {
        rig.accept("session", "k", "a");
        var remote = Remote.oneByOne("session");
        var engine = rig.drain(remote);
        await().until(() -> rig.lanes("session").isEmpty());
        rig.execute("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'mosty session'");
        rig.accept("session", "k", "b");
        engine.wake(List.of("session"));

        await().until(() -> rig.number("select epoch from channel where name = 'session'") == 2
                && rig.done("session").equals(List.of("a done 1", "b done 1")));
    }

    @Test
    void theSessionTimeoutExceedsTheStartWindowAndTheRequest() {
        for (var deadline : List.of(Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofMinutes(5))) {
            assertThat(Lease.idleTimeout(deadline)).isGreaterThan(Lease.STARTS_AFTER_TOUCH.plus(deadline));
        }
        assertThat(Lease.TOUCH_EVERY).isLessThan(Lease.STARTS_AFTER_TOUCH);
    }

    /** That the server then ends such a session is shown with a frozen process, in {@link ProcessesTest}. */
    @Test
    void aLeaseThatIsNotTouchedLetsNoRequestStartAndKeepsItsLock() throws Exception {
        try (var lease = Lease.tryTake(rig.sessions, "untouched", Duration.ofSeconds(30), "test", NOBODY)
                .orElseThrow()) {
            lease.mayStart();
            await().atMost(Duration.ofSeconds(30)).until(() -> refusesToStart(lease));

            assertThat(lease.held()).isTrue();
            assertThat(lockIsHeld("untouched")).isTrue();
            assertThat(Lease.tryTake(rig.sessions, "untouched", Duration.ofSeconds(30), "other", NOBODY))
                    .isEmpty();
        }
        await().until(() -> !lockIsHeld("untouched"));
    }

    private static boolean refusesToStart(Lease lease) {
        try {
            lease.mayStart();
            return false;
        } catch (Courier.LeaseLost e) {
            return true;
        }
    }

    @Test
    void aClosingEngineKeepsTheChannelUntilItsRequestHasEndedAndIsWritten() throws Exception {
        rig.accept("handover", "k", "a", "b");
        var leaving = Remote.oneByOne("handover").shut();
        var coming = Remote.oneByOne("handover");
        var first = rig.drain(leaving);
        await().until(() -> leaving.underWay.get() == 1);
        var second = rig.engine("second");
        second.open(coming);

        var closing = CompletableFuture.runAsync(
                first::close, task -> Thread.ofVirtual().start(task));
        await().during(Duration.ofMillis(500)).until(() -> lockIsHeld("handover") && coming.requests.isEmpty());
        leaving.open();
        closing.get();

        await().until(() -> rig.done("handover").equals(List.of("a done 1", "b done 1")));
        assertThat(leaving.arrived()).containsExactly("a");
        assertThat(coming.arrived()).containsExactly("b");
    }

    private boolean lockIsHeld(String channel) {
        return rig.number(
                        "select count(*) from pg_locks where locktype = 'advisory' and granted and classid = ?"
                                + " and objid = (hashtext(?)::bigint & 4294967295)::oid",
                        Lease.LOCK_CLASS,
                        channel)
                == 1;
    }

    @Test
    void aClosedEngineStartsNothing() {
        var remote = Remote.oneByOne("closed");
        var engine = rig.drain(remote);
        await().until(() -> lockIsHeld("closed"));
        engine.close();

        rig.accept("closed", "k", "a");
        await().until(() -> !lockIsHeld("closed"));
        assertThat(rig.live("closed")).containsExactly("a 0");
        assertThat(remote.requests).isEmpty();
    }

    @Test
    void slotsAndKeysAreGivenBackWhateverHappens() {
        var answers = new HashMap<String, Integer>();
        rig.accept(Rig.spread("slots", 40, 20));
        var remote = Remote.oneByOne("slots").answers(delivery -> {
            synchronized (answers) {
                if (answers.merge(delivery.payload(), 1, Integer::sum) == 1) {
                    throw new IllegalStateException("the first time always fails");
                }
            }
            return Optional.of(new Outcome.Done());
        });
        var engine = rig.drain(remote);

        await().until(() -> {
            rig.hurry(engine, "slots");
            return rig.lanes("slots").isEmpty();
        });
        assertThat(rig.done("slots")).hasSize(40).allMatch(row -> row.endsWith(" done 2"));
        remote.shut();
        rig.accept(Rig.spread("slots", 8, 8));
        engine.wake(List.of("slots"));
        await().until(() -> remote.underWay.get() == 4);
        remote.open();
        await().until(() -> rig.lanes("slots").equals(Map.of()));
    }
}
