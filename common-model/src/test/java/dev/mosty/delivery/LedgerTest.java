package dev.mosty.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mosty.delivery.Courier.LeaseLost;
import dev.mosty.delivery.Outcome.Dead;
import dev.mosty.delivery.Outcome.Done;
import dev.mosty.delivery.Outcome.Pause;
import dev.mosty.delivery.Outcome.Retry;
import dev.mosty.delivery.Outcome.Superseded;
import dev.mosty.delivery.Outcome.Uncertain;
import dev.mosty.testsupport.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LedgerTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @AutoClose
    private static final Database DATABASE = Database.migrated();

    @AutoClose
    private final Rig rig = new Rig(DATABASE);

    private final Ledger ledger = new Ledger("ledger");

    /** Of one delivery with three attempts before: what is left, and the lane's wait in milliseconds. */
    static Stream<Arguments> outcomes() {
        return Stream.of(
                Arguments.of(new Done("x"), "done 4", "none"),
                Arguments.of(new Superseded(7), "superseded 3", "none"),
                Arguments.of(new Dead("x", null), "dead 4", "none"),
                Arguments.of(new Uncertain("x"), "live 4", "10000"),
                Arguments.of(new Retry(HOUR, "x"), "live 4", "3600000"),
                Arguments.of(new Pause(HOUR, "x", "x"), "live 3", "0"));
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void everyOutcomeHasItsEffectOnTheRowAndItsLane(Outcome outcome, String row, String wait) {
        assertThat(written(Map.of(0, outcome), true)).containsExactly(row, wait);
    }

    static Stream<Arguments> withoutARequest() {
        return Stream.of(
                Arguments.of(new Done("x"), "done 3", "none"),
                Arguments.of(new Dead("x", null), "dead 3", "none"),
                Arguments.of(new Uncertain("x"), "live 3", "10000"),
                Arguments.of(new Retry(HOUR, "x"), "live 3", "3600000"));
    }

    @ParameterizedTest
    @MethodSource("withoutARequest")
    void onlyARealAttemptCounts(Outcome outcome, String row, String wait) {
        assertThat(written(Map.of(0, outcome), false)).containsExactly(row, wait);
    }

    @Test
    void whatTheReportDoesNotNameStaysLiveAndWaitsASecond() {
        assertThat(written(Map.of(), true)).containsExactly("live 3", "1000");
    }

    @Test
    void whatIsAcceptedWhileAKeyIsUnderWayIsDueAtOnceAfterIt() {
        rig.jdbi.useTransaction(tx -> {
            var parcel = accepted(tx);
            Acceptance.accept(tx, List.of(Rig.item("ledger", "k", "later")));
            ledger.write(tx, List.of(parcel), Map.of(parcel.newest().id(), new Done()), id -> true);

            assertThat(tx.select(
                                    "select pending || ' ' || (due_at = now()) from delivery_lane where channel = 'ledger'")
                            .mapTo(String.class)
                            .list())
                    .containsExactly("1 true");
            tx.rollback();
        });
    }

    @Test
    void anEpochThatHasPassedWritesNothing() {
        rig.execute("insert into channel (name, epoch) values ('fenced', 7)");
        var fenced = new Ledger("fenced");

        assertThatThrownBy(() -> rig.jdbi.<LeaseLost>useTransaction(tx -> fenced.fence(tx, 6)))
                .isInstanceOf(LeaseLost.class)
                .hasMessage("epoch 6 of channel fenced has passed");
        assertThatThrownBy(() -> rig.jdbi.<LeaseLost>useTransaction(tx -> fenced.fenceToPause(tx, 6)))
                .isInstanceOf(LeaseLost.class);
        rig.jdbi.useTransaction(tx -> fenced.pause(tx, 6, new Pause(HOUR, "x", "x"), "outcome"));
        assertThat(rig.number("select count(*) from channel where name = 'fenced' and paused_until is null"))
                .isEqualTo(1);
    }

    @Test
    void aPauseThatIsOverDoesNotLendItsBeginningToTheNext() {
        rig.execute("insert into channel (name, paused_at, paused_until, pause_by)"
                + " values ('over', now() - interval '2 days', now() - interval '1 day', 'outcome')");
        rig.jdbi.useTransaction(tx -> {
            new Ledger("over").pause(tx, 0, new Pause(HOUR, "x", "x"), "outcome");
            assertThat(tx.select("select paused_at = now() from channel where name = 'over'")
                            .mapTo(Boolean.class)
                            .one())
                    .isTrue();
        });
    }

    @Test
    void aBackoffGrowsToFiveMinutesAndStaysThere() {
        assertThat(Stream.of(0, 1, 2, 3, 4, 5, 6, 7, 8, Integer.MAX_VALUE).map(Backoff::after))
                .extracting(Duration::toSeconds)
                .containsExactly(1L, 2L, 5L, 10L, 30L, 60L, 120L, 300L, 300L, 300L);
    }

    private List<String> written(Map<Integer, Outcome> outcomes, boolean attempted) {
        return rig.jdbi.inTransaction(tx -> {
            var parcel = accepted(tx);
            var named =
                    outcomes.containsKey(0) ? Map.of(parcel.newest().id(), outcomes.get(0)) : Map.<Long, Outcome>of();
            ledger.write(tx, List.of(parcel), named, id -> attempted);
            var found = tx.select("""
                            select case when dead_at is null then 'live ' else 'dead ' end || attempts from delivery
                             where channel = 'ledger'
                            union all
                            select outcome || ' ' || attempts from delivery_done where channel = 'ledger'
                            union all
                            select coalesce((select round(extract(epoch from due_at - now()) * 1000)::text
                                               from delivery_lane where channel = 'ledger'), 'none')""").mapTo(String.class).list();
            tx.rollback();
            return found;
        });
    }

    private static Parcel accepted(Handle tx) {
        Acceptance.accept(tx, List.of(Rig.item("ledger", "k", "a")));
        tx.execute("update delivery set attempts = 3 where channel = 'ledger'");
        var id = tx.select("select id from delivery where channel = 'ledger'")
                .mapTo(Long.class)
                .one();
        return new Parcel("k", List.of(new Delivery(id, "k", "event", "a", Instant.EPOCH, 3, false)));
    }
}
