package dev.mosty.testbed.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import dev.mosty.testbed.browser.Chromium;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The log that an administrator follows in a browser: the script of the page, which no test over HTTP runs. */
class LiveLogTest {
    private static final String PASSWORD = "long-password-of-the-test";
    private static final String DATABASE = "live";
    private static final ContainsTextOptions IN_TIME = new ContainsTextOptions().setTimeout(15_000);

    @AutoClose
    private final DurablePostgres postgres = new DurablePostgres();

    @AutoClose
    private final Chromium chromium = Chromium.start();

    @Test
    void newRowsAppearUntilItIsPausedAndThoseOfThePauseWhenItGoesOnAndTheFilterHolds() {
        String url = postgres.create(DATABASE);
        try (ServiceProcess admin =
                ServiceProcess.start("admin-web", Map.of("DB_URL", url, "ADMIN_PASSWORD", PASSWORD))) {
            Page page = signedIn(admin.url());
            page.navigate(admin.url() + "/admin/logs?service=amo-proxy");
            Locator rows = page.locator("#log-rows");
            Locator follow = page.locator("button[data-live]");

            follow.click();
            assertThat(page.locator("#live-said")).containsText("появляются сверху", IN_TIME);
            assertThat(follow).hasText("Остановить");
            log("amo-proxy", "/first", "<img src=x onerror=alert(1)>");
            assertThat(rows).containsText("/first", IN_TIME);
            assertThat(rows.locator("tr").first()).containsText("<img src=x onerror=alert(1)>");
            assertThat(rows.locator("img")).hasCount(0);
            assertThat(page.locator(".none")).hasCount(0);

            log("amo-gate", "/of-another-service", "");
            log("amo-proxy", "/second", "");
            assertThat(rows.locator("tr").first()).containsText("/second", IN_TIME);
            assertThat(rows).not().containsText("/of-another-service");

            follow.click();
            assertThat(follow).hasText("Следить за новыми");
            assertThat(page.locator("#live-said")).hasText("");
            log("amo-proxy", "/while-paused", "");
            // Longer than the two looks of a second each that a stream would have needed.
            page.waitForTimeout(3_000);
            assertThat(rows).not().containsText("/while-paused");

            follow.click();
            assertThat(rows).containsText("/while-paused", IN_TIME);
            log("amo-proxy", "/afterwards", "");
            assertThat(rows.locator("tr").first()).containsText("/afterwards", IN_TIME);
            assertThat(rows.locator("tr")).hasCount(4);
        }
    }

    private Page signedIn(String admin) {
        Page page = chromium.window(1280, 900);
        page.onDialog(dialog -> {
            throw new AssertionError("a row of the log ran as a script");
        });
        page.navigate(admin + "/");
        page.locator("input[name=login]").fill("root");
        page.locator("input[name=password]").fill(PASSWORD);
        page.keyboard().press("Enter");
        page.waitForURL(address -> !address.contains("login"));
        return page;
    }

    private void log(String service, String url, String userAgent) {
        postgres.execute(DATABASE, """
                insert into request_log (service, request_id, address, user_agent, method, url, status, result, request,
                                         answer, took_ms)
                values ('%s', '', '10.0.0.1', '%s', 'POST', '%s', 200, true, '', '', 1)
                """.formatted(service, userAgent, url));
    }
}
