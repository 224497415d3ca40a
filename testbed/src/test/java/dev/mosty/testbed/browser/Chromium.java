package dev.mosty.testbed.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Debian's Chromium, driven by Playwright without a download of its own. One for a test class; every {@link #window} is
 * a person with an empty cookie jar. Not for two threads at once.
 */
public final class Chromium implements AutoCloseable {
    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            // Our first page with SUITE_PORT_OFFSET=2000; Chromium takes it for Amanda's and opens nothing there.
            "--explicitly-allowed-ports=10080");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** @throws IllegalStateException with a sentence, if there is no Chromium */
    public static Chromium start() {
        Path program = Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no Chromium: apt-get install chromium"));
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        return new Chromium(
                playwright,
                playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(program)
                                .setArgs(ARGUMENTS)));
    }

    /**
     * A new person's window, in Moscow.
     *
     * @param width in CSS pixels: 390 is a phone
     */
    public Page window(int width, int height) {
        return window(width, height, false);
    }

    /** The same for somebody who has told the browser to go on in spite of the certificate. */
    public Page carelessWindow(int width, int height) {
        return window(width, height, true);
    }

    private Page window(int width, int height, boolean careless) {
        BrowserContext person = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setTimezoneId("Europe/Moscow")
                .setLocale("ru-RU")
                .setIgnoreHTTPSErrors(careless));
        person.setDefaultTimeout(10_000);
        return person.newPage();
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
