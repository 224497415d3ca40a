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
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** When windows open, as the settings 1.2 of seed 002 say, and how the page does in other browsers and languages. */
@ExtendWith(WorkplaceStand.Shared.class)
class CallWindowsTest {
    private final WorkplaceStand stand;

    CallWindowsTest(WorkplaceStand stand) {
        this.stand = stand;
        stand.aNewDay();
    }

    /** Whether a window is there while it rings, while people talk, and after the end. */
    private record Moments(String setting, boolean ringing, boolean talking, boolean over) {
        static final Moments NEVER = new Moments("never", false, false, false);
        static final Moments START = new Moments("start", true, true, false);
        static final Moments ANSWER = new Moments("answer", false, true, false);
        static final Moments END = new Moments("end", false, false, true);
    }

    @Test
    void aWindowOpensAtTheMomentThatWasChosenForItsDirection() {
        stand.set("telephony.document.show", "never");
        Page page = stand.signedIn("root", 1280);
        List<Moments> all = List.of(Moments.NEVER, Moments.ANSWER, Moments.END, Moments.START);
        for (int i = 0; i < all.size(); i++) {
            aCallEachWay(page, i, all.get(i), all.get((i + 1) % all.size()));
        }
        assertThat(stand.complaints()).isEmpty();
        page.context().close();
    }

    private void aCallEachWay(Page page, int round, Moments in, Moments out) {
        stand.set("telephony.window.in", in.setting());
        stand.set("telephony.window.out", out.setting());
        theyHold();
        String client = "8495000001" + round;
        String other = "8495000002" + round;

        String incoming = stand.rings(client, "100");
        String outgoing = stand.dials(other, "100");
        assertThat(inJournal(page, client)).containsText("вызов");
        assertThat(inJournal(page, other)).containsText("вызов");
        assertThat(windowsOf(page, "incoming")).hasCount(in.ringing() ? 1 : 0);
        assertThat(windowsOf(page, "outgoing")).hasCount(out.ringing() ? 1 : 0);

        stand.answers(incoming, client, "100");
        stand.clientAnswers(outgoing, other, "100");
        assertThat(inJournal(page, client)).containsText("разговор");
        assertThat(inJournal(page, other)).containsText("разговор");
        assertThat(windowsOf(page, "incoming")).hasCount(in.talking() ? 1 : 0);
        assertThat(windowsOf(page, "outgoing")).hasCount(out.talking() ? 1 : 0);

        stand.ends(incoming, client, "100", "ANSWER");
        stand.clientEnds(outgoing, other, "100", "ANSWER");
        assertThat(inJournal(page, client)).containsText("состоялся");
        assertThat(inJournal(page, other)).containsText("состоялся");
        assertThat(windowsOf(page, "incoming")).hasCount(in.over() ? 1 : 0);
        assertThat(windowsOf(page, "outgoing")).hasCount(out.over() ? 1 : 0);
        while (windows(page).count() > 0) {
            windows(page).first().locator("[data-close]").click();
        }
    }

    /** The bridge reads settings again after 300 ms. */
    private static void theyHold() {
        await().pollDelay(Duration.ofMillis(350)).until(() -> true);
    }

    private static Locator inJournal(Page page, String phone) {
        return page.locator(".journal tbody tr")
                .filter(new Locator.FilterOptions().setHasText("+7" + phone.substring(1)));
    }

    private static Locator windowsOf(Page page, String way) {
        return page.locator("#windows > .window[data-way=" + way + "]");
    }

    @Test
    void aCallByClickRingsOpensItsWindowAndIsBoundToTheClick() {
        Page page = stand.signedIn("root", 1280);
        String missed = stand.rings(IVANOVA, "100");
        assertThat(windows(page)).hasCount(1);
        stand.ends(missed, IVANOVA, "100", "NOANSWER");
        assertThat(page.locator(".journal tbody tr")).containsText("пропущен");
        windows(page).locator("[data-close]").click();
        stand.pbx().knobs().clickAnswerMillis = 700;
        stand.pbx().knobs().clickTalkMillis = 1_500;

        page.locator(".journal button[name=phone]").click();

        assertThat(page.locator("#said")).hasText("Звоним. Снимите трубку, когда зазвонит ваш телефон.");
        assertThat(windowsOf(page, "outgoing").locator(".client")).hasText("Иванова Мария Петровна");
        assertThat(windowsOf(page, "outgoing")).containsText("Исходящий · разговор");
        picture(page, "click-1280");
        assertThat(windowsOf(page, "outgoing")).hasCount(0);
        assertThat(stand.texts("select outcome || ' ' || c.phone from made_call m join call c on c.id = m.call_id"))
                .containsExactly("placed " + IVANOVA);
        page.context().close();
    }

    @Test
    void withoutSharedWorkersEachTabHasAConnectionOfItsOwn() {
        await().untilAsserted(() -> assertThat(stand.streams()).isZero());
        Page page = stand.signedInWithoutSharedWorkers("root");
        Page tab = page.context().newPage();
        stand.watch(tab);
        tab.navigate(stand.url() + "/workplace");
        assertConnected(tab);
        assertThat(stand.streams()).isEqualTo(2);
        String call = stand.rings(IVANOVA, "100");
        assertThat(windows(page)).hasCount(1);
        assertThat(windows(tab)).hasCount(1);

        windows(tab).locator("[data-close]").click();
        assertThat(windows(page)).hasCount(0);
        stand.ends(call, IVANOVA, "100", "ANSWER");
        assertThat(page.locator(".journal tbody tr")).containsText("состоялся");
        assertThat(stand.complaints()).isEmpty();
        page.context().close();
        await().untilAsserted(() -> assertThat(stand.streams()).isZero());
    }

    @Test
    void theEnglishPageHasNoRussianWordAndItsNotificationNeitherHas() {
        Page page = stand.signedIn("root", 390);
        page.context().addInitScript("""
                window.shown = [];
                window.Notification = class extends window.Notification {
                  constructor(title, options) { super(title, options); window.shown.push(title + ': ' + options.body); }
                };""");
        page.locator("button[name=to]").click();
        assertThat(page.locator("#line")).hasText("connected");
        assertThat(page.locator("html")).hasAttribute("lang", "en");
        String call = stand.rings("84957654321", "100");
        assertThat(windows(page)).containsText("Incoming · ringing");
        windows(page).locator("summary").click();
        windows(page).locator("button[data-copy]").click();
        assertThat(page.locator("#said")).hasText("Copied");
        stand.answers(call, "84957654321", "100");
        assertThat(windows(page)).containsText("Incoming · talking");
        assertThat(page.locator(".journal tbody tr")).containsText("talking");
        picture(page, "english-390");

        // A notification of the browser itself, which was allowed to show it.
        await().untilAsserted(
                        () -> assertThat(page.evaluate("window.shown.join()")).isEqualTo("Incoming: +74957654321"));
        assertThat(page.locator("main").innerText()).doesNotContainPattern("[А-Яа-яЁё]");
        stand.ends(call, "84957654321", "100", "ANSWER");
        assertThat(page.locator(".journal tbody tr")).containsText("answered");
        assertThat(page.locator("#windows")).containsText("The event \"Call\" was created");
        assertThat(page.locator("body").innerText().replace("Русский", "")).doesNotContainPattern("[А-Яа-яЁё]");
        assertThat(stand.complaints()).isEmpty();
        page.context().close();
    }
}
