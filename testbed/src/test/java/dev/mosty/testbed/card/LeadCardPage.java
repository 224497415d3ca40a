package dev.mosty.testbed.card;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.SelectOption;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Collectors;

/** The lead card as a receptionist sees it: fields by their place in the widget, texts as they are read. */
public final class LeadCardPage {
    private final Page page;
    public final Locator date;
    public final Locator doctor;
    public final Locator time;
    public final Locator register;
    public final Locator message;
    public final Locator retry;
    public final Locator rdesk;
    public final Locator rdeskButton;
    public final Locator rdeskMessage;

    /** @param page an empty window */
    public LeadCardPage(Page page) {
        this.page = page;
        this.date = page.locator("[data-field=date]");
        this.doctor = page.locator("[data-field=doctor]");
        this.time = page.locator("[data-field=time]");
        this.register = page.locator("[data-action=register]");
        this.message = page.locator(".mosty__booking .mosty__message");
        this.retry = page.locator("[data-action=retry]");
        this.rdesk = page.locator(".mosty__rdesk");
        this.rdeskButton = page.locator("[data-action=rdesk]");
        this.rdeskMessage = page.locator(".mosty__rdesk .mosty__message");
    }

    /**
     * Opens the card of the simulators at this address and waits for the widget.
     *
     * @param parameters as {@code dev.mosty.testbed.card} lists them
     */
    public LeadCardPage open(String simulators, Map<String, String> parameters) {
        String query = parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        page.navigate(simulators + "/card?" + query);
        page.waitForSelector("body[data-widget=ready]");
        return this;
    }

    /** The window itself. */
    public Page page() {
        return page;
    }

    /** As if the day was picked in the calendar. */
    public LeadCardPage chooseDate(LocalDate day) {
        date.fill(day.toString());
        return this;
    }

    /** Chooses by what the list shows in front of the number of free hours. */
    public LeadCardPage choose(String doctorName, String hour) {
        Locator option = doctor.locator("option").filter(new Locator.FilterOptions().setHasText(doctorName));
        doctor.selectOption(new SelectOption().setValue(option.first().getAttribute("value")));
        time.selectOption(hour);
        return this;
    }

    /** Waits until the list offers exactly this. */
    public static void assertOffers(Locator list, String... texts) {
        PlaywrightAssertions.assertThat(list.locator("option:not(:first-child)"))
                .hasText(texts);
    }

    /** Waits until the booking's message is this, of this kind: {@code ok}, {@code warn}, {@code error}. */
    public void assertMessage(String kind, String text) {
        PlaywrightAssertions.assertThat(message).hasText(text);
        PlaywrightAssertions.assertThat(message).hasClass("mosty__message mosty__message_" + kind);
    }

    /** Waits until the card says, in Russian, that this document was made. */
    public void assertRegistered(String number) {
        PlaywrightAssertions.assertThat(message).containsText("Запись зарегистрирована. Документ № " + number);
        PlaywrightAssertions.assertThat(message).hasClass("mosty__message mosty__message_ok");
    }

    /** A picture of the whole page for a person's eyes, below {@code target/shots}. */
    public void picture(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target", "shots", name + ".png"))
                .setFullPage(true));
    }
}
