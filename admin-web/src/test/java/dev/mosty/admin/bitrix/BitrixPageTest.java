package dev.mosty.admin.bitrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosty.access.Role;
import dev.mosty.admin.testsupport.AdminSettings;
import dev.mosty.admin.testsupport.Browser;
import dev.mosty.admin.testsupport.Site;
import dev.mosty.testsupport.PostgresResource;
import dev.mosty.testsupport.Tables;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code /admin/bitrix} and the pages below it, over real HTTP and a real database. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(AdminSettings.class)
@SuppressWarnings("NullAway.Init") // Quarkus sets the fields.
class BitrixPageTest {
    @Inject
    Site site;

    @Inject
    Jdbi jdbi;

    @BeforeEach
    void nothingCameYet() {
        site.emptied();
        Tables.empty(
                jdbi,
                "bitrix_choice",
                "bitrix_trial",
                "bitrix_run_item",
                "bitrix_run",
                "bitrix_link",
                "bitrix_user",
                "bitrix_portal",
                "delivery",
                "delivery_lane",
                "channel");
    }

    private void sql(String statement, Object... values) {
        jdbi.useHandle(handle -> handle.execute(statement, values));
    }

    private List<String> texts(String query) {
        return jdbi.withHandle(
                handle -> handle.select(query).mapTo(String.class).list());
    }

    private void connected() {
        sql("insert into bitrix_portal (name, site, missing) values ('p.example', 'https://p.example', '{}')");
    }

    private UUID run(int total, boolean dry) {
        UUID run = UUID.randomUUID();
        sql("insert into bitrix_run (id, dry, total) values (?, ?, ?)", run, dry, total);
        return run;
    }

    private void item(UUID run, int position, String origin, String result, String value) {
        sql(
                "insert into bitrix_run_item (run, position, entity, origin_id, result, value)"
                        + " values (?, ?, 'contact', ?, nullif(?, ''), nullif(?, ''))",
                run,
                position,
                origin,
                result,
                value);
    }

    private void severalOf(String guid) {
        sql(
                "insert into bitrix_link (key, entity, origin_id, portal, conflict)"
                        + " values (?, 'contact', ?, 'p.example', '{5,6}')",
                "contact/" + guid.toLowerCase(Locale.ROOT),
                guid);
    }

    @Test
    void withoutAnythingThePageSaysWhatIsMissing() {
        Browser viewer = site.signedIn(Role.VIEWER);
        assertThat(viewer.get("/admin/bitrix").page())
                .contains("bitrix-sync ещё не запускалась", "Выгрузок ещё не было");
        sql("insert into bitrix_portal (missing) values ('{BITRIX_PORTAL,BITRIX_WEBHOOK}')");

        assertThat(viewer.get("/admin/bitrix").page()).contains("Не заданы переменные: BITRIX_PORTAL, BITRIX_WEBHOOK");
        for (String page : List.of("conflicts", "users", "try", "entity")) {
            assertThat(viewer.get("/admin/bitrix/" + page).status()).as(page).isEqualTo(200);
        }
    }

    @Test
    void theRunsSayHowThePullIsAndWhatItSetAside() {
        UUID run = run(1, false);
        sql(
                "update bitrix_pull set asked_at = now(), problem = '1С не ответила вовремя', failing_since = now(),"
                        + " aside = 2, aside_run = ?, aside_at = now()",
                run);
        Browser viewer = site.signedIn(Role.VIEWER);

        assertThat(viewer.get("/admin/bitrix").page())
                .contains("Опрос 1С", "1С не ответила вовремя", "Отложено, не той формы")
                .containsPattern("<a href=\"/admin/bitrix/runs/" + run + "\">2</a>");

        sql("update bitrix_pull set asked_at = null, problem = null, failing_since = null, aside = 0");
    }

