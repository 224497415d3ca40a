package dev.mosty.admin.calls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosty.access.Role;
import dev.mosty.admin.testsupport.AdminSettings;
import dev.mosty.admin.testsupport.Browser;
import dev.mosty.admin.testsupport.Site;
import dev.mosty.delivery.Acceptance;
import dev.mosty.delivery.Item;
import dev.mosty.testsupport.MovableClock;
import dev.mosty.testsupport.PostgresResource;
import dev.mosty.testsupport.Tables;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code /admin/calls}, over real HTTP and a real database. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(AdminSettings.class)
@SuppressWarnings("NullAway.Init") // Quarkus sets the fields.
class CallsPageTest {
    private static final String HERE = "/admin/calls";
    private static final String RECORD = "https://records.example:8443/a.mp3?x=1&y=%22";

    @Inject
    Site site;

    @Inject
    Jdbi jdbi;

    @Inject
    MovableClock clock;

    /** Calls began this many minutes after that. */
    private Instant start = Instant.EPOCH;

    @BeforeEach
    void noCalls() {
        site.emptied();
        start = clock.instant().minusSeconds(86_400);
        Tables.empty(
                jdbi,
                "workplace_event",
                "pbx_event",
                "made_call",
                "call",
                "contact",
                "delivery",
                "delivery_done",
                "delivery_lane");
    }

    @Test
    void withoutCallsThePageWaitsForTheFirst() {
        Browser viewer = site.signedIn(Role.VIEWER);

        assertThat(viewer.get(HERE).page()).contains("Звонков ещё нет.", "hx-trigger=\"every 5s\"");
        call("in", "89991234567", "100", 0, 5, 45);
        assertThat(viewer.get(HERE).page()).doesNotContain("Звонков ещё нет.", "hx-trigger=\"every 5s\"");
        assertThat(viewer.get(HERE + "?phone=000").page())
                .contains("Таких звонков нет.")
                .doesNotContain("every 5s");
    }

    @Test
    void aCallIsShownWithHowLongItRangAndWasTalked() {
        call("in", "89991234567", "100", 0, 5, 3700);
        call("out", "<b>hidden</b>", "101", 1, -1, 20);
        jdbi.useHandle(handle -> handle.execute("""
                insert into contact (id, kind, name, company, note, responsible, responsible_ext, source, changed_by,
                    sort_name, words) values (7, 'person', 'Петров <П>', '', '', '', '', 'csv', 'test', 'п', '{п}');
                update call set contact_id = 7 where id = 1
                """));

        String page = site.signedIn(Role.VIEWER).get(HERE).page();

        assertThat(page).contains("&lt;b&gt;hidden", "<a href=\"/admin/contacts/7\">Петров &lt;П&gt;</a>");
        assertThat(words(page))
                .contains("исходящий &lt;b&gt;hidden&lt;/b&gt; 101 пропущен 0:20 —")
                .contains("входящий Петров &lt;П&gt; 89991234567 100 отвечен 0:05 1:01:35");
    }

    @Test
    void callsAreFoundByEveryFilter() {
        call("in", "89991234567", "100", 0, 5, 45);
        call("in", "+7 (999) 123-45-60", "101", 1, -1, 20);
        call("out", "84950001122", "100", 2, 3, 60);
        jdbi.useHandle(
                handle -> handle.execute("update call set state = 2, closed_at = null, ended_at = null where id = 3"));
        Browser viewer = site.signedIn(Role.VIEWER);

        assertThat(found(viewer, "")).containsExactly(3, 2, 1);
        assertThat(found(viewer, "direction=out")).containsExactly(3);
        assertThat(found(viewer, "state=answered")).containsExactly(1);
        assertThat(found(viewer, "state=missed")).containsExactly(2);
        assertThat(found(viewer, "state=open")).containsExactly(3);
        assertThat(found(viewer, "ext=100")).containsExactly(3, 1);
        assertThat(found(viewer, "phone=45-67")).containsExactly(1);
        assertThat(found(viewer, "phone=%2B79991234560")).containsExactly(2);
        assertThat(found(viewer, "from=2000-01-01&to=2000-01-02")).isEmpty();
        assertThat(found(viewer, "from=2000-01-01")).containsExactly(3, 2, 1);
    }

    @Test
    void whoWasMissedIsForgottenUntilSomebodyCallsBackOrTheyGetThrough() {
        call("in", "89990000001", "100", 0, -1, 20);
        call("in", "89990000002", "100", 1, -1, 20);
        call("in", "89990000003", "100", 2, -1, 20);
        call("in", "", "100", 3, -1, 20);
        call("in", "101", "100", 4, -1, 20);
        Browser viewer = site.signedIn(Role.VIEWER);
        assertThat(found(viewer, "state=forgotten")).containsExactly(5, 3, 2, 1);

        call("out", "+79990000001", "101", 5, -1, 10);
        call("in", "9990000002", "101", 6, 3, 10);
        call("in", "89990000003", "101", 7, -1, 10);
        call("out", "8999101", "101", 8, 2, 10);

        assertThat(found(viewer, "state=forgotten")).containsExactly(8, 5, 3);
    }

