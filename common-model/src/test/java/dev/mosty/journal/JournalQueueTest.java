package dev.mosty.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mosty.testsupport.Database;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JournalQueueTest {
    private static final Duration NOT_AT_ALL = Duration.ZERO;

    @AutoClose
    private static final Database DATABASE = Database.migrated();

    private final Jdbi jdbi = DATABASE.jdbi();

    @BeforeEach
    void nothingIsLogged() {
        jdbi.useHandle(handle -> handle.execute("delete from request_log"));
    }

    @Test
    void rowsComeInTheirOrderWithoutBeingWaitedFor() throws InterruptedException {
        try (var queue = new JournalQueue(new Journal(jdbi), 4_000)) {
            for (int i = 0; i < 1_200; i++) {
                assertThat(queue.add(entry("/" + i), NOT_AT_ALL)).isTrue();
            }
            await().untilAsserted(() -> assertThat(urls()).hasSize(1_200));
        }
        assertThat(urls())
                .isEqualTo(IntStream.range(0, 1_200).mapToObj(i -> "/" + i).toList());
    }

    @Test
    void anOrderlyStopWritesAllAndWhatComesLaterIsWrittenAtOnce() throws InterruptedException {
        var queue = new JournalQueue(new Journal(jdbi), 4_000);
        try (Handle reader = jdbi.open()) {
            reader.begin();
            reader.execute("lock table request_log in access exclusive mode");
            for (int i = 0; i < 700; i++) {
                queue.add(entry("/" + i), NOT_AT_ALL);
            }
            var stop = Thread.ofVirtual().start(queue::close);
            reader.rollback();
            stop.join();
        }
        assertThat(urls()).hasSize(700);

        queue.add(entry("/late"), NOT_AT_ALL);
        assertThat(urls()).hasSize(701);
    }

    @Test
    void whoFindsItFullWaitsForRoomAndIsRefusedWhenThereIsNone() throws InterruptedException {
        try (var queue = new JournalQueue(new Journal(jdbi), 2);
                Handle reader = jdbi.open()) {
            reader.begin();
            reader.execute("lock table request_log in access exclusive mode");
            assertThat(queue.add(entry("/1"), NOT_AT_ALL)).isTrue();
            assertThat(queue.add(entry("/2"), NOT_AT_ALL)).isTrue();
            assertThat(queue.add(entry("/3"), Duration.ofMillis(20))).isFalse();
            reader.rollback();
            assertThat(queue.add(entry("/4"), Duration.ofSeconds(10))).isTrue();
        }
        assertThat(urls()).containsExactly("/1", "/2", "/4");
    }

    @Test
    void aRowThatTheDatabaseRefusesStopsNoOther() throws InterruptedException {
        try (var queue = new JournalQueue(new Journal(jdbi), 100)) {
            jdbi.useHandle(handle -> handle.execute("alter table request_log rename to away"));
            try {
                queue.add(entry("/refused"), NOT_AT_ALL);
                await().until(() -> queue.unwritten() == 0);
            } finally {
                jdbi.useHandle(handle -> handle.execute("alter table away rename to request_log"));
            }
            queue.add(entry("/next"), NOT_AT_ALL);
        }
        assertThat(urls()).containsExactly("/next");
    }

    @Test
    void aHugeAnswerDoesNotFillTheMemory() throws InterruptedException {
        try (var queue = new JournalQueue(new Journal(jdbi), 100)) {
            queue.add(
                    new Entry(
                            "amo-proxy",
                            "r",
                            "",
                            "",
                            "POST",
                            "/x",
                            200,
                            true,
                            "a ".repeat(50_000),
                            "b ".repeat(50_000),
                            1),
                    NOT_AT_ALL);
        }
        int length = jdbi.withHandle(handle -> handle.select("select length(request) + length(answer) from request_log")
                .mapTo(Integer.class)
                .one());
        // Cut, with a word on how long they were.
        assertThat(length).isBetween(40_000, 40_100);
    }

    private static Entry entry(String url) {
        return new Entry("amo-proxy", "r1", "10.0.0.1", "curl", "POST", url, 200, true, "{}", "{}", 12);
    }

    private List<String> urls() {
        return jdbi.withHandle(handle -> handle.select("select url from request_log order by id")
                .mapTo(String.class)
                .list());
    }
}
