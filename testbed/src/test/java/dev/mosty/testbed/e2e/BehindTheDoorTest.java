package dev.mosty.testbed.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.microsoft.playwright.options.Cookie;
import dev.mosty.testbed.browser.Chromium;
import dev.mosty.testbed.deploy.FrontDoor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The real services behind the real nginx of {@code deploy/nginx}, seen by a real browser. */
@TestInstance(Lifecycle.PER_CLASS)
class BehindTheDoorTest {
    private static final String PASSWORD = "long-password-of-the-test";
    private static final String DATABASE = "door";
    private static final String CLINIC = "203.0.113.7";

    @AutoClose
    private final DurablePostgres postgres = new DurablePostgres();

    @AutoClose
    private final Chromium chromium = Chromium.start();

    private final String url = postgres.create(DATABASE);

    @AutoClose
    private final ServiceProcess admin = ServiceProcess.start(
            "admin-web", Map.of("DB_URL", url, "ADMIN_PASSWORD", PASSWORD, "TLS_MODE", "selfsigned"));

    @AutoClose
    private final ServiceProcess bridge =
            ServiceProcess.start("telephony-bridge", Map.of("DB_URL", url, "PBX_PATH", FrontDoor.PBX_PATH));

    @AutoClose
    private final ServiceProcess gate =
            ServiceProcess.start("amo-gate", Map.of("DB_URL", url, "GATE_ALLOW_IPS", CLINIC));

    private FrontDoor door(String trustedProxies) {
        return FrontDoor.open(Map.of(
                "ADMIN_UPSTREAM", upstream(admin),
                "BRIDGE_UPSTREAM", upstream(bridge),
                "GATE_UPSTREAM", upstream(gate),
                "NGX_TRUSTED_PROXIES", trustedProxies));
    }

    private static String upstream(ServiceProcess service) {
        return service.url().substring("http://".length());
    }

    @Test
    void anAdministratorSignsInIsWarnedOfTheCertificateAndFollowsTheLog() {
        try (FrontDoor door = door("")) {
            Page page = signedIn(door);
            assertThat(page.url()).isEqualTo(door.url() + "/admin");
            Cookie session = page.context().cookies().stream()
                    .filter(cookie -> cookie.name.equals("mosty_session"))
                    .findFirst()
                    .orElseThrow();
            assertThat(session.secure).isTrue();
            assertThat(session.httpOnly).isTrue();
            assertThat(session.path).isEqualTo("/");

            Locator warning =
                    page.locator(".note.bad", new Page.LocatorOptions().setHasText("Сертификат самоподписанный"));
            assertThat(warning).isVisible();
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(Path.of("target", "shots", "overview-self-signed.png"))
                    .setFullPage(true));

            page.navigate(door.url() + "/admin/logs");
            page.locator("button[data-live]").click();
            assertThat(page.locator("#live-said")).containsText("появляются сверху", in15Seconds());
            postgres.execute(DATABASE, """
                insert into request_log (service, request_id, address, user_agent, method, url, status, result, request,
                                         answer, took_ms)
                values ('amo-proxy', '', '10.0.0.1', '', 'POST', '/through-the-door', 200, true, '', '', 1)
                """);
            assertThat(page.locator("#log-rows")).containsText("/through-the-door", in15Seconds());
        }
    }

    @Test
    void aCallOpensItsWindowThroughTheDoor() {
        try (FrontDoor door = door("")) {
            postgres.execute(DATABASE, "update app_user set extensions = '{100}' where login = 'root'");
            postgres.execute(DATABASE, """
                insert into setting (name, value, sealed, changed_by)
                values ('telephony.window.in', 'start', false, 'test') on conflict (name) do nothing""");
            Page page = signedIn(door);
            page.navigate(door.url() + "/workplace");
            assertThat(page.locator("#line")).hasText("на связи", new HasTextOptions().setTimeout(30_000));

            assertThat(door.get("/" + FrontDoor.PBX_PATH
                                    + "/?event=1&src_type=1&call_id=c1&line=3333333&dst_num=100&src_num=89991234567")
                            .body())
                    .isEqualTo("{\"status\":\"ok\"}");
            assertThat(page.locator("#windows > .window")).isVisible();
            assertThat(door.get("/another-secret-segment/?event=1").statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void theGateKnowsWhoPostsAndBelievesNobodyElse() {
        String booking = "[{\"lead_id\":\"23392663\",\"status\":\"checkin\"}]";
        try (FrontDoor alone = door("");
                FrontDoor behindBalancer = door("127.0.0.1/32")) {
            assertThat(alone.post("/zdrav/booked", booking, "X-Forwarded-For", CLINIC)
                            .statusCode())
                    .as("a caller who says so itself")
                    .isEqualTo(403);
            assertThat(behindBalancer
                            .post("/zdrav/booked", booking, "X-Forwarded-For", CLINIC)
                            .body())
                    .as("the balancer says so")
                    .isEqualTo("{\"status\":\"ok\"}");
            assertThat(behindBalancer
                            .post("/zdrav/booked", booking, "X-Forwarded-For", CLINIC + ", 203.0.113.8")
                            .statusCode())
                    .as("the balancer says that somebody else says so")
                    .isEqualTo(403);
            assertThat(gate.post("/zdrav/booked", booking).statusCode()).isEqualTo(403);
            await().atMost(Duration.ofSeconds(5))
                    .until(() ->
                            postgres.number(DATABASE, "select count(*) from delivery where channel = 'amocrm'") == 1);
        }
    }

    private Page signedIn(FrontDoor door) {
        Page page = chromium.carelessWindow(1280, 900);
        page.navigate(door.url() + "/admin");
        page.locator("input[name=login]").fill("root");
        page.locator("input[name=password]").fill(PASSWORD);
        page.keyboard().press("Enter");
        page.waitForURL(address -> !address.contains("login"));
        return page;
    }

    private static ContainsTextOptions in15Seconds() {
        return new ContainsTextOptions().setTimeout(15_000);
    }
}
