package dev.mosty.telephony.workplace;

import io.quarkus.qute.TemplateExtension;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import org.jspecify.annotations.Nullable;

/**
 * What people read at the workplace: <code>{w:title}</code> is {@code title} in {@code words_ru.properties} or {@code
 * words_en.properties}. The language is the one that was chosen at admin-web, or here.
 */
@TemplateExtension(namespace = "w")
public final class PageWords {
    /** The cookie that admin-web sets too. */
    static final String COOKIE = "mosty_lang";

    private static final Locale DEFAULT = Locale.of("ru");
    private static final List<Locale> KNOWN = List.of(DEFAULT, Locale.ENGLISH);
    private static final Control AS_ASKED = Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);

    private PageWords() {}

    /** @param wished a language's code; what is none of ours is Russian */
    static Locale language(@Nullable String wished) {
        return KNOWN.stream()
                .filter(locale -> locale.getLanguage().equals(wished))
                .findFirst()
                .orElse(DEFAULT);
    }

    @TemplateExtension(namespace = "w", matchName = TemplateExtension.ANY)
    static String word(String key, @TemplateExtension.TemplateAttribute("locale") Object locale) {
        return of((Locale) locale, key);
    }

    /** <code>{w:one('result', call.ending)}</code>: the words for one of a few values. */
    static String one(String key, String value, @TemplateExtension.TemplateAttribute("locale") Object locale) {
        return of((Locale) locale, key + "-" + value);
    }

    static String of(Locale locale, String key) {
        return ResourceBundle.getBundle("dev.mosty.telephony.workplace.words", locale, AS_ASKED)
                .getString(key);
    }
}
