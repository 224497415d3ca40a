package dev.mosty.telephony.workplace;

import dev.mosty.web.Bundle;
import io.quarkus.qute.TemplateExtension;
import java.util.Locale;

/**
 * What people read at the workplace: <code>{w:title}</code> is {@code title} in {@code words_ru.properties} or {@code
 * words_en.properties}. The language is the one that was chosen at admin-web, or here.
 */
@TemplateExtension(namespace = "w")
public final class PageWords {
    private static final Bundle WORDS = Bundle.beside(PageWords.class);

    private PageWords() {}

    @TemplateExtension(namespace = "w", matchName = TemplateExtension.ANY)
    static String word(String key, @TemplateExtension.TemplateAttribute("locale") Object locale) {
        return of((Locale) locale, key);
    }

    /** <code>{w:one('result', call.ending)}</code>: the words for one of a few values. */
    static String one(String key, String value, @TemplateExtension.TemplateAttribute("locale") Object locale) {
        return of((Locale) locale, key + "-" + value);
    }

    static String of(Locale locale, String key) {
        return WORDS.of(locale, key);
    }
}
