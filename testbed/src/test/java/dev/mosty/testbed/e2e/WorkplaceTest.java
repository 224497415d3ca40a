package dev.mosty.testbed.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import dev.mosty.testbed.browser.Chromium;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Employees at their screens while the PBX tells of calls: real services, a real browser, two bridges. */
class WorkplaceTest {
    private static final String PASSWORD = "long-password-of-the-test";
    private static final String PBX = "NTJJWjU2XzE";
    private static final String IVANOVA = "89991234567";
    private static final String DATABASE = "workplace";

    @AutoClose
    private static final DurablePostgres POSTGRES = new DurablePostgres();

    @AutoClose
    private static final Chromium CHROMIUM = Chromium.start();

    private static ServiceProcess bridge;
    private static ServiceProcess other;
    private static ServiceProcess admin;

    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private int calls;

    @BeforeAll
    static void start() {
        String url = POSTGRES.create(DATABASE);
        int bridgePort = DurablePostgres.freePort();
        int adminPort = DurablePostgres.freePort();
        admin = ServiceProcess.start(
                "admin-web",
                Map.of(
                        "DB_URL",
                        url,
                        "ADMIN_PASSWORD",
                        PASSWORD,
                        "QUARKUS_HTTP_PORT",
                        Integer.toString(adminPort),
                        "ADMIN_WORKPLACE_URL",
                        "http://127.0.0.1:" + bridgePort + "/workplace"));
        bridge = bridge(bridgePort);
        other = bridge(DurablePostgres.freePort());
        sql("update app_user set extensions = '{100}' where login = 'root'");
        sql("""
            insert into app_user (login, password_hash, role, extensions)
            select 'maria', password_hash, 'employee', '{101}' from app_user where login = 'root'""");
    }

    private static ServiceProcess bridge(int port) {
        Map<String, String> variables = new HashMap<>();
        variables.put("DB_URL", POSTGRES.url(DATABASE));
        variables.put("PBX_PATH", PBX);
        variables.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        variables.put("WORKPLACE_ADMIN_URL", admin.url());
        return ServiceProcess.start("telephony-bridge", variables);
    }

    @AfterAll
    static void stop() {
        bridge.close();
        other.close();
        admin.close();
    }

    @BeforeEach
    void aNewDay() {
        sql("truncate call, contact cascade");
        sql("delete from setting where name like 'telephony.%'");
        set("telephony.window.in", "start");
        set("telephony.window.out", "start");
        set("telephony.document.in", "end");
        set("telephony.document.show", "both");
        set("telephony.notices", "true");
        set("telephony.digits", "10");
        contact(1_000_001, "Иванова Мария Петровна", "ООО «Ромашка»", IVANOVA, "Просит звонить после обеда.");
    }

    private static void sql(String statement) {
        POSTGRES.execute(DATABASE, statement);
    }

    private static void set(String name, String value) {
        sql("insert into setting (name, value, sealed, changed_by) values ('" + name + "', '" + value
                + "', false, 'test') on conflict (name) do update set value = excluded.value");
    }

    private static void contact(long id, String name, String company, String digits, String note) {
        sql("""
            insert into contact (id, kind, name, company, note, responsible, responsible_ext, source, changed_by,
                                 sort_name, words)
            values (%d, 'person', $$%s$$, $$%s$$, $$%s$$, 'Ефимова', '100', 'admin', 'test', '', '{}')
            """.formatted(id, name, company, note));
        sql("insert into contact_phone values (%d, 0, '%s', '%s', '+7%s')"
                .formatted(id, digits, digits, digits.substring(1)));
    }

    // ── the PBX ──

    private String rings(String phone, String ext) {
        String callId = "w" + ++calls + "-" + System.nanoTime();
        tell(bridge, 1, callId, phone, ext, "");
        return callId;
    }

    private static void answers(String callId, String phone, String ext) {
        tell(bridge, 3, callId, phone, ext, "");
    }

