package dev.mosty.testbed.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.mosty.testbed.amocrm.AmoCrmSimulator;
import dev.mosty.testbed.amocrm.SimulatorOptions;
import dev.mosty.testbed.browser.Chromium;
import dev.mosty.testbed.card.CardOptions;
import dev.mosty.testbed.card.CardPage;
import dev.mosty.testbed.card.LeadCardPage;
import dev.mosty.testbed.onec.OneCOptions;
import dev.mosty.testbed.onec.OneCSimulator;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** From the lead card to 1C and to the administrator's log: every part is the real one, but amoCRM and 1C. */
class ReceptionistTest {
    private static final String LEAD = "23392663";
    private static final String DOCTOR = "Ефимова Е.В.";
    private static final String PASSWORD = "long-password-of-the-test";

    private final LocalDate monday =
            LocalDate.now(ZoneId.of("Europe/Moscow")).with(TemporalAdjusters.next(DayOfWeek.MONDAY));

    @AutoClose
    private final DurablePostgres postgres = new DurablePostgres();

    @AutoClose
    private final OneCSimulator oneC = OneCSimulator.start(OneCOptions.inMemory());

    @AutoClose
    private final AmoCrmSimulator amo = AmoCrmSimulator.start(
            SimulatorOptions.inMemory(), new CardPage(new CardOptions("http://127.0.0.1:1", "", ""))::on);

    @AutoClose
    private final Chromium chromium = Chromium.start();

    @Test
    void anHourIsBookedFromTheLeadCardAndTheAdministratorSeesIt() {
        var url = postgres.create("reception");
        try (var proxy = ServiceProcess.start("amo-proxy", proxy(url));
                var admin = ServiceProcess.start("admin-web", Map.of("DB_URL", url, "ADMIN_PASSWORD", PASSWORD))) {
            var hour = oneC.freeOn(monday, DOCTOR).get(2);
            var card = new LeadCardPage(chromium.window(1280, 900))
                    .open(amo.baseUrl(), Map.of("lead", LEAD, "lang", "ru", "proxy", proxy.url()));
            card.chooseDate(monday).choose(DOCTOR, hour).register.click();
            card.assertRegistered("000000001");
            card.picture("reception-card");

            assertThat(oneC.numbersByLead()).isEqualTo(Map.of(LEAD, List.of("000000001")));
            assertThat(oneC.freeOn(monday, DOCTOR)).doesNotContain(hour);

            var page = signedIn(admin.url());
            page.navigate(admin.url() + "/admin/logs");
            assertThat(page.locator("main")).containsText("/API/get_doctor_time");
            assertThat(page.locator("main")).containsText("/API/create_document");
            assertThat(page.locator("main")).containsText("000000001");
            assertThat(page.content()).doesNotContain("Соколова Анна", "79161234567");
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "shots", "reception-log.png")));
        }
    }

    private Map<String, String> proxy(String url) {
        return Map.of(
                "DB_URL",
                url,
                "ONEC_HOST",
                "127.0.0.1",
                "ONEC_PORT",
                Integer.toString(oneC.port()),
                "ONEC_PATH",
                OneCOptions.PATH,
                "CORS_ORIGINS",
                amo.baseUrl() + ",https://*.amocrm.ru",
                "WIDGET_CLIENT_ID",
                amo.options().integration().clientId(),
                "WIDGET_CLIENT_SECRET",
                amo.options().integration().clientSecret(),
                "WIDGET_REDIRECT_URL",
                amo.options().integration().redirectUri());
    }

    private Page signedIn(String admin) {
        var page = chromium.window(1280, 900);
        page.navigate(admin + "/");
        page.locator("input[name=login]").fill("root");
        page.locator("input[name=password]").fill(PASSWORD);
        page.keyboard().press("Enter");
        page.waitForURL(address -> !address.contains("login"));
        return page;
    }
}
