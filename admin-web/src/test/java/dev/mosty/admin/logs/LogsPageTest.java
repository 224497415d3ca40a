package dev.mosty.admin.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mosty.access.Role;
import dev.mosty.admin.testsupport.AdminSettings;
import dev.mosty.admin.testsupport.Browser;
import dev.mosty.admin.testsupport.Site;
import dev.mosty.journal.Entry;
import dev.mosty.journal.Journal;
import dev.mosty.testsupport.MovableClock;
import dev.mosty.testsupport.PostgresResource;
import dev.mosty.testsupport.Tables;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code /admin/logs}, over real HTTP and a real database. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(AdminSettings.class)
@SuppressWarnings("NullAway.Init") // Quarkus sets the fields.
class LogsPageTest {
    private static final Pattern NUMBER = Pattern.compile("<a href=\"/admin/logs/[0-9]+-[0-9]+\">([0-9]+)</a>");
    private static final Pattern NEXT = Pattern.compile("href=\"(/admin/logs\\?[^\"]*before=[^\"]*)\"");
    private static final Pattern PREVIOUS = Pattern.compile("href=\"(/admin/logs\\?[^\"]*after=[^\"]*)\"");

    @Inject
    Site site;

    @Inject
    Jdbi jdbi;

    @Inject
    Journal journal;

    @Inject
    MovableClock clock;

    @BeforeEach
    void theLogIsEmpty() {
        site.emptied();
        Tables.empty(jdbi, "request_log");
    }

    @Test
    void tenRowsAPageNewestFirstThereAndBack() {
        rows(25);
        Browser viewer = site.signedIn(Role.VIEWER);

        String first = viewer.get("/admin/logs").page();
        String second = viewer.get(link(NEXT, first)).page();
        String third = viewer.get(link(NEXT, second)).page();
        String back = viewer.get(link(PREVIOUS, third)).page();

        assertThat(numbers(first)).containsExactly(25, 24, 23, 22, 21, 20, 19, 18, 17, 16);
        assertThat(numbers(second)).containsExactly(15, 14, 13, 12, 11, 10, 9, 8, 7, 6);
        assertThat(numbers(third)).containsExactly(5, 4, 3, 2, 1);
        assertThat(third).doesNotContain("before=");
        assertThat(numbers(back)).isEqualTo(numbers(second));
        assertThat(numbers(viewer.get(link(PREVIOUS, back)).page())).isEqualTo(numbers(first));
    }

    @Test
    void theRowSaysWhatTheLogHasAlwaysSaid() {
        journal.record(new Entry(
                "amo-proxy",
                "id-1",
                "46.191.235.245",
                "Mozilla/5.0 Chrome/96.0",
                "POST",
                "/API/get_doctor_time",
                200,
                true,
                "{\"date\":\"2026-01-31\"}",
                "{\"doctors\":[\"Ефимова Е.В. [8:55]\"]}",
                12));

        assertThat(site.signedIn(Role.VIEWER).get("/admin/logs").page())
                .contains("46.191.235.245", "Mozilla/5.0 Chrome/96.0", "/API/get_doctor_time", "True")
                .contains("Ефимова Е.В. [8:55]");
    }

    @Test
    void strangersWriteNoHtml() {
        journal.record(new Entry(
                "amo-proxy",
                "id-1",
                "1.2.3.4",
                "<script>alert('agent')</script>",
                "GET",
                "/API/<img src=x onerror=alert(1)>",
                500,
                false,
                "<b>request</b>",
                "</pre><script>alert('answer')</script>",
                1));
        Browser viewer = site.signedIn(Role.VIEWER);

        String list = viewer.get("/admin/logs").page();
        String detail = viewer.get(firstEntry(list)).page();

        assertThat(list).doesNotContain("<script>alert", "<img src=x").contains("&lt;script&gt;");
        assertThat(detail)
                .doesNotContain("<script>alert", "<img src=x", "<b>request")
                .contains("&lt;b&gt;request");
        assertThat(viewer.get("/admin/logs?q=%22%3E%3Cscript%3Ealert(1)").page())
                .doesNotContain("<script>alert")
                .contains("Таких записей нет.");
    }