    private static void ends(String callId, String phone, String ext, String status) {
        long now = Instant.now().getEpochSecond();
        tell(
                bridge,
                2,
                callId,
                phone,
                ext,
                "&status=" + status + "&call_start_timestamp=" + (now - 45) + "&call_answer_timestamp=" + (now - 40)
                        + "&timestamp=" + now + "&call_record_link=https://records.example/1.mp3");
    }

    private static void tell(ServiceProcess at, int event, String callId, String phone, String ext, String more) {
        assertThat(at.get("/" + PBX + "/?event=" + event + "&src_type=1&call_id=" + callId + "&line=3333333&dst_num="
                                + ext + "&src_num=" + URLEncoder.encode(phone, StandardCharsets.UTF_8) + more)
                        .statusCode())
                .isEqualTo(200);
    }

    // ── the browser ──

    private Page signedIn(String login, int width) {
        Page page = CHROMIUM.window(width, 900);
        watch(page);
        page.context().grantPermissions(List.of("notifications", "clipboard-write", "clipboard-read"));
        page.navigate(bridge.url() + "/workplace");
        page.locator("input[name=login]").fill(login);
        page.locator("input[name=password]").fill(PASSWORD);
        page.keyboard().press("Enter");
        page.waitForURL(admin.url() + "/admin/workplace");
        page.locator("main a.button").click();
        page.waitForURL(bridge.url() + "/workplace");
        assertConnected(page);
        return page;
    }

