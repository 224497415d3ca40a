package dev.mosty.testbed.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.LanguageHeader;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A simulator's page for people: Russian, or English by {@code ?lang=en} or {@code Accept-Language}.
 * {@code page.html} with {@code {{key}}} for the texts of {@code page_ru} and {@code page_en}, {@code page.js}, and
 * one style sheet for all; whatever the simulated system holds is put in by the script as text, never
 * as HTML.
 */
public final class HumanPage {
    private static final Pattern KEY = Pattern.compile("\\{\\{(\\w+)}}");
    private static final List<String> LANGUAGES = List.of("ru", "en");

    private final Class<?> home;
    private final Map<String, ?> data;
    private final Map<String, String> pages;
    private final String style = resource(HumanPage.class, "page.css");
    private final String script;

    /**
     * @param home the class beside whose package the page's files lie
     * @param data what its script needs besides the texts
     */
    public HumanPage(Class<?> home, Map<String, ?> data) {
        this.home = home;
        this.data = data;
        this.script = resource(home, "page.js");
        this.pages = Map.of("ru", page("ru"), "en", page("en"));
    }

    /** Serves it at the root. */
    public void on(Router router) {
        router.get("/").handler(this::show);
        router.get("/page.css").handler(context -> send(context.response(), "text/css", style));
        router.get("/page.js").handler(context -> send(context.response(), "text/javascript", script));
    }

    private void show(RoutingContext context) {
        context.response()
                .putHeader(
                        "Content-Security-Policy", "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'")
                .putHeader("Vary", "Accept-Language");
        send(context.response(), "text/html", Objects.requireNonNull(pages.get(language(context))));
    }

    private static String language(RoutingContext context) {
        String asked = context.request().getParam("lang", "");
        if (LANGUAGES.contains(asked)) {
            return asked;
        }
        return context.acceptableLanguages().stream()
                .map(LanguageHeader::tag)
                .filter(LANGUAGES::contains)
                .findFirst()
                .orElse("ru");
    }

    private static void send(HttpServerResponse response, String type, String body) {
        response.putHeader("Content-Type", type + "; charset=utf-8")
                .putHeader("Cache-Control", "no-cache")
                .putHeader("X-Content-Type-Options", "nosniff")
                .end(body);
    }

    private String page(String language) {
        ResourceBundle texts = ResourceBundle.getBundle(
                home.getPackageName() + ".page",
                Locale.of(language),
                home.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        Matcher keys = KEY.matcher(resource(home, "page.html"));
        return keys.replaceAll(key ->
                Matcher.quoteReplacement(key.group(1).equals("data") ? data(texts) : texts.getString(key.group(1))));
    }

    /** What the script needs: its texts and the data. {@code <} is escaped for the script tag. */
    private String data(ResourceBundle texts) {
        ObjectNode all = Json.object();
        ObjectNode messages = all.putObject("texts");
        for (Enumeration<String> keys = texts.getKeys(); keys.hasMoreElements(); ) {
            String key = keys.nextElement();
            messages.put(key, texts.getString(key));
        }
        data.forEach((name, value) -> all.set(name, Json.tree(value)));
        return Json.text(all).replace("<", "\\u003c");
    }

    private static String resource(Class<?> home, String name) {
        try (InputStream file = home.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