    @Test
    void whomToCallBackIsAskedOfThirtyDaysUnlessAFirstDayIsGiven() {
        call("in", "89990000001", "100", -60 * 24 * 40, -1, 20);
        Browser viewer = site.signedIn(Role.VIEWER);

        assertThat(found(viewer, "state=forgotten")).isEmpty();
        assertThat(found(viewer, "state=forgotten&from=2000-01-01")).containsExactly(1);
        assertThat(viewer.get(HERE + "/download?state=forgotten").page().lines())
                .hasSize(1);
    }

    @Test
    void whatIsWrongInTheFilterIsSaid() {
        Browser viewer = site.signedIn(Role.VIEWER);

        assertThat(viewer.get(HERE + "?from=31.01.2026").page()).contains("Дата не понята");
        assertThat(viewer.get(HERE + "?from=2026-02-01&to=2026-01-01").page()).contains("раньше даты «с»");
        assertThat(viewer.get(HERE + "?direction=up").status()).isEqualTo(422);
        assertThat(viewer.get(HERE + "?phone=abc").page()).contains("нет ни одной цифры");
        assertThat(viewer.get(HERE + "?before=x").status()).isEqualTo(422);
        assertThat(viewer.get(HERE + "/download?state=x").status()).isEqualTo(400);
        assertThat(viewer.get(HERE + "/1").status()).isEqualTo(404);
    }

    @Test
    void twentyCallsAPageAndTheNextOne() {
        for (int i = 0; i < 25; i++) {
            call("in", "8999000" + (1000 + i), "100", i, 5, 20);
        }
        Browser viewer = site.signedIn(Role.VIEWER);

        String first = viewer.get(HERE + "?direction=in").page();
        assertThat(ids(first)).hasSize(20).startsWith(25).endsWith(6);
        Matcher next = Pattern.compile("href=\"(/admin/calls\\?direction=in&(?:amp;)?before=[0-9-]+)\"")
                .matcher(first);
        assertThat(next.find()).isTrue();
        assertThat(ids(viewer.get(next.group(1).replace("&amp;", "&")).page())).containsExactly(5, 4, 3, 2, 1);
    }

    @Test
    void theChartsCountByHourAndByEmployee() {
        String login = site.person(Role.EMPLOYEE);
        jdbi.useHandle(
                handle -> handle.execute("update app_user set extensions = array['100'] where login = ?", login));
        call("in", "89991234567", "100", 0, 10, 70);
        call("in", "89991234568", "100", 1, 20, 80);
        call("in", "89991234569", "100", 2, -1, 20);
        call("out", "89991234569", "101", 3, 5, 35);

        String page = site.signedIn(Role.VIEWER).get(HERE).page();

        assertThat(words(page))
                .contains(
                        "Отвеченные 3 Пропущенные 1 25",
                        "Ждали ответа 0:15",
                        "100 " + login + " 2 1 0 2:00",
                        "101 0 0 1 0:30");
        assertThat(page).contains("<svg class=\"chart\"");
    }

    @Test
    void oneCallIsShownWithItsLegsItsMessagesAndItsDeliveries() {
        call("in", "89991234567", "100", 0, 5, 45);
        jdbi.useHandle(handle -> handle.execute("""
                insert into call_leg (call_id, ext, state, result) values (1, '101', 3, 'elsewhere');
                insert into pbx_event (call_id, hash, source, request_id, raw)
                    values (1, '\\x01', 'pbx', 'r-1', 'event=1&src_num=89991234567&x=<i>'),
                           (1, '\\x02', 'crm', 'r-2', null)
                """));
        jdbi.useTransaction(tx ->
                Acceptance.accept(tx, List.of(Item.of("onec-calls", "1659685427407907141", "event", "{}", "r-1"))));

        String page = site.signedIn(Role.VIEWER).get(HERE + "/1").page();

        assertThat(words(page)).contains("100 ответил", "101 ответил другой", "onec-calls event ждёт");
        assertThat(page)
                .contains(
                        "event=1&amp;src_num=***67&amp;x=&lt;i&gt;",
                        "Содержимое уже удалено",
                        "/admin/deliveries/1?key=1659685427407907141")
                .doesNotContain("/admin/contacts/new");
        assertThat(site.signedIn(Role.ADMIN).get(HERE + "/1").page()).contains("/admin/contacts/new?phone=89991234567");
    }

    @Test
    void aRecordingIsAskedForOnlyByAClick() {
        call("in", "89991234567", "100", 0, 5, 45);
        jdbi.useHandle(handle -> handle.execute("update call set record_link = ?", RECORD));
        Browser viewer = site.signedIn(Role.VIEWER);

        assertThat(viewer.get(HERE).page())
                .contains("/admin/calls/1?listen=1#record")
                .doesNotContain("<audio");
        var before = viewer.get(HERE + "/1");
        assertThat(before.page()).doesNotContain("<audio").contains("Прослушать");
        assertThat(before.header("Content-Security-Policy")).doesNotContain("media-src");

        var after = viewer.get(HERE + "/1?listen=1");
        assertThat(after.page())
                .contains("<audio controls preload=\"none\" src=\"https://records.example:8443/a.mp3?x=1&amp;y=%22\">");
        assertThat(after.response().headers().allValues("Content-Security-Policy"))
                .singleElement()
                .asString()
                .startsWith("default-src 'none'; script-src 'self'")
                .endsWith("; media-src https://records.example:8443");
    }