    private void watch(Page page) {
        page.onPageError(complaints::add);
        page.onDialog(dialog -> complaints.add("dialog " + dialog.message()));
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                complaints.add(message.text());
            }
        });
    }

    private static void assertConnected(Page page) {
        assertThat(page.locator("#line"))
                .hasText("на связи", new LocatorAssertions.HasTextOptions().setTimeout(30_000));
    }

    private static Locator windows(Page page) {
        return page.locator("#windows > .window");
    }

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target", "shots", "workplace-" + name + ".png"))
                .setFullPage(true));
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))
                .as("wider than its window")
                .isLessThanOrEqualTo(0);
    }

    private static long streams(ServiceProcess at) {
        return at.get("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("workplace_streams"))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    // ── what must be true ──

    @Test
    void theCardOfAKnownClientOpensIsTalkedWithAndCloses() {
        Page page = signedIn("root", 1280);
        assertThat(page.locator(".journal")).containsText("Сегодня звонков ещё не было");
        picture(page, "empty-1280");
        String call = rings(IVANOVA, "100");

        assertThat(windows(page)).hasCount(1);
        assertThat(windows(page).locator(".client")).hasText("Иванова Мария Петровна");
        assertThat(windows(page)).containsText("ООО «Ромашка»");
        assertThat(windows(page)).containsText("+79991234567");
        assertThat(windows(page)).containsText("Просит звонить после обеда.");
        assertThat(windows(page)).containsText("Входящий · вызов");
        answers(call, IVANOVA, "100");
        assertThat(windows(page)).containsText("Входящий · разговор");
        assertThat(windows(page).locator(".timer")).hasText("0:02");
        picture(page, "known-1280");
        ends(call, IVANOVA, "100", "ANSWER");

        assertThat(page.locator("#windows > .window:not(.document)")).hasCount(0);
        assertThat(page.locator("#windows > .document")).containsText("Создано событие «Звонок»");
        assertThat(page.locator(".journal tbody tr")).hasCount(1);
        assertThat(page.locator(".journal tbody tr")).containsText("состоялся");
        assertThat(page.locator(".journal a[href='https://records.example/1.mp3']"))
                .hasCount(1);
        picture(page, "document-1280");
        assertThat(complaints).isEmpty();
        page.context().close();
    }

    @Test
    void anUnknownNumberIsWrittenDownFromItsWindow() {
        Page page = signedIn("maria", 390);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        String call = rings("84957654321", "101");
        Locator window = windows(page);
        assertThat(window.locator(".client")).hasText("+74957654321");
        assertThat(window.locator("a[href='https://yandex.ru/search/?text=84957654321']"))
                .hasCount(1);
        picture(page, "unknown-390-dark");

        window.locator("button[data-copy]").click();
        assertThat(page.locator("#said")).hasText("Скопировано");
        assertThat(page.evaluate("navigator.clipboard.readText()")).isEqualTo("+74957654321");
        window.locator(".does form[data-dial] button").click();
        assertThat(page.locator("#said")).containsText("При выполнении запроса к Простым звонкам произошла ошибка");

        window.locator("summary").click();
        assertThat(window.locator("input[name=phone]")).hasValue("+74957654321");
        window.locator("input[name=name]").fill("Пётр <b>Смелый</b>");
        window.locator("input[name=mine]").check();
        answers(call, "84957654321", "101");
        assertThat(window).containsText("разговор");
        assertThat(window.locator("input[name=name]")).hasValue("Пётр <b>Смелый</b>");
        picture(page, "form-390-dark");
        window.locator("form[data-create] button").click();

        assertThat(window.locator(".client")).hasText("Пётр <b>Смелый</b>");
        assertThat(window).containsText("maria 101");
        ends(call, "84957654321", "101", "NOANSWER");
        assertThat(page.locator(".journal tbody tr")).containsText("Пётр <b>Смелый</b>");
        picture(page, "journal-390-dark");
        assertThat(POSTGRES.texts(DATABASE, "select who || ' ' || action from audit where action = 'contact.created'"))
                .containsExactly("maria contact.created");
        assertThat(complaints).isEmpty();
        page.context().close();
    }

    @Test
    void twoTabsHaveOneConnectionAndTheSameWindows() {
        await().untilAsserted(() -> assertThat(streams(bridge)).isZero());
        Page page = signedIn("root", 1280);
        Page tab = page.context().newPage();
        watch(tab);
        tab.navigate(bridge.url() + "/workplace");
        assertConnected(tab);
        assertThat(streams(bridge)).isEqualTo(1);
        rings(IVANOVA, "100");

        assertThat(windows(page)).hasCount(1);
        assertThat(windows(tab)).hasCount(1);
        windows(tab).locator("[data-close]").click();
        assertThat(windows(page)).hasCount(0);
        tab.reload();
        assertConnected(tab);
        assertThat(windows(tab)).hasCount(0);

        page.close();
        rings("84957654321", "100");
        assertThat(windows(tab)).hasCount(1);
        tab.context().close();
        await().untilAsserted(() -> assertThat(streams(bridge)).isZero());
        assertThat(complaints).isEmpty();
    }

    @Test
    void aBridgeThatStartsAgainOpensNothingTwice() {
        Page page = signedIn("root", 1280);
        String closed = rings("84957654321", "100");
        assertThat(windows(page)).hasCount(1);
        windows(page).locator("[data-close]").click();
        String kept = rings(IVANOVA, "100");
        assertThat(windows(page)).hasCount(1);

        int port = Integer.parseInt(bridge.url().replaceAll(".*:", ""));
        assertThat(bridge.terminate(java.time.Duration.ofSeconds(10)))
                .as("stops in time")
                .isTrue();
        assertThat(page.locator("#lost")).isVisible();
        picture(page, "lost-1280");
        // What is told meanwhile is told to the other one.
        long now = Instant.now().getEpochSecond();
        tell(other, 2, closed, "84957654321", "100", "&status=NOANSWER&timestamp=" + now);
        bridge = bridge(port);
        assertConnected(page);

        assertThat(page.locator("#lost")).isHidden();
        assertThat(windows(page)).hasCount(1);
        assertThat(windows(page).locator(".client")).hasText("Иванова Мария Петровна");
        ends(kept, IVANOVA, "100", "ANSWER");
        assertThat(page.locator("#windows > .window:not(.document)")).hasCount(0);
        assertThat(complaints).isEmpty();
        page.context().close();
    }

    @Test
    void aCallThatAnotherBridgeHeardOpensHere() {
        Page page = signedIn("root", 1280);
        tell(other, 1, "elsewhere-1", IVANOVA, "100", "");

        assertThat(windows(page)).hasCount(1);
        page.context().close();
    }

    @Test
    void nobodySeesTheCallsOfAnotherExtension() {
        Page root = signedIn("root", 1280);
        Page maria = signedIn("maria", 1280);
        rings(IVANOVA, "101");
        assertThat(windows(maria)).hasCount(1);
        assertThat(maria.locator(".journal tbody tr")).hasCount(1);
        root.reload();
        assertConnected(root);

        assertThat(windows(root)).hasCount(0);
        assertThat(root.content()).doesNotContain("Иванова", "9991234567");
        String callid = POSTGRES.texts(DATABASE, "select callid from call").getFirst();
        assertThat((Integer) root.evaluate(
                        "callid => fetch('/workplace/window?ext=101&callid=' + callid).then(a => a.status)", callid))
                .isEqualTo(404);
        assertThat(
                        (Integer)
                                root.evaluate(
                                        "fetch('/workplace/call', {method: 'POST', body: new URLSearchParams('ext=101&phone=89991234567')}).then(a => a.status)"))
                .isEqualTo(403);
        root.context().close();
        maria.context().close();
    }

    @Test
    void hostileNamesAreOnlyText() {
        contact(
                1_000_002,
                "<img src=x onerror=alert(1)>\"'{x}",
                "</h2><script>alert(2)</script>",
                "84950000001",
                "<b>нет</b>");
        Page page = signedIn("root", 1280);
        rings("84950000001", "100");
        assertThat(windows(page).locator(".client")).hasText("<img src=x onerror=alert(1)>\"'{x}");
        rings("\"><script>alert(3)</script>", "100");
        assertThat(windows(page)).hasCount(2);
        assertThat(windows(page).first().locator(".client")).hasText("\"><script>alert(3)</script>");
        assertThat(page.locator("#windows img, #windows script")).hasCount(0);
        rings("", "100");
        assertThat(windows(page).first()).containsText("Номер скрыт");
        picture(page, "hostile-1280");
        assertThat(complaints).isEmpty();
        page.context().close();
    }

    @Test
    void severalWhoMayHaveTheNumberAreAChoice() {
        set("telephony.digits", "5");
        contact(1_000_003, "Сидоров Пётр", "", "84951234567", "");
        Page page = signedIn("root", 390);
        rings(IVANOVA, "100");

        assertThat(windows(page).locator(".client")).hasText("Номер подходит нескольким контактам");
        assertThat(windows(page).locator("summary"))
                .hasText(new String[] {"Иванова Мария Петровна, ООО «Ромашка»", "Сидоров Пётр"});
        windows(page).locator("summary").first().click();
        picture(page, "choice-390");
        page.context().close();
    }

    @Test
    void aNotificationComesWithTheWindow() {
        Page page = signedIn("root", 1280);
        page.evaluate("() => { window.shown = []; window.Notification = class { static permission = 'granted';"
                + " constructor(title, o) { window.shown.push(title + ': ' + o.body); } }; }");
        rings(IVANOVA, "100");

        await().untilAsserted(() ->
                assertThat(page.evaluate("window.shown.join()")).isEqualTo("Входящий: Иванова Мария Петровна"));
        page.context().close();
    }

    @Test
    void whoSignsOutIsToldSoAndHearsNothingMore() {
        Page page = signedIn("maria", 1280);
        sql("update session set revoked_at = now() where user_id = (select id from app_user where login = 'maria')");

        assertThat(page.locator("#over")).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(20_000));
        rings(IVANOVA, "101");
        assertThat(page.locator("#line")).hasText("нет связи");
        assertThat(windows(page)).hasCount(0);
        page.context().close();
    }
}
