package dev.mosty.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosty.testsupport.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class RetentionTest {
    private static final Instant NOON = Instant.parse("2031-03-10T12:00:00Z");
    private static final Retention RETENTION =
            new Retention(Duration.ofDays(30), Duration.ofDays(7), Duration.ofDays(60));

    @AutoClose
    private final Database database = Database.migrated();

    @AutoClose
    private final Rig rig = new Rig(database);

    @Test
    void partitionsAreMadeThreeDaysAheadAndOnceOnly() {
        apply(NOON);
        apply(NOON);

        assertThat(rig.texts("""
                        select inhrelid::regclass::text from pg_inherits
                         where inhparent = 'delivery_done'::regclass order by 1"""))
                .containsExactly(
                        "delivery_done_default",
                        "delivery_done_p20310310",
                        "delivery_done_p20310311",
                        "delivery_done_p20310312",
                        "delivery_done_p20310313");
    }

    @Test
    void aRowOfADayWithoutAPartitionIsCaughtAndMovesToItsPartitionLater() {
        done("early", "2031-03-12T08:00:00Z");
        assertThat(partitionOf("early")).isEqualTo("delivery_done_default");

        apply(NOON);

        assertThat(partitionOf("early")).isEqualTo("delivery_done_p20310312");
        done("late", "2031-03-10T23:59:59.999Z");
        done("next", "2031-03-11T00:00:00Z");
        assertThat(partitionOf("late")).isEqualTo("delivery_done_p20310310");
        assertThat(partitionOf("next")).isEqualTo("delivery_done_p20310311");
    }

    @Test
    void payloadsGoFirstAndRowsWithTheirWholePartition() {
        apply(NOON);
        done("a", "2031-03-10T08:00:00Z");
        done("b", "2031-03-12T08:00:00Z");

        apply(Instant.parse("2031-03-18T08:00:00Z"));
        assertThat(rig.texts("select key || ' ' || coalesce(payload, 'forgotten') from delivery_done order by key"))
                .containsExactly("a forgotten", "b payload");

        apply(Instant.parse("2031-04-09T23:59:59Z"));
        assertThat(rig.texts("select key from delivery_done order by key")).containsExactly("a", "b");
        apply(Instant.parse("2031-04-10T00:00:00Z"));
        assertThat(rig.texts("select key from delivery_done order by key")).containsExactly("b");
        assertThat(rig.number("select count(*) from pg_class where relname = 'delivery_done_p20310310'"))
                .isEqualTo(0);
    }

    @Test
    void whatIsOldInTheDefaultPartitionGoesToo() {
        done("old", "2031-01-01T08:00:00Z");
        done("young", "2031-02-20T08:00:00Z");

        apply(NOON);

        assertThat(rig.texts("select key || ' ' || coalesce(payload, 'forgotten') from delivery_done"))
                .containsExactly("young forgotten");
    }

    @Test
    void deadLettersGoWhenTheirTimeHasPassedAndLiveRowsNever() {
        rig.accept("keep", "k", "live", "dead", "old");
        rig.execute("update delivery set accepted_at = '2030-01-01Z' where channel = 'keep'");
        rig.execute("update delivery set dead_at = timestamptz '2031-03-10T12:00:00Z' - interval '60 days'"
                + " where payload = 'dead'");
        rig.execute("update delivery set dead_at = timestamptz '2031-03-10T11:59:59Z' - interval '60 days'"
                + " where payload = 'old'");

        apply(NOON);

        assertThat(rig.live("keep")).containsExactly("live 0");
        assertThat(rig.dead("keep")).containsExactly("dead 0");
    }

    @Test
    void lanesLeaveRoomOnTheirPagesAndAreVacuumedEarly() {
        assertThat(rig.texts("""
                        select unnest(reloptions) from pg_class where oid = 'delivery_lane'::regclass"""))
                .contains("fillfactor=50", "autovacuum_vacuum_threshold=200", "autovacuum_vacuum_scale_factor=0.01");
    }

    private void apply(Instant now) {
        RETENTION.apply(rig.jdbi, Clock.fixed(now, ZoneOffset.UTC));
    }

    private void done(String key, String at) {
        rig.execute("""
                insert into delivery_done (id, channel, key, kind, payload, accepted_at, attempts, outcome, done_at)
                values (1, 'keep', ?, 'event', 'payload', '2031-01-01Z', 1, 'done', ?::timestamptz)""", key, at);
    }

    private String partitionOf(String key) {
        return rig.texts("select tableoid::regclass::text from delivery_done where key = ?", key)
                .getFirst();
    }
}
