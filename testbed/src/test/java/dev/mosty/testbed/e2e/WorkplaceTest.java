package dev.mosty.testbed.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.mosty.testbed.e2e.WorkplaceStand.IVANOVA;
import static dev.mosty.testbed.e2e.WorkplaceStand.assertConnected;
import static dev.mosty.testbed.e2e.WorkplaceStand.picture;
import static dev.mosty.testbed.e2e.WorkplaceStand.windows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import dev.mosty.testbed.simulation.FaultEffect;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Employees at their screens while the PBX tells of calls: real services, a real browser, two bridges. */
@ExtendWith(WorkplaceStand.Shared.class)
class WorkplaceTest {
    private final WorkplaceStand stand;

    WorkplaceTest(WorkplaceStand stand) {
        this.stand = stand;
        stand.aNewDay();
    }

    // ── what must be true ──

    @Test
    void theCardOfAKnownClientOpensIsTalkedWithAndCloses() {
        Page page = stand.signedIn("root", 1280);
        assertThat(page.locator(".journal")).containsText("Сегодня звонков ещё не было");
        picture(page, "empty-1280");
        String call = stand.rings(IVANOVA, "100");

        assertThat(windows(page)).hasCount(1);
        assertThat(windows(page).locator(".client")).hasText("Иванова Мария Петровна");
        assertThat(windows(page)).containsText("ООО «Ромашка»");
        assertThat(windows(page)).containsText("+79991234567");
        assertThat(windows(page)).containsText("Просит звонить после обеда.");
        assertThat(windows(page)).containsText("Входящий · вызов");
        stand.answers(call, IVANOVA, "100");
        assertThat(windows(page)).containsText("Входящий · разговор");
        assertThat(windows(page).locator(".timer")).hasText("0:02");
        picture(page, "known-1280");
        stand.ends(call, IVANOVA, "100", "ANSWER");

        assertThat(page.locator("#windows > .window:not(.document)")).hasCount(0);
        assertThat(page.locator("#windows > .document")).containsText("Создано событие «Звонок»");
        assertThat(page.locator(".journal tbody tr")).hasCount(1);
        assertThat(page.locator(".journal tbody tr")).containsText("состоялся");
        assertThat(page.locator(".journal a[href='https://records.example/1.mp3']"))
                .hasCount(1);
        picture(page, "document-1280");
        assertThat(stand.complaints()).isEmpty();
        page.context().close();
    }

    @Test
    void anUnknownNumberIsWrittenDownFromItsWindow() {
        Page page = stand.signedIn("maria", 390);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        String call = stand.rings("84957654321", "101");
        Locator window = windows(page);
        assertThat(window.locator(".client")).hasText("+74957654321");
        assertThat(window.locator("a[href='https://yandex.ru/search/?text=84957654321']"))
                .hasCount(1);
        picture(page, "unknown-390-dark");

        window.locator("button[data-copy]").click();
        assertThat(page.locator("#said")).hasText("Скопировано");
        assertThat(page.evaluate("navigator.clipboard.readText()")).isEqualTo("+74957654321");
        stand.pbx().faults().next(1, new FaultEffect.Answer(500, FaultEffect.Body.TEXT));
        window.locator(".does form[data-dial] button").click();
        assertThat(page.locator("#said"))
                .containsText("При выполнении запроса к Простым звонкам произошла ошибка: Internal Server Error.");

        window.locator("summary").click();
        assertThat(window.locator("input[name=phone]")).hasValue("+74957654321");
        window.locator("input[name=name]").fill("Пётр <b>Смелый</b>");
        window.locator("input[name=mine]").check();
        stand.answers(call, "84957654321", "101");
        assertThat(window).containsText("разговор");
        assertThat(window.locator("input[name=name]")).hasValue("Пётр <b>Смелый</b>");
        picture(page, "form-390-dark");
        window.locator("form[data-create] button").click();

        assertThat(window.locator(".client")).hasText("Пётр <b>Смелый</b>");
        assertThat(window).containsText("maria 101");
        stand.ends(call, "84957654321", "101", "NOANSWER");
        assertThat(page.locator(".journal tbody tr")).containsText("Пётр <b>Смелый</b>");
        picture(page, "journal-390-dark");
        assertThat(stand.texts("select who || ' ' || action from audit where action = 'contact.created'"))
                .containsExactly("maria contact.created");
        assertThat(stand.complaints()).isEmpty();
        page.context().close();
    }

    @Test
    void twoTabsHaveOneConnectionAndTheSameWindows() {
        await().untilAsserted(() -> assertThat(stand.streams()).isZero());
        Page page = stand.signedIn("root", 1280);
        Page tab = page.context().newPage();
        stand.watch(tab);
        tab.navigate(stand.url() + "/workplace");
        assertConnected(tab);
        assertThat(stand.streams()).isEqualTo(1);
        stand.rings(IVANOVA, "100");

        assertThat(windows(page)).hasCount(1);
        assertThat(windows(tab)).hasCount(1);
        windows(tab).locator("[data-close]").click();
        assertThat(windows(page)).hasCount(0);
        tab.reload();
        assertConnected(tab);
        assertThat(windows(tab)).hasCount(0);

        page.close();
        stand.rings("84957654321", "100");
        assertThat(windows(tab)).hasCount(1);
        tab.context().close();
        await().untilAsserted(() -> assertThat(stand.streams()).isZero());
        assertThat(stand.complaints()).isEmpty();
    }

