package dev.mosty.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mosty.settings.Misconfigured;
import dev.mosty.testsupport.Database;
import dev.mosty.testsupport.MovableClock;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JournalTest {
    @AutoClose
    private static final Database DATABASE = Database.migrated();

    private final Jdbi jdbi = DATABASE.jdbi();
    private final Journal journal = new Journal(jdbi);

    @BeforeEach
    void nothingIsLogged() {
        jdbi.useHandle(handle -> handle.execute("delete from request_log"));
    }

    @Test
    void anEntryIsStoredMasked() {
        journal.record(entry("/API/ping?token=abc", "{\"tel\":\"+79161234567\"}", "позвонить 89161234567"));

        assertThat(rows("""
                select concat_ws('|', service, request_id, address, user_agent, method, url, status, result, request,
                                 answer, took_ms) from request_log"""))
                .containsExactly("amo-proxy|r1|10.0.0.1|curl|POST|/API/ping?token=***|200|t|{\"tel\":\"***67\"}"
                        + "|позвонить ***67|12");
    }

    @Test
    void noContentIsRefused() {
        journal.record(entry("/\0" + "x".repeat(10_000), "\0\ud800", "y".repeat(100_000)));

        assertThat(rows("select concat_ws('|', length(url), right(answer, 30), position(chr(65533) in url))"
                        + " from request_log"))
                .containsExactly("2000|yy… (100000 characters in all)|2");
    }

    @Test
    void anEntryOfATransactionThatFailsIsNotThere() {
        jdbi.useTransaction(handle -> {
            journal.record(handle, entry("/a", "", ""));
            handle.rollback();
        });
        assertThat(rows("select url from request_log")).isEmpty();
    }

    @Test
    void partitionsAreMadeAheadAndDroppedWhenTheirTimeIsOver() {
        var clock = new MovableClock();
        jdbi.useHandle(handle -> handle.execute("""
                insert into request_log (at, service, request_id, address, user_agent, method, url, status, result,
                                         request, answer, took_ms)
                select at, '', '', '', '', '', at::date::text, 200, true, '', '', 0
                from unnest(array['2025-01-01Z', '2026-02-03Z']::timestamptz[]) as at
                """));

        new Keeping(jdbi, clock, 180, 1_095).keep();
        assertThat(partitions())
                .containsExactly(
                        "request_log_default",
                        "request_log_p202602",
                        "request_log_p202603",
                        "request_log_p202604",
                        "request_log_p202605");
        assertThat(rows("select url from request_log")).containsExactly("2026-02-03");

        clock.advance(Duration.ofDays(215));
        new Keeping(jdbi, clock, 180, 1_095).keep();
        assertThat(partitions())
                .containsExactly(
                        "request_log_default",
                        "request_log_p202603",
                        "request_log_p202604",
                        "request_log_p202605",
                        "request_log_p202609",
                        "request_log_p202610",
                        "request_log_p202611",
                        "request_log_p202612");
    }

    @Test
    void theAuditIsKeptForThreeYears() {
        var clock = new MovableClock();
        jdbi.useHandle(handle -> {
            handle.execute("delete from audit");
            handle.execute("""
                    insert into audit (at, who, action, subject, detail, address)
                    select ?::timestamptz - days * interval '1 day', 'root', 'user.created', days::text, '', ''
                    from unnest(array[1096, 1094, 0]) as days
                    """, clock.instant().toString());
        });

        new Keeping(jdbi, clock, 180, 1_095).keep();

        assertThat(rows("select subject from audit order by at")).containsExactly("1094", "0");
    }

    @Test
    void noDaysAtAllWouldEmptyATableAndStopTheStart() {
        var clock = new MovableClock();
        assertThatThrownBy(() -> new Keeping(jdbi, clock, 180, 0))
                .isInstanceOf(Misconfigured.class)
                .hasMessage("AUDIT_KEEP_DAYS: must be at least 1.");
        assertThatThrownBy(() -> new Keeping(jdbi, clock, -1, 1)).hasMessageContaining("LOG_KEEP_DAYS");
    }

    private static Entry entry(String url, String request, String answer) {
        return new Entry("amo-proxy", "r1", "10.0.0.1", "curl", "POST", url, 200, true, request, answer, 12);
    }

    private List<String> partitions() {
        return rows("select inhrelid::regclass::text from pg_inherits where inhparent = 'request_log'::regclass"
                + " order by 1");
    }

    private List<String> rows(String sql) {
        return jdbi.withHandle(handle -> handle.select(sql).mapTo(String.class).list());
    }
}
