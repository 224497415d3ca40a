package dev.mosty.testbed.amocrm;

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
 * The page for people: Russian, or English by {@code ?lang=en} or {@code Accept-Language}. One HTML
 * file with {@code {{key}}} for texts, one style sheet, one script; everything that a lead holds is
 * put in by the script as text, never as HTML.
 */
final class HumanPage {
    private static final Pattern KEY = Pattern.compile("\\{\\{(\\w+)}}");
    private static final List<String> LANGUAGES = List.of("ru", "en");

    private final Account account;
    private final Map<String, String> pages;
    private final String style = resource("page.css");
    private final String script = resource("page.js");

    HumanPage(Account account) {
        this.account = account;
        this.pages = Map.of("ru", page("ru"), "en", page("en"));
    }

    void on(Router router) {
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
                HumanPage.class.getPackageName() + ".page",
                Locale.of(language),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        Matcher keys = KEY.matcher(resource("page.html"));
        return keys.replaceAll(key ->
                Matcher.quoteReplacement(key.group(1).equals("data") ? data(texts) : texts.getString(key.group(1))));
    }

    /** What the script needs: its texts, the funnels, the fields. {@code <} is escaped for the script tag. */
    private String data(ResourceBundle texts) {
        ObjectNode data = Json.object();
        ObjectNode messages = data.putObject("texts");
        for (Enumeration<String> keys = texts.getKeys(); keys.hasMoreElements(); ) {
            String key = keys.nextElement();
            messages.put(key, texts.getString(key));
        }
        data.set("pipelines", Json.tree(account.clinic().pipelines().all()));
        return Json.text(data).replace("<", "\\u003c");
    }

    private static String resource(String name) {
        try (InputStream file = HumanPage.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
