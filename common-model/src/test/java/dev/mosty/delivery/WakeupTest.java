package dev.mosty.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mosty.testsupport.Database;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

class WakeupTest {
    private static final Duration NEVER = Duration.ofHours(1);

    @AutoClose
    private static final Database DATABASE = Database.migrated();

    @AutoClose
    private final Rig rig = new Rig(DATABASE);

    @Test
    void workAcceptedInThisProcessDoesNotWaitForThePoll() {
        var remote = Remote.oneByOne("here");
        var engine = rig.engine("here", NEVER);
        engine.open(remote);
        accept(engine, "here", "a");
        await().until(() ->
                remote.arrived().equals(List.of("a")) && rig.lanes("here").isEmpty());

        accept(engine, "here", "b");
        await().until(() -> rig.done("here").equals(List.of("a done 1", "b done 1")));
    }

    @Test
    void workAcceptedInAnotherProcessDoesNotWaitForThePoll() {
        var remote = Remote.oneByOne("there");
        rig.engine("holder", NEVER).open(remote);
        await().until(() -> rig.number("select epoch from channel where name = 'there'") == 1);
        var elsewhere = rig.engine("elsewhere");

        for (var payload : List.of("a", "b")) {
            accept(elsewhere, "there", payload);
            await().until(() ->
                    remote.arrived().contains(payload) && rig.lanes("there").isEmpty());
        }
    }

    @Test
    void aMissedWakeUpIsFoundByThePoll() {
        var remote = Remote.oneByOne("missed");
        rig.drain(remote);
        await().until(() -> rig.number("select epoch from channel where name = 'missed'") == 1);
        rig.accept("missed", "k", "a");

        await().until(() -> rig.done("missed").equals(List.of("a done 1")));
    }

    @Test
    void aRetryIsSentWhenItsWaitIsOverWithoutAnyWakeUp() {
        rig.accept("later", "k", "a");
        var remote = Remote.oneByOne("later").answers(new Outcome.Retry(Duration.ofMillis(300), "soon"));
        rig.drain(remote);
        await().until(() -> remote.requests.size() >= 2);
        remote.answers(new Outcome.Done());
        await().until(() -> rig.lanes("later").isEmpty());
    }

    /** However often it is woken: ten notices of one channel have nine intervals between them, of 50 ms at least. */
    @Test
    void aBurstOfAcceptancesIsAtMostTwentyNoticesASecond() throws Exception {
        var engine = rig.engine("burst");
        try (var session = DriverManager.getConnection(DATABASE.url(), DATABASE.user(), "");
                var listen = session.createStatement()) {
            listen.execute("listen " + Wakeup.NOTIFICATION);
            var notices = session.unwrap(PGConnection.class);
            var began = System.nanoTime();
            for (int counted = 0; counted < 10; ) {
                for (int i = 0; i < 1_000; i++) {
                    engine.wake(Set.of("burst"));
                }
                counted += notices.getNotifications(1).length;
            }

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(450));
        }
    }

    @Test
    void theAcceptingTransactionNotifiesNobody() throws Exception {
        var engine = rig.engine("silent");
        try (var session = DriverManager.getConnection(DATABASE.url(), DATABASE.user(), "");
                var listen = session.createStatement()) {
            listen.execute("listen " + Wakeup.NOTIFICATION);
            var notices = session.unwrap(PGConnection.class);
            rig.accept("silent", "k", "a");
            engine.wake(Set.of("afterwards"));

            var first = notices.getNotifications(0);
            assertThat(first).extracting(notice -> notice.getParameter()).containsExactly("afterwards");
        }
    }

    /** Notices of one transaction arrive together and in the order in which it sent them. */
    @Test
    void noticesOfAllChannelsAreOneTransaction() throws Exception {
        var engine = rig.engine("one transaction");
        var before = rig.number("select pg_current_xact_id()::text::bigint");
        try (var session = DriverManager.getConnection(DATABASE.url(), DATABASE.user(), "");
                var listen = session.createStatement()) {
            listen.execute("listen " + Wakeup.NOTIFICATION);
            var notices = session.unwrap(PGConnection.class);
            engine.wake(Set.of("a", "b", "c", "d", "e"));
            var counted = 0;
            while (counted < 5) {
                counted += notices.getNotifications(0).length;
            }
        }

        // A transaction that notifies has an id: the engine takes one or two, where each channel would take one.
        assertThat(rig.number("select pg_current_xact_id()::text::bigint") - before)
                .isLessThanOrEqualTo(4);
    }

    @Test
    void aPausedChannelIsNotAskedMoreOftenThanItIsWoken() {
        rig.execute("insert into channel (name) values ('paused')");
        rig.execute("select mosty_pause('paused', 'test')");
        rig.accept("paused", "k", "a");
        var remote = Remote.oneByOne("paused");
        var engine = rig.engine("paused", NEVER);
        engine.open(remote);
        await().until(() -> rig.number("select epoch from channel where name = 'paused'") == 1);

        for (int i = 0; i < 100; i++) {
            engine.wake(List.of("paused"));
        }
        assertThat(remote.prepared).hasValue(0);
        rig.execute("select mosty_resume('paused')");
        engine.wake(List.of("paused"));
        await().until(() -> rig.done("paused").equals(List.of("a done 1")));
    }

    /** An interrupt in the middle of a statement closes its socket under the pool that everybody else uses. */
    @Test
    void closingAnEngineLeavesThePoolWhole() {
        for (int i = 0; i < 40; i++) {
            var engine = rig.engine("closing " + i);
            engine.wake(Set.of("nobody"));
            engine.close();
            for (int connection = 0; connection < 3; connection++) {
                assertThat(rig.number("select 1")).isEqualTo(1);
            }
        }
    }

    @Test
    void aRaisedSignalIsNotLostAndManyAreOne() throws Exception {
        var signal = new Signal();
        signal.raise();
        signal.raise();
        signal.await(NEVER);

        var passed = new AtomicBoolean();
        var waiting = CompletableFuture.runAsync(
                () -> {
                    try {
                        signal.await(NEVER);
                        passed.set(true);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                task -> Thread.ofVirtual().start(task));
        assertThat(passed).isFalse();
        signal.raise();
        waiting.get();
        assertThat(passed).isTrue();
    }

    private void accept(DeliveryEngine engine, String channel, String payload) {
        var items = List.of(Rig.item(channel, "k", payload));
        rig.accept(items);
        engine.committed(items);
    }
}
