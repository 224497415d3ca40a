package dev.mosty.testbed.shots;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitUntilState;
import dev.mosty.testbed.browser.Chromium;
import dev.mosty.testbed.launcher.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Takes pictures of the pages of a running suite, wide and narrow, light and dark, into {@code shots} of its data
 * directory ({@code SUITE_DATA}), and fails if a page is wider than its window or its script complains. No test of the
 * build: its name does not end as theirs do, and {@code ./suite shots} names it.
 */
class Shots {
    private static final int[][] WINDOWS = {{1280, 800}, {390, 844}};

    /** Pages that no navigation names. */
    private static final List<String> UNLISTED =
            List.of("/admin/account", "/admin/settings/amocrm/fields", "/admin/contacts/new", "/admin/contacts/import");

    /** Lists whose first row is a page of its own, where there is one. */
    private static final Map<String, String> FIRST_ROWS = Map.of(
            "/admin/calls", "main td.when a[href^='/admin/calls/']",
            "/admin/contacts", "main td.long a[href^='/admin/contacts/']");

    private static final Pattern FIRST = Pattern.compile("(?m)^admin-web, login (.+?): (\\S+)\\s*$");

    private final Path data = Path.of(System.getenv().getOrDefault("SUITE_DATA", "../.data"));
    private final List<String> complaints = new ArrayList<>();

    @Test
    void everyPageIsTakenWideAndNarrowLightAndDark() throws IOException {
        int offset = Running.in(data)
                .orElseThrow(() -> new IllegalStateException("Nothing runs there: start ./suite up first"))
                .portOffset();
        Path to = Files.createDirectories(data.resolve("shots"));
        try (Chromium chromium = Chromium.start()) {
            for (int[] size : WINDOWS) {
                Page window = chromium.window(size[0], size[1]);
                window.onConsoleMessage(message -> {
                    if (message.type().equals("error")) {
                        complaints.add(window.url() + ": " + message.text());
                    }
                });
                String admin = "http://127.0.0.1:" + (8080 + offset);
                take(window, to, "admin-login", admin + "/admin/login");
                signIn(window, admin);
                for (Map.Entry<String, String> page :
                        pages(window, admin, offset).entrySet()) {
                    take(window, to, page.getKey(), page.getValue());
                }
            }
        }
        System.out.println("Pictures are in " + to.toRealPath());
        assertThat(complaints).isEmpty();
    }

    private void signIn(Page window, String admin) throws IOException {
        String text = Files.readString(data.resolve("first-login.txt"));
        Matcher first = FIRST.matcher(text);
        if (!first.find()) {
            throw new IllegalStateException("first-login.txt names no administrator");
        }
        window.navigate(admin + "/admin/login");
        window.fill("input[name=login]", first.group(1));
        window.fill("input[name=password]", first.group(2));
        window.click("form.login button");
        window.waitForURL(url -> !url.contains("/admin/login"));
    }

    /** What the navigation offers, so that a new page is in the pictures by itself, and the simulators. */
    private static Map<String, String> pages(Page window, String admin, int offset) {
        Map<String, String> pages = new LinkedHashMap<>();
        List<String> paths = new ArrayList<>(window.locator(".side nav a").all().stream()
                .map(link -> link.getAttribute("href"))
                .toList());
        paths.addAll(UNLISTED);
        FIRST_ROWS.forEach((list, row) -> {
            window.navigate(admin + list);
            if (window.locator(row).count() > 0) {
                pages.put(
                        list.substring(1).replace('/', '-') + "-one",
                        admin + window.locator(row).first().getAttribute("href"));
            }
        });
        paths.forEach(path -> pages.put(path.substring(1).replace('/', '-'), admin + path));
        pages.put("simulator-amocrm", "http://127.0.0.1:" + (8090 + offset) + "/");
        pages.put("simulator-card", "http://127.0.0.1:" + (8090 + offset) + "/card");
        pages.put("simulator-1c", "http://127.0.0.1:" + (8091 + offset) + "/");
        return pages;
    }

    private void take(Page window, Path to, String name, String address) {
        int width = window.viewportSize().width;
        for (ColorScheme light : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            window.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(light));
            // A live page never falls idle.
            window.navigate(address, new Page.NavigateOptions().setWaitUntil(WaitUntilState.LOAD));
            window.screenshot(new Page.ScreenshotOptions()
                    .setFullPage(true)
                    .setPath(to.resolve(name + "-" + width + "-" + light.name().toLowerCase(Locale.ROOT) + ".png")));
        }
        if ((int) window.evaluate("document.documentElement.scrollWidth") > width) {
            complaints.add(address + " is wider than " + width);
        }
    }
}
