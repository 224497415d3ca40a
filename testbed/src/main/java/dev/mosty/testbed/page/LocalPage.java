package dev.mosty.testbed.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.LanguageHeader;
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
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page for people: Russian, or English by {@code ?lang=en} or {@code Accept-Language}. One HTML file with
 * {@code {{key}}} for texts and lines <code>{{>part.html}}</code> for what several pages share, beside it a bundle {@code <name>_ru.properties} and {@code <name>_en.properties};
 * {@code {{data}}} is JSON for the script: {@code texts} and what the page adds. Everything that comes from outside is
 * put in by the script as text, never as HTML.
 */
public final class LocalPage {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern KEY = Pattern.compile("\\{\\{(\\w+)}}");
    private static final Pattern PART = Pattern.compile("\\{\\{>(.+)}}\n");
    private static final List<String> LANGUAGES = List.of("ru", "en");

    private final Class<?> beside;
    private final String name;
    private final String policy;
    private final Map<String, String> pages;

    /**
     * @param beside the class whose package holds the resources
     * @param name of the files, without their ending
     * @param policy the {@code Content-Security-Policy}
     * @param data adds to the script's data
     */
    public LocalPage(Class<?> beside, String name, String policy, Consumer<ObjectNode> data) {
        this.beside = beside;
        this.name = name;
        this.policy = policy;
        this.pages = Map.of("ru", page("ru", data), "en", page("en", data));
    }

    /** Answers with the page in the language that is asked for. */
    public void show(RoutingContext context) {
        context.response().putHeader("Content-Security-Policy", policy).putHeader("Vary", "Accept-Language");
        send(context.response(), "text/html", Objects.requireNonNull(pages.get(language(context))));
    }

    /** Answers with the file that lies beside the page. */
    public void file(RoutingContext context, String type, String file) {
        file(context, type, beside, file);
    }

    /** Answers with a file that several pages share. */
    public static void file(RoutingContext context, String type, Class<?> beside, String file) {
        send(context.response(), type, resource(beside, file));
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

    private String page(String language, Consumer<ObjectNode> data) {
        ResourceBundle texts = ResourceBundle.getBundle(
                beside.getPackageName() + "." + name,
                Locale.of(language),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        String html = PART.matcher(resource(beside, name + ".html"))
                .replaceAll(part -> Matcher.quoteReplacement(resource(LocalPage.class, part.group(1))));
        Matcher keys = KEY.matcher(html);
        return keys.replaceAll(key -> Matcher.quoteReplacement(
                key.group(1).equals("data") ? data(texts, data) : texts.getString(key.group(1))));
    }

    /** {@code <} is escaped for the script tag. */
    private static String data(ResourceBundle texts, Consumer<ObjectNode> more) {
        ObjectNode data = JSON.createObjectNode();
        ObjectNode messages = data.putObject("texts");
        for (Enumeration<String> keys = texts.getKeys(); keys.hasMoreElements(); ) {
            String key = keys.nextElement();
            messages.put(key, texts.getString(key));
        }
        more.accept(data);
        try {
            return JSON.writeValueAsString(data).replace("<", "\\u003c");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String resource(Class<?> beside, String file) {
        try (InputStream stream = beside.getResourceAsStream(file)) {
            return new String(Objects.requireNonNull(stream, file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
