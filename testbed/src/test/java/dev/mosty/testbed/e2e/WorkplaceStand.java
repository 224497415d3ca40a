package dev.mosty.testbed.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.mosty.testbed.browser.Chromium;
import dev.mosty.testbed.pbx.PbxOptions;
import dev.mosty.testbed.pbx.PbxSimulator;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * What a test of workplaces is played on: admin-web, two bridges, a browser, and a PBX that the test speaks for. One for
 * all classes of a run, since it takes its time to start.
 */
final class WorkplaceStand implements AutoCloseable {
    /** Gives it to the constructor of a test. */
    static final class Shared implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == WorkplaceStand.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .computeIfAbsent(WorkplaceStand.class, key -> new WorkplaceStand(), WorkplaceStand.class);
        }
    }

    static final String IVANOVA = "89991234567";
    static final String PBX = "NTJJWjU2XzE";
    private static final String PASSWORD = "long-password-of-the-test";
    private static final String DATABASE = "workplace";

    private final DurablePostgres postgres = new DurablePostgres();
    private final Chromium chromium = Chromium.start();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final int port = DurablePostgres.freePort();
    private final PbxSimulator pbx = PbxSimulator.start(
            new PbxOptions("127.0.0.1", 0, "http://127.0.0.1:" + port, PBX, "pbx-key", Clock.systemUTC()));
    private final ServiceProcess admin;
    private final ServiceProcess other;
    private ServiceProcess bridge;
    private int calls;

    private WorkplaceStand() {
        String url = postgres.create(DATABASE);
        admin = ServiceProcess.start(
                "admin-web",
                Map.of(
                        "DB_URL",
                        url,
                        "ADMIN_PASSWORD",
                        PASSWORD,
                        "ADMIN_WORKPLACE_URL",
                        "http://127.0.0.1:" + port + "/workplace"));
        bridge = bridge(port);
        other = bridge(DurablePostgres.freePort());
        sql("update app_user set extensions = '{100}' where login = 'root'");
        sql("""
            insert into app_user (login, password_hash, role, extensions)
            select 'maria', password_hash, 'employee', '{101}' from app_user where login = 'root'""");
    }

    private ServiceProcess bridge(int at) {
        Map<String, String> variables = new HashMap<>();
        variables.put("PBX_API_URL", pbx.makecallUrl());
        variables.put("PBX_API_KEY", "pbx-key");
        variables.put("DB_URL", postgres.url(DATABASE));
        variables.put("PBX_PATH", PBX);
        variables.put("QUARKUS_HTTP_PORT", Integer.toString(at));
        variables.put("WORKPLACE_ADMIN_URL", admin.url());
        return ServiceProcess.start("telephony-bridge", variables);
    }

    /** The bridge that browsers see goes away and comes back. */
    void restart(Runnable meanwhile) {
        assertThat(bridge.terminate(Duration.ofSeconds(10))).as("stops in time").isTrue();
        meanwhile.run();
        bridge = bridge(port);
    }

    @Override
    public void close() {
        chromium.close();
        bridge.close();
        other.close();
        admin.close();
        pbx.close();
        postgres.close();
    }

    String url() {
        return bridge.url();
    }

    /** The PBX that is asked to call. */
    PbxSimulator pbx() {
        return pbx;
    }

    /** What browsers complained of since the day began. */
    List<String> complaints() {
        return complaints;
    }

    /** No calls, one contact, and windows at the first moment. */
    void aNewDay() {
        complaints.clear();
        pbx.knobs().reset();
        pbx.faults().clear();
        sql("delete from call");
        sql("delete from contact");
        sql("delete from setting where name like 'telephony.%'");
        set("telephony.window.in", "start");
        set("telephony.window.out", "start");
        set("telephony.document.in", "end");
        set("telephony.document.show", "both");
        set("telephony.notices", "true");
        set("telephony.digits", "10");
        contact(1_000_001, "Иванова Мария Петровна", "ООО «Ромашка»", IVANOVA, "Просит звонить после обеда.");
    }

    void sql(String statement) {
        postgres.execute(DATABASE, statement);
    }

    List<String> texts(String query) {
        return postgres.texts(DATABASE, query);
    }

    void set(String name, String value) {
        sql("insert into setting (name, value, sealed, changed_by) values ('" + name + "', '" + value
                + "', false, 'test') on conflict (name) do update set value = excluded.value");
    }

    void contact(long id, String name, String company, String digits, String note) {
        sql("""
            insert into contact (id, kind, name, company, note, responsible, responsible_ext, source, changed_by,
                                 sort_name, words)
            values (%d, 'person', $$%s$$, $$%s$$, $$%s$$, 'Ефимова', '100', 'admin', 'test', '', '{}')
            """.formatted(id, name, company, note));
        sql("insert into contact_phone values (%d, 0, '%s', '%s', '+7%s')"
                .formatted(id, digits, digits, digits.substring(1)));
    }

    // ── the PBX ──

    /** A client begins to call that extension; returns the PBX's name of the call. */
    String rings(String phone, String ext) {
        String callId = "w" + ++calls + "-" + System.nanoTime();
        tell(bridge, 1, callId, phone, ext, "");
        return callId;
    }

    void answers(String callId, String phone, String ext) {
        tell(bridge, 3, callId, phone, ext, "");
    }

    void ends(String callId, String phone, String ext, String status) {
        tell(bridge, 2, callId, phone, ext, end(status));
    }

    /** The same of a call that the extension began. */
    String dials(String phone, String ext) {
        String callId = "w" + ++calls + "-" + System.nanoTime();
        tell(bridge, "event=1" + outgoing(callId, phone, ext));
        return callId;
    }

    void clientAnswers(String callId, String phone, String ext) {
        tell(bridge, "event=3" + outgoing(callId, phone, ext));
    }

    void clientEnds(String callId, String phone, String ext, String status) {
        tell(bridge, "event=2" + outgoing(callId, phone, ext) + end(status));
    }

    private static String outgoing(String callId, String phone, String ext) {
        return "&src_type=2&call_id=" + callId + "&src_num=" + ext + "&dst_num=" + phone;
    }

    private static String end(String status) {
        long now = Instant.now().getEpochSecond();
        return "&status=" + status + "&call_start_timestamp=" + (now - 45) + "&call_answer_timestamp=" + (now - 40)
                + "&timestamp=" + now + "&call_record_link=https://records.example/1.mp3";
    }

    /** An incoming call's event, told to the bridge that no browser sees. */
    void tellTheOther(int event, String callId, String phone, String ext, String rest) {
        tell(other, event, callId, phone, ext, rest);
    }

    private static void tell(ServiceProcess at, int event, String callId, String phone, String ext, String rest) {
        tell(
                at,
                "event=" + event + "&src_type=1&call_id=" + callId + "&line=3333333&dst_num=" + ext + "&src_num="
                        + URLEncoder.encode(phone, StandardCharsets.UTF_8) + rest);
    }

    private static void tell(ServiceProcess at, String query) {
        assertThat(at.get("/" + PBX + "/?" + query).statusCode()).isEqualTo(200);
    }

    // ── the browser ──

    Page signedIn(String login, int width) {
        return signedIn(login, chromium.window(width, 900));
    }

    /** As a browser without shared workers has it. */
    Page signedInWithoutSharedWorkers(String login) {
        Page page = chromium.window(1280, 900);
        page.context().addInitScript("delete window.SharedWorker");
        return signedIn(login, page);
    }

    private Page signedIn(String login, Page page) {
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

    void watch(Page page) {
        page.onPageError(complaints::add);
        page.onDialog(dialog -> complaints.add("dialog " + dialog.message()));
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                complaints.add(message.text());
            }
        });
    }

    static void assertConnected(Page page) {
        assertThat(page.locator("#line"))
                .hasText("на связи", new LocatorAssertions.HasTextOptions().setTimeout(30_000));
    }

    static Locator windows(Page page) {
        return page.locator("#windows > .window");
    }

    static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target", "shots", "workplace-" + name + ".png"))
                .setFullPage(true));
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))
                .as("wider than its window")
                .isLessThanOrEqualTo(0);
    }

    /** Streams that are open at the bridge that browsers see. */
    long streams() {
        return bridge.get("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("workplace_streams"))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
