package dev.mosty.testbed.onec;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import dev.mosty.testbed.browser.Chromium;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The register of changes as a person sees it and adds to it. */
class ChangesPageTest {
    private static Chromium chromium;

    @AutoClose
    private final OneCSimulator oneC = OneCSimulator.start(OneCOptions.inMemory());

    @AutoClose
    private final Receptionist sync = new Receptionist(oneC);

    @BeforeAll
    static void open() {
        chromium = Chromium.start();
    }

    @AfterAll
    static void close() {
        chromium.close();
    }

    private Page page() {
        Page page = chromium.window(1280, 800);
        page.navigate(oneC.url() + "/?lang=ru");
        return page;
    }

    @Test
    void aChangeOfAPersonStaysInSightUntilItIsConfirmed() {
        Page page = page();
        assertThat(page.locator("#no-changes")).isVisible();
        page.selectOption("#entity", "company");
        page.click("#change button");
        assertThat(page.locator("#changes-list article")).containsText("ООО «Ромашка»");
        assertThat(page.locator("#changes-list .meta")).containsText("ещё не забрано");

        sync.send("GET", OneCOptions.CHANGES_PATH + "?limit=5", "");
        assertThat(page.locator("#changes-list .meta")).containsText("передано сообщением 1, не подтверждено");

        sync.send("POST", OneCOptions.CHANGES_PATH, "{\"received\":1,\"run\":\"r\"}");
        assertThat(page.locator("#no-changes")).isVisible();
        assertThat(page.locator("#changes-list article")).hasCount(0);
        assertThat(page.locator("#confirmed"))
                .hasText("Ждёт: 0 · подтверждено: 1 · последнее подтверждённое сообщение: 1");
    }

    @Test
    void whatCannotBeRegisteredIsSaidBesideItAndStaysTyped() {
        Page page = page();
        page.fill("#object", "{\"entity\":");
        page.click("#change button");
        assertThat(page.locator("#change-problem")).containsText("Это не JSON");
        page.fill("#object", "{\"entity\":\"contact\"}");
        page.click("#change button");
        assertThat(page.locator("#change-problem")).hasText("an object has entity and originId");
        assertThat(page.locator("#object")).hasValue("{\"entity\":\"contact\"}");
    }

    /** What 1C has may be anything, and an example is valid JSON that 1C would send. */
    @Test
    void aHostileObjectIsTextAndMayBeChangedAgain() {
        sync.send(
                "POST",
                "/sim/changes",
                "{\"entity\":\"<b>x</b>\",\"originId\":\"1\",\"fields\":{\"NAME\":\"<img src=x onerror=alert(1)>\"}}");
        Page page = page();
        assertThat(page.locator("#changes-list h3")).hasText("<b>x</b>");
        page.click("#changes-list button");
        assertThat(page.locator("#changes-list img")).hasCount(0);
        page.click("#change button");
        assertThat(page.locator("#changes-list article")).hasCount(1);
    }
}