    @Test
    void aLinkThatIsNoAddressOfTheWebIsNotShown() {
        Browser viewer = site.signedIn(Role.VIEWER);
        call("in", "89991234567", "100", 0, 5, 45);
        for (String link : List.of(
                "javascript:alert(1)", "data:audio/mp3,x", "file:///etc/passwd", "https://a;b/", "x y", "https:///a")) {
            jdbi.useHandle(handle -> handle.execute("update call set record_link = ?", link));
            var answer = viewer.get(HERE + "/1?listen=1");
            assertThat(answer.page()).as(link).doesNotContain("<audio", link, "Прослушать");
            assertThat(answer.header("Content-Security-Policy")).doesNotContain("media-src");
        }
    }

    @Test
    void theCallsAreDownloadedAsATable() {
        call("in", "+79991234567", "100", 0, 5, 45);
        jdbi.useHandle(handle -> handle.execute("update call set line = '=1+1', record_link = ?", RECORD));
        String login = site.person(Role.VIEWER);

        String file = site.signedIn(login).get(HERE + "/download?direction=in").page();

        assertThat(file.lines().toList()).hasSize(2);
        assertThat(file)
                .startsWith("\uFEFF\"Начало\";\"Направление\"")
                .contains(
                        "\"входящий\";\"'+79991234567\";\"\";\"100\";\"100\";\"'=1+1\";\"отвечен\";\"ANSWER\";\"0:05\";\"0:40\";\""
                                + RECORD + "\";\"1659685427407907141\"");
        assertThat(site.audit()).containsExactly(login + " call.downloaded CSV");
    }

    @Test
    void theSearchFindsACallByItsPhoneAndByItsCallid() {
        call("in", "89991234567", "100", 0, 5, 45);
        jdbi.useTransaction(tx ->
                Acceptance.accept(tx, List.of(Item.of("onec-calls", "1659685427407907141", "history", "{}", "r-1"))));
        Browser viewer = site.signedIn(Role.VIEWER);

        for (String typed : List.of("1659685427407907141", "%2B7+999+123-45-67")) {
            assertThat(words(viewer.get("/admin/search?q=" + typed).page()))
                    .as(typed)
                    .contains("входящий звонок 89991234567 · 100 0:05 · 0:40", "история звонка: onec-calls, № 1");
        }
        assertThat(viewer.get("/admin/search?q=%2B7+999+123-45-60").page()).doesNotContain("/admin/calls/1");
    }

    /** @param answered after so many seconds; -1 for never */
    private void call(String direction, String phone, String ext, int minute, int answered, int ended) {
        Instant began = start.plusSeconds(60L * minute);
        jdbi.useTransaction(tx -> {
            long number =
                    tx.select("select count(*) from call").mapTo(Long.class).one();
            long id = tx.createQuery("""
                            insert into call (callid, direction, phone, began_at, answered_at, ended_at, state, status,
                                result, talker, closed_at, closed_by)
                            values (:callid, :direction, :phone, :began, :answered, :ended, 3, :status, :result,
                                :talker, :ended, 'pbx') returning id
                            """)
                    .bind("callid", Long.toString(1659685427407907141L + number))
                    .bind("direction", direction)
                    .bind("phone", phone)
                    .bind("began", began)
                    .bind("answered", answered < 0 ? null : began.plusSeconds(answered))
                    .bind("ended", began.plusSeconds(ended))
                    .bind("status", answered < 0 ? "NOANSWER" : "ANSWER")
                    .bind("result", answered < 0 ? "missed" : "success")
                    .bind("talker", answered < 0 ? null : ext)
                    .mapTo(Long.class)
                    .one();
            tx.createUpdate("""
                            insert into call_leg (call_id, ext, state, rang_at, answered_at, ended_at, status, result)
                            select id, :ext, 3, began_at, answered_at, ended_at, status, result from call where id = :id
                            """).bind("id", id).bind("ext", ext).execute();
        });
    }

    private static List<Integer> found(Browser browser, String query) {
        return ids(browser.get(HERE + "?" + query).page());
    }

    private static List<Integer> ids(String page) {
        return Pattern.compile("<td class=\"when\"[^>]*><a href=\"/admin/calls/([0-9]+)\">")
                .matcher(page)
                .results()
                .map(found -> Integer.valueOf(found.group(1)))
                .toList();
    }

    private static String words(String page) {
        return page.replaceAll("<title>[^<]*</title>", "")
                .replaceAll("<[^>]*>", " ")
                .replaceAll("\\s+", " ");
    }
}