    @Test
    void aFilterFindsByTextServiceResultAndDay() {
        rows(12);
        journal.record(
                new Entry("amo-gate", "r", "9.9.9.9", "1C", "POST", "/payments", 401, false, "", "Нет доступа", 3));
        jdbi.useHandle(
                handle -> handle.execute(
                        "update request_log set at = '2026-01-31T20:59:59Z' where id = 1; update request_log set at = '2026-01-31T21:00:00Z' where id = 2"));
        Browser viewer = site.signedIn(Role.VIEWER);

        assertThat(numbers(viewer.get("/admin/logs?q=нет+ДОСТУПА").page())).containsExactly(13);
        assertThat(numbers(viewer.get("/admin/logs?service=amo-gate").page())).containsExactly(13);
        assertThat(numbers(viewer.get("/admin/logs?result=no").page())).containsExactly(13);
        assertThat(numbers(viewer.get("/admin/logs?q=100%25").page())).isEmpty();
        // Days are those of the clinic, three hours before UTC's.
        assertThat(numbers(
                        viewer.get("/admin/logs?from=2026-01-31&to=2026-01-31").page()))
                .containsExactly(1);
        assertThat(numbers(
                        viewer.get("/admin/logs?from=2026-02-01&to=2026-02-01").page()))
                .containsExactly(2);
    }

    @Test
    void whatCannotBeAskedIsAnsweredWithASentence() {
        Browser viewer = site.signedIn(Role.VIEWER);

        assertThat(viewer.get("/admin/logs?from=31.01.2026").page()).contains("Дата не понята");
        assertThat(viewer.get("/admin/logs?from=+999999999-01-01").status()).isEqualTo(422);
        assertThat(viewer.get("/admin/logs?from=2026-02-30").status()).isEqualTo(422);
        assertThat(viewer.get("/admin/logs?from=2026-02-02&to=2026-02-01").page())
                .contains("раньше даты");
        assertThat(viewer.get("/admin/logs?result=maybe").page()).contains("True или False");
        assertThat(viewer.get("/admin/logs?before=99999999999999999999999").page())
                .contains("Такой страницы журнала");
        assertThat(viewer.get("/admin/logs?before=99999999999999999-999999999999999999")
                        .status())
                .isEqualTo(200);
        assertThat(viewer.get("/admin/logs?after=0-0").status()).isEqualTo(200);
        assertThat(viewer.get("/admin/logs?q=" + "x".repeat(3_000)).status()).isEqualTo(200);
        assertThat(viewer.get("/admin/logs?q=%00").status()).isEqualTo(200);
        assertThat(viewer.get("/admin/logs/1-1").status()).isEqualTo(404);
        assertThat(viewer.get("/admin/logs/nonsense").status()).isEqualTo(404);
        assertThat(viewer.get("/admin/logs/download?from=never").status()).isEqualTo(400);
    }

    @Test
    void employeesAndStrangersSeeNoLog() {
        rows(1);
        Browser employee = site.signedIn(Role.EMPLOYEE);

        for (String path : List.of("/admin/logs", "/admin/logs/live", "/admin/logs/download", "/admin/logs/1-1")) {
            assertThat(employee.get(path).status()).isEqualTo(403);
            assertThat(site.browser().get(path).location()).startsWith("/admin/login");
        }
    }

    @Test
    void theDownloadHoldsTheFilteredRowsAndNoFormula() {
        rows(700);
        journal.record(new Entry(
                "amo-gate",
                "r",
                "9.9.9.9",
                "=HYPERLINK(\"http://evil\")",
                "POST",
                "/payments",
                200,
                true,
                "",
                "+1",
                3));
        Browser viewer = site.signedIn(Role.VIEWER);

        var all = viewer.get("/admin/logs/download");
        String gate = viewer.get("/admin/logs/download?service=amo-gate").page();

        assertThat(all.header("Content-Type")).isEqualTo("text/csv;charset=utf-8");
        assertThat(all.header("Content-Disposition")).contains("mosty-log.csv");
        assertThat(all.page()).startsWith("\uFEFF\"№\";\"IP\"");
        assertThat(all.page().lines()).hasSize(702);
        assertThat(gate.lines().toList())
                .hasSize(2)
                .last()
                .asString()
                .contains("\"'=HYPERLINK(\"\"http://evil\"\")\"", "\"'+1\"");
    }