    @Test
    void aRunTellsEachResultAndWhyTheOthersWait() {
        connected();
        UUID run = run(3, false);
        item(run, 0, "Good-1", "ok", "77");
        item(run, 1, "Bad-2", "error", "Ошибка при создании contact: <b>");
        item(run, 2, "Late-3", "", "");
        sql("insert into delivery (channel, key, kind, payload, last_error)"
                + " values ('bitrix', 'contact/late-3', 'upsert', '{}', 'Ждёт: поле COMPANY_ID')");
        Browser viewer = site.signedIn(Role.VIEWER);

        assertThat(viewer.get("/admin/bitrix").page()).contains("идёт", "hx-trigger", "/admin/bitrix/runs/" + run);
        assertThat(viewer.get("/admin/bitrix/runs/" + run).page())
                .contains(
                        "https://p.example/crm/contact/details/77/",
                        "Ошибка при создании contact: &lt;b&gt;",
                        "Ждёт: поле COMPANY_ID",
                        "2 / 3",
                        "hx-get=\"/admin/bitrix/runs/" + run + "?from=0\"");
        assertThat(viewer.get("/admin/bitrix/runs/" + run + "?result=error").page())
                .contains("Bad-2")
                .doesNotContain("Good-1", "Late-3");
        assertThat(viewer.get("/admin/bitrix/runs/" + run + "?result=open").page())
                .contains("Late-3")
                .doesNotContain("Good-1", "Bad-2");
        assertThat(fragment(viewer, "/admin/bitrix/runs/" + run + "?result=open"))
                .contains("2 / 3", "Late-3", "?result=open&amp;from=0")
                .doesNotContain("<html", "Good-1");
        assertThat(viewer.get("/admin/bitrix/runs/" + UUID.randomUUID()).status())
                .isEqualTo(404);
        assertThat(viewer.get("/admin/bitrix/runs/1-1-1-1-1").status()).isEqualTo(404);
    }

    @Test
    void aComparisonShowsEachField() {
        UUID run = run(1, true);
        item(run, 0, "C", "ok", "77");
        sql("update bitrix_run_item set changes ="
                + " '[{\"field\":\"NAME\",\"was\":\"Аня\",\"becomes\":\"<Анна>\"},"
                + "{\"field\":\"ORIGIN_VERSION\",\"was\":\"66b4bb\",\"becomes\":\"92ec86\"},"
                + "{\"field\":\"PHONE\",\"was\":null,\"becomes\":[{\"VALUE\":\"+7 1\",\"VALUE_TYPE\":\"WORK\"}]}]'");

        assertThat(site.signedIn(Role.VIEWER).get("/admin/bitrix/runs/" + run).page())
                .contains("сравнение", ">Аня<", "&lt;Анна&gt;", ">+7 1<")
                .doesNotContain("ORIGIN_VERSION", "92ec86");
    }

    @Test
    void anObjectHasItsStoryOverAllRuns() {
        connected();
        UUID first = run(1, false);
        item(first, 0, "Guid-A", "error", "нет");
        UUID second = run(1, false);
        item(second, 0, "GUID-a", "ok", "9");
        sql("insert into bitrix_link (key, entity, origin_id, portal, portal_id, sent) values"
                + " ('contact/guid-a', 'contact', 'Guid-A', 'p.example', 9, '{\"NAME\":{}}')");

        assertThat(site.signedIn(Role.VIEWER)
                        .get("/admin/bitrix/entity?entity=contact&origin=guid-A")
                        .page())
                .contains(first.toString(), second.toString(), "/crm/contact/details/9/", "NAME");
    }

