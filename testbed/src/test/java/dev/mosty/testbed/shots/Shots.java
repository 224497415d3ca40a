package dev.mosty.testbed.shots;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
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

    /** For the page that says so; the browser complains of it rightly. */
    private static final String NOWHERE = "/admin/nothing-is-here";

    /** Pages that no navigation names. */
    private static final List<String> UNLISTED = List.of(
            "/admin/account",
            "/admin/bitrix/conflicts",
            "/admin/bitrix/currencies",
            "/admin/bitrix/entity",
            "/admin/bitrix/try",
            "/admin/bitrix/users",
            "/admin/settings/1c/help",
            "/admin/settings/amocrm/fields",
            "/admin/contacts/new",
            "/admin/contacts/import",
            "/admin/deliveries?state=dead",
            "/admin/deliveries?state=done",
            "/admin/search?q=23392663",
            NOWHERE);

    /** @param row of a list, whose link leads to a page of its own */
    private record First(String list, String row) {}

    /** Pages of which there are many: the first of each list is looked at, where there is one. */
    private static final Map<String, First> FIRST_OF = Map.of(
            "log-entry", new First("/admin/logs", "table.log td.num a"),
            "delivery", new First("/admin/deliveries?state=dead", "table.log td.num a"),
            "bitrix-run", new First("/admin/bitrix", "main td.when a"),
            "bitrix-object", new First("/admin/bitrix/conflicts", "main td.long a"),
            "call", new First("/admin/calls", "main td.when a[href^='/admin/calls/']"),
            "contact", new First("/admin/contacts", "main td.long a[href^='/admin/contacts/']"));

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
                    if (message.type().equals("error") && !window.url().endsWith(NOWHERE)) {
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
        paths.forEach(path -> pages.put(path.substring(1).replaceAll("[/?=]", "-"), admin + path));
        FIRST_OF.forEach((name, first) -> {
            window.navigate(admin + first.list());
            Locator line = window.locator(first.row()).first();
            if (line.count() > 0) {
                pages.put("admin-" + name, admin + line.getAttribute("href"));
            }
        });
        // The administrator has no extension: the page says so. With a session it leads nowhere else.
        pages.put("workplace", "http://127.0.0.1:" + (8083 + offset) + "/workplace");
        pages.put("simulator-amocrm", "http://127.0.0.1:" + (8090 + offset) + "/");
        pages.put("simulator-card", "http://127.0.0.1:" + (8090 + offset) + "/card");
        pages.put("simulator-1c", "http://127.0.0.1:" + (8091 + offset) + "/");
        pages.put("simulator-pbx", "http://127.0.0.1:" + (8092 + offset) + "/");
        pages.put("simulator-bitrix24", "http://127.0.0.1:" + (8093 + offset) + "/");
        return pages;
    }

    private void take(Page window, Path to, String name, String address) {
        int width = window.viewportSize().width;
        for (ColorScheme light : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            window.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(light));
            // A live page never falls idle.
            window.navigate(address, new Page.NavigateOptions().setWaitUntil(WaitUntilState.LOAD));
            // The card loads its widget like amoCRM's: by and by.
            if (name.endsWith("card")) {
                window.waitForSelector("body[data-widget=ready]");
            }
            window.screenshot(new Page.ScreenshotOptions()
                    .setFullPage(true)
                    .setPath(to.resolve(name + "-" + width + "-" + light.name().toLowerCase(Locale.ROOT) + ".png")));
        }
        if ((int) window.evaluate("document.documentElement.scrollWidth") > width) {
            complaints.add(address + " is wider than " + width);
        }
    }
}