    @Test
    void aBridgeThatStartsAgainOpensNothingTwice() {
        Page page = stand.signedIn("root", 1280);
        String closed = stand.rings("84957654321", "100");
        assertThat(windows(page)).hasCount(1);
        windows(page).locator("[data-close]").click();
        String written = stand.rings("84957654322", "100");
        assertThat(windows(page)).hasCount(1);
        windows(page).locator("summary").click();
        windows(page).locator("input[name=name]").fill("Сидорова Анна");
        String kept = stand.rings(IVANOVA, "100");
        assertThat(windows(page)).hasCount(2);

        stand.restart(() -> {
            assertThat(page.locator("#lost")).isVisible();
            picture(page, "lost-1280");
            String end = "&status=NOANSWER&timestamp=" + Instant.now().getEpochSecond();
            stand.tellTheOther(2, closed, "84957654321", "100", end);
            stand.tellTheOther(2, written, "84957654322", "100", end);
        });
        assertConnected(page);

        assertThat(page.locator("#lost")).isHidden();
        assertThat(windows(page)).hasCount(2);
        assertThat(windows(page).first().locator(".client")).hasText("Иванова Мария Петровна");
        assertThat(windows(page).last()).containsText("пропущен");
        windows(page).last().locator("form[data-create] button").click();
        assertThat(windows(page).last().locator(".client")).hasText("Сидорова Анна");
        stand.ends(kept, IVANOVA, "100", "ANSWER");
        assertThat(page.locator("#windows > .window:not(.document)")).hasCount(1);
        assertThat(page.locator("#windows > .window:not(.document) .client")).hasText("Сидорова Анна");
        assertThat(stand.complaints()).isEmpty();
        page.context().close();
    }

    @Test
    void aCallThatAnotherBridgeHeardOpensHere() {
        Page page = stand.signedIn("root", 1280);
        stand.tellTheOther(1, "elsewhere-1", IVANOVA, "100", "");

        assertThat(windows(page)).hasCount(1);
        page.context().close();
    }

    @Test
    void nobodySeesTheCallsOfAnotherExtension() {
        Page root = stand.signedIn("root", 1280);
        Page maria = stand.signedIn("maria", 1280);
        stand.rings(IVANOVA, "101");
        assertThat(windows(maria)).hasCount(1);
        assertThat(maria.locator(".journal tbody tr")).hasCount(1);
        root.reload();
        assertConnected(root);

        assertThat(windows(root)).hasCount(0);
        assertThat(root.content()).doesNotContain("Иванова", "9991234567");
        String callid = stand.texts("select callid from call").getFirst();
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
        stand.contact(
                1_000_002,
                "<img src=x onerror=alert(1)>\"'{x}",
                "</h2><script>alert(2)</script>",
                "84950000001",
                "<b>нет</b>");
        Page page = stand.signedIn("root", 1280);
        stand.rings("84950000001", "100");
        assertThat(windows(page).locator(".client")).hasText("<img src=x onerror=alert(1)>\"'{x}");
        stand.rings("\"><script>alert(3)</script>", "100");
        assertThat(windows(page)).hasCount(2);
        assertThat(windows(page).first().locator(".client")).hasText("\"><script>alert(3)</script>");
        assertThat(page.locator("#windows img, #windows script")).hasCount(0);
        stand.rings("", "100");
        assertThat(windows(page).first()).containsText("Номер скрыт");
        picture(page, "hostile-1280");
        assertThat(stand.complaints()).isEmpty();
        page.context().close();
    }

    @Test
    void severalWhoMayHaveTheNumberAreAChoice() {
        stand.set("telephony.digits", "5");
        stand.contact(1_000_003, "Сидоров Пётр", "", "84951234567", "");
        Page page = stand.signedIn("root", 390);
        stand.rings(IVANOVA, "100");

        assertThat(windows(page).locator(".client")).hasText("Номер подходит нескольким контактам");
        assertThat(windows(page).locator("summary"))
                .hasText(new String[] {"Иванова Мария Петровна, ООО «Ромашка»", "Сидоров Пётр"});
        windows(page).locator("summary").first().click();
        picture(page, "choice-390");
        page.context().close();
    }

    @Test
    void aNotificationComesWithTheWindow() {
        Page page = stand.signedIn("root", 1280);
        page.evaluate("() => { window.shown = []; window.Notification = class { static permission = 'granted';"
                + " constructor(title, o) { window.shown.push(title + ': ' + o.body); } }; }");
        stand.rings(IVANOVA, "100");

        await().untilAsserted(() ->
                assertThat(page.evaluate("window.shown.join()")).isEqualTo("Входящий: Иванова Мария Петровна"));
        page.context().close();
    }

    @Test
    void whoSignsOutIsToldSoAndHearsNothingMore() {
        Page page = stand.signedIn("maria", 1280);
        stand.sql(
                "update session set revoked_at = now() where user_id = (select id from app_user where login = 'maria')");

        assertThat(page.locator("#over")).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(20_000));
        stand.rings(IVANOVA, "101");
        assertThat(page.locator("#line")).hasText("нет связи");
        assertThat(windows(page)).hasCount(0);
        page.context().close();
    }
}