    @Test
    void pagesOfRunsFollowOneAnother() {
        for (int i = 0; i < 21; i++) {
            sql(
                    "insert into bitrix_run (id, dry, total, accepted_at) values (gen_random_uuid(), false, 0,"
                            + " now() - make_interval(mins => ?))",
                    i);
        }
        String oldest = texts("select id::text from bitrix_run order by accepted_at limit 1")
                .getFirst();
        String last = texts("select id::text from bitrix_run order by accepted_at offset 1 limit 1")
                .getFirst();
        Browser viewer = site.signedIn(Role.VIEWER);

        assertThat(viewer.get("/admin/bitrix").page())
                .contains("before=" + last)
                .doesNotContain(oldest);
        assertThat(viewer.get("/admin/bitrix?before=" + last).page())
                .contains(oldest)
                .doesNotContain("runs/" + last);
    }

    @Test
    void aDecisionIsLeftForBitrixSync() {
        severalOf("G");
        String login = site.person(Role.ADMIN);
        Browser admin = site.signedIn(login);
        assertThat(admin.get("/admin/bitrix/conflicts").page()).contains("<option>5</option>", "Объединить");

        assertThat(admin.post("/admin/bitrix/conflicts", "key", "contact/g", "portalId", "7", "deed", "merge")
                        .status())
                .isEqualTo(422);
        admin.post("/admin/bitrix/conflicts", "key", "contact/g", "portalId", "6", "deed", "merge");

        assertThat(texts("select portal_id || ' ' || merged::text from bitrix_choice"))
                .containsExactly("6 {5}");
        assertThat(admin.get("/admin/bitrix/conflicts").page()).contains("выполняется");
        sql("update bitrix_choice set refused = 'Портал не смог: /crm/contact/merge/?id=6,5'");
        connected();
        assertThat(admin.get("/admin/bitrix/conflicts").page())
                .contains("Портал не смог", "<a href=\"https://p.example/crm/contact/merge/?id=6,5\"");
        admin.post("/admin/bitrix/conflicts", "key", "contact/g", "portalId", "5", "deed", "relink");
        assertThat(
                        texts(
                                "select portal_id || coalesce(merged::text, ' alone') from bitrix_choice where refused is null"))
                .containsExactly("5 alone");
        assertThat(site.audit())
                .contains(login + " bitrix.merged contact/g → 6", login + " bitrix.relinked contact/g → 5");
    }

    @Test
    void usersOfOneCAreMapped() {
        sql("insert into bitrix_user (onec) values ('Иванова <А>')");
        String login = site.person(Role.ADMIN);
        Browser admin = site.signedIn(login);
        assertThat(admin.get("/admin/bitrix/users").page()).contains("Иванова &lt;А&gt;", "не сопоставлен");

        assertThat(admin.post("/admin/bitrix/users", "onec", "Иванова <А>", "portalId", "x")
                        .page())
                .contains("целое число");
        admin.post("/admin/bitrix/users", "onec", "Иванова <А>", "portalId", "12");

        assertThat(texts("select portal_id::text from bitrix_user")).containsExactly("12");
        admin.post("/admin/bitrix/users/delete", "onec", "Иванова <А>");
        assertThat(texts("select onec from bitrix_user")).isEmpty();
        assertThat(admin.post("/admin/bitrix/users/delete", "onec", "nobody").status())
                .isEqualTo(404);
        assertThat(site.audit())
                .contains(login + " bitrix.mapped Иванова <А> → 12", login + " bitrix.unmapped Иванова <А>");
    }

    @Test
    void aTryIsLeftAndItsRunIsShownOnceItIsThere() {
        Browser admin = site.signedIn(Role.ADMIN);
        assertThat(admin.post("/admin/bitrix/try", "entity", "contact", "origin", "C", "fields", "<oops>")
                        .page())
                .contains("Строка не понята", "&lt;oops&gt;");

        String run = admin.post(
                        "/admin/bitrix/try", "entity", "contact", "origin", "C", "fields", "NAME=A", "deed", "compare")
                .location();

        assertThat(texts("select item || dry from bitrix_trial"))
                .containsExactly("{\"entity\":\"contact\",\"originId\":\"C\",\"fields\":{\"NAME\":\"A\"}}true");
        assertThat(admin.get(run).page()).contains("Проба передана");
        assertThat(admin.get(run + "/trial").status()).isEqualTo(204);
        sql("update bitrix_trial set refused = 'Entity 0 <is wrong>.'");
        assertThat(admin.get(run).page()).contains("Entity 0 &lt;is wrong&gt;.");
        assertThat(admin.get(run + "/trial").header("HX-Refresh")).isEqualTo("true");
    }