    @Test
    void theLiveViewShowsNewRowsAndGoesOnWhereItWas() throws Exception {
        rows(3);
        Browser viewer = site.signedIn(Role.VIEWER);
        Queue<String> lines = new ConcurrentLinkedQueue<>();
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpResponse<Stream<String>> live = http.send(
                    viewer.request("/admin/logs/live")
                            .header("Accept", "text/event-stream")
                            .build(),
                    BodyHandlers.ofLines());
            Thread reader = reading(live, lines);
            assertThat(live.headers().firstValue("X-Accel-Buffering")).hasValue("no");
            assertThat(live.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
            await().until(() -> !lines.isEmpty());

            journal.record(new Entry(
                    "amo-proxy", "id", "7.7.7.7", "<i>\nagent", "POST", "/live", 200, true, "", "line\r\nline", 1));

            await().until(() -> lines.stream().anyMatch(line -> line.contains("7.7.7.7")));
            String row = lines.stream()
                    .filter(line -> line.contains("7.7.7.7"))
                    .findFirst()
                    .orElseThrow();
            assertThat(row).startsWith("data:").contains("</tr>", "&lt;i&gt;").doesNotContain("<i>");
            assertThat(lines.stream().filter(line -> line.contains("/admin/logs/")))
                    .hasSize(1);

            String id = lines.stream()
                    .filter(line -> line.startsWith("id:"))
                    .findFirst()
                    .orElseThrow();
            rows(2);
            Queue<String> resumed = new ConcurrentLinkedQueue<>();
            HttpResponse<Stream<String>> again = http.send(
                    viewer.request("/admin/logs/live")
                            .header("Last-Event-ID", id.substring(3).strip())
                            .build(),
                    BodyHandlers.ofLines());
            Thread other = reading(again, resumed);
            await().until(() ->
                    resumed.stream().filter(line -> line.startsWith("data:")).count() == 2);
            assertThat(resumed).noneMatch(line -> line.contains("7.7.7.7"));

            site.emptied();
            clock.advance(Duration.ofSeconds(10));
            await().atMost(Duration.ofSeconds(15)).until(() -> !reader.isAlive() && !other.isAlive());
        }
    }

    @Test
    void aBigLogIsReadAlongItsIndex() {
        jdbi.useHandle(handle -> {
            handle.execute("""
                    insert into request_log (at, service, request_id, address, user_agent, method, url, status, result,
                                             request, answer, took_ms)
                    select now() - n * interval '10 seconds', 'amo-proxy', 'r' || n, '1.1.1.1', 'agent', 'POST', '/API',
                           200, true, '{}', '{"n":' || n || '}', 1
                      from generate_series(1, 200000) n
                    """);
            handle.execute("analyze request_log");
        });
        String plan = jdbi.withHandle(handle -> String.join(
                "\n",
                handle.createQuery("explain (analyze, costs off) select id"
                                + RequestLog.matching(
                                        LogFilter.of(null, null, null, null, null), RequestLog.OLDER, "desc"))
                        .bind("since", EntryId.FIRST.at())
                        .bind("until", EntryId.LAST.at())
                        .bind("at", EntryId.LAST.at())
                        .bind("id", EntryId.LAST.id())
                        .bind("service", "")
                        .bind("result", "")
                        .bind("text", "nowhere")
                        .bind("look", 20_000)
                        .bind("rows", 11)
                        .mapTo(String.class)
                        .list()));
        Browser viewer = site.signedIn(Role.VIEWER);

        assertThat(plan).contains("Index Scan").doesNotContain("Seq Scan", "Sort Key: request_log.id");
        String page = viewer.get("/admin/logs?q=%22n%22:50000%7D").page();
        assertThat(page).contains("Среди последних 20 000 записей такого нет.", "Искать дальше");
        page = viewer.get(link(NEXT, page)).page();
        page = viewer.get(link(NEXT, page)).page();
        assertThat(numbers(page)).containsExactly(50000);
    }

    private Thread reading(HttpResponse<Stream<String>> live, Queue<String> into) {
        return Thread.ofVirtual().start(() -> {
            try (Stream<String> lines = live.body()) {
                lines.forEach(into::add);
            } catch (RuntimeException e) {
                into.add("broken: " + e.getMessage());
            }
        });
    }

    private void rows(int count) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into request_log (at, service, request_id, address, user_agent, method, url, status,
                                                 result, request, answer, took_ms)
                        select now() - (:count - n) * interval '1 microsecond', 'amo-proxy', 'r' || n, '1.1.1.1', 'agent',
                               'POST', '/API/get_doctor_time', 200, true, '{}', '{}', 5
                          from generate_series(1, :count) n
                        """).bind("count", count).execute());
    }

    private static List<Integer> numbers(String page) {
        return NUMBER.matcher(page)
                .results()
                .map(found -> Integer.valueOf(found.group(1)))
                .toList();
    }

    private static String firstEntry(String page) {
        Matcher found = Pattern.compile("href=\"(/admin/logs/[0-9]+-[0-9]+)\"").matcher(page);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private static String link(Pattern pattern, String page) {
        Matcher found = pattern.matcher(page);
        assertThat(found.find()).as("a link to another page").isTrue();
        return found.group(1).replace("&amp;", "&");
    }
}
