package dev.mosty.testsupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code V0__partitions.sql}. */
class PartitionsTest {
    @AutoClose
    private static final Database DATABASE = Database.migrated();

    private final Jdbi jdbi = DATABASE.jdbi();

    @BeforeEach
    void aPartitionedTable() {
        jdbi.useHandle(handle -> handle.createScript("""
                drop table if exists story;
                create table story (
                    gone text,
                    id bigint generated always as identity,
                    at timestamptz not null,
                    text text not null default 'x' check (length(text) < 10),
                    size int generated always as (length(text)) stored,
                    primary key (id, at)
                ) partition by range (at);
                alter table story drop column gone;
                create index story_text on story (text);
                create table story_default partition of story default;
                """).execute());
    }

    @Test
    void rowsOfTheDefaultPartitionMoveIntoTheNewOne() {
        insert("2026-01-31T23:59:59Z", "before");
        insert("2026-02-01T00:00:00Z", "first");
        insert("2026-02-28T23:59:59Z", "last");
        insert("2026-03-01T00:00:00Z", "after");

        ensure("202602", "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z");

        assertThat(rows("select text || size from story_p202602 order by id")).containsExactly("first5", "last4");
        assertThat(rows("select text from story_default order by id")).containsExactly("before", "after");
        assertThat(rows("select id::text from story order by id")).containsExactly("1", "2", "3", "4");
    }

    @Test
    void newRowsGoToTheNewPartitionWithTheParentsNumbersChecksAndIndexes() {
        ensure("20260205", "2026-02-05T00:00:00Z", "2026-02-06T00:00:00Z");
        insert("2026-02-05T12:00:00Z", "noon");

        assertThat(rows("select id || text from story_p20260205")).containsExactly("1noon");
        assertThat(rows("select indexname from pg_indexes where tablename = 'story_p20260205' order by 1"))
                .containsExactly("story_p20260205_pkey", "story_p20260205_text_idx");
        assertThatThrownBy(() -> insert("2026-02-05T12:00:00Z", "far too long"))
                .hasMessageContaining("story_text_check");
    }

    @Test
    void askingAgainChangesNothing() {
        ensure("202602", "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z");
        insert("2026-02-05T12:00:00Z", "kept");
        ensure("202602", "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z");
        ensure("p202602", "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z");

        assertThat(rows("select text from story_p202602")).containsExactly("kept");
    }

    @Test
    void severalSessionsAtOnceMakeOnePartitionAndNoInsertFails() throws Exception {
        var stop = new AtomicBoolean();
        var started = new CountDownLatch(4);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> writers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                writers.add(threads.submit(() -> writeUntil(stop, started)));
            }
            assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
            List<Callable<Void>> makers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                makers.add(() -> {
                    for (int day = 10; day < 20; day++) {
                        ensure("202602" + day, "2026-02-" + day + "T00:00:00Z", "2026-02-" + (day + 1) + "T00:00:00Z");
                    }
                    return null;
                });
            }
            try {
                for (Future<Void> maker : threads.invokeAll(makers)) {
                    maker.get();
                }
            } finally {
                stop.set(true);
            }
            int written = 0;
            for (Future<Integer> writer : writers) {
                written += writer.get();
            }
            assertThat(rows("select count(*)::text from story")).containsExactly(Integer.toString(written));
        }
        assertThat(rows("select count(*)::text from story_default")).containsExactly("0");
        assertThat(rows("select count(*)::text from pg_inherits where inhparent = 'story'::regclass"))
                .containsExactly("11");
    }

    @Test
    void aLongReaderMakesTheCallFailSoonAndLeavesEverythingAsItWas() {
        DATABASE.jdbi().useTransaction(reader -> {
            reader.execute("lock table story_default in access share mode");
            assertThatThrownBy(() -> ensure("202602", "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z"))
                    .isInstanceOf(UnableToExecuteStatementException.class)
                    .hasMessageContaining("lock timeout");
        });
        assertThat(rows("select count(*)::text from pg_inherits where inhparent = 'story'::regclass"))
                .containsExactly("1");
    }

    @Test
    void partitionsThatEndByThatMomentAreDroppedAndTheDefaultNever() {
        ensure("202601", "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z");
        ensure("202602", "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z");
        ensure("202603", "2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z");
        insert("2025-06-01T00:00:00Z", "default");

        assertThat(dropBefore("2026-02-28T23:59:59Z")).isEqualTo(1);
        assertThat(dropBefore("2026-03-01T00:00:00Z")).isEqualTo(1);
        assertThat(dropBefore("2026-03-01T00:00:00Z")).isZero();
        assertThat(rows("select inhrelid::regclass::text from pg_inherits"
                        + " where inhparent = 'story'::regclass order by 1"))
                .containsExactly("story_default", "story_p202603");
    }

    @Test
    void aSuffixThatIsNotARunOfDigitsIsRefused() {
        assertThatThrownBy(() -> ensure("x; drop table story", "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z"))
                .hasMessageContaining("is not a run of digits");
    }

    private int writeUntil(AtomicBoolean stop, CountDownLatch started) {
        return jdbi.withHandle(handle -> {
            int written = 0;
            while (!stop.get() && written < 100_000) {
                handle.execute(
                        "insert into story (at, text) values ('2026-02-10T12:00:00Z'::timestamptz"
                                + " + ? * interval '1 day', 'row')",
                        written % 10);
                written++;
                if (written == 5) {
                    started.countDown();
                }
            }
            return written;
        });
    }

    private void insert(String at, String text) {
        jdbi.useHandle(handle -> handle.execute("insert into story (at, text) values (?::timestamptz, ?)", at, text));
    }

    private void ensure(String suffix, String from, String to) {
        jdbi.useHandle(handle -> handle.execute(
                "select ensure_partition('story', ?, ?::timestamptz, ?::timestamptz)", suffix, from, to));
    }

    private int dropBefore(String moment) {
        return jdbi.withHandle(handle -> handle.select("select drop_partitions_before('story', ?::timestamptz)", moment)
                .mapTo(Integer.class)
                .one());
    }

    private List<String> rows(String sql) {
        return jdbi.withHandle(handle -> handle.select(sql).mapTo(String.class).list());
    }
}