    @Test
    void whatWasTypedStandsThereAgainWhereverItWasRefused() {
        Browser admin = site.signedIn(Role.ADMIN);
        String fields = "NAME = <Анна>\nPHONE = +7 1\nPHONE = +7 2";
        String refs = "COMPANY_ID = company/a&b";
        String rows = "p-1; 10.50; 2";

        assertThat(admin.post(
                                "/admin/bitrix/try",
                                "entity",
                                "deal",
                                "origin",
                                "D<1>",
                                "fields",
                                fields + "\noops",
                                "refs",
                                refs,
                                "rows",
                                rows,
                                "force",
                                "on")
                        .page())
                .contains(typed(fields + "\noops"), typed(refs), rows, "value=\"D&lt;1&gt;\"", "checked")
                .contains("<option value=\"deal\" selected>");
        assertThat(admin.post("/admin/bitrix/try", "entity", "deal", "origin", "D", "fields", "x".repeat(20_001))
                        .page())
                .contains("Здесь больше 20 000 символов", "x".repeat(20_001));

        String run = admin.post(
                        "/admin/bitrix/try",
                        "entity",
                        "deal",
                        "origin",
                        "D<1>",
                        "fields",
                        fields,
                        "refs",
                        refs,
                        "rows",
                        rows,
                        "force",
                        "on")
                .location();
        sql("update bitrix_trial set refused = 'no'");
        String again = "/admin/bitrix/try?again=" + run.substring(run.lastIndexOf('/') + 1);
        assertThat(admin.get(run).page()).contains(again);
        assertThat(admin.get(again).page())
                .contains(typed(fields), typed(refs), rows, "value=\"D&lt;1&gt;\"", "checked")
                .contains("<option value=\"deal\" selected>");
        assertThat(site.signedIn(Role.VIEWER).get(again).page()).doesNotContain("COMPANY_ID = company/a");
    }

    private static String typed(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String fragment(Browser browser, String path) {
        return browser.send(browser.request(path).header("HX-Request", "true")).page();
    }

    @Test
    void pagesOfConflictsFollowOneAnother() {
        for (int i = 0; i <= ConflictsPage.ROWS; i++) {
            severalOf("G-%03d".formatted(i));
        }
        sql("update bitrix_link set changed_at = now() - make_interval(mins => substr(key, 11)::int)");
        Browser viewer = site.signedIn(Role.VIEWER);

        assertThat(viewer.get("/admin/bitrix/conflicts").page())
                .contains("G-000", "G-049", "?skip=50")
                .doesNotContain("G-050");
        assertThat(viewer.get("/admin/bitrix/conflicts?skip=50").page())
                .contains("G-050")
                .doesNotContain("G-049", "skip=100");
        assertThat(viewer.get("/admin/bitrix/conflicts?skip=x").status()).isEqualTo(200);
    }

    @Test
    void aViewerChangesNothing() {
        severalOf("G");
        Browser viewer = site.signedIn(Role.VIEWER);

        assertThat(viewer.post("/admin/bitrix/conflicts", "key", "contact/g", "portalId", "5", "deed", "merge")
                        .status())
                .isEqualTo(403);
        assertThat(viewer.post("/admin/bitrix/try", "entity", "contact", "origin", "C")
                        .status())
                .isEqualTo(403);
        assertThat(viewer.post("/admin/bitrix/users", "onec", "A", "portalId", "1")
                        .status())
                .isEqualTo(403);
        assertThat(viewer.get("/admin/bitrix/conflicts").page()).doesNotContain("portalId");
    }
}
