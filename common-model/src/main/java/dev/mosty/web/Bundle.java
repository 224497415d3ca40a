package dev.mosty.web;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import org.jspecify.annotations.Nullable;

/**
 * What people read: {@code words_ru.properties} and {@code words_en.properties} of a package, or {@code
 * words.properties} where only Russian is spoken.
 *
 * @param loader of whoever the files lie beside
 * @param name with the package, without an ending
 */
public record Bundle(ClassLoader loader, String name) {
    public static final Locale RUSSIAN = Locale.of("ru");

    /** The cookie with a person's language; it is good at every page of this site. */
    public static final String COOKIE = "mosty_lang";

    private static final List<Locale> KNOWN = List.of(RUSSIAN, Locale.ENGLISH);

    /** The same language everywhere: what is not Russian in the Russian file shall fail and not turn English. */
    private static final Control AS_ASKED = Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);

    /** The words in the package of that class. */
    public static Bundle beside(Class<?> owner) {
        return new Bundle(owner.getClassLoader(), owner.getPackageName() + ".words");
    }

    /** @param wished a language's code; what is none of ours is Russian */
    public static Locale language(@Nullable String wished) {
        return KNOWN.stream()
                .filter(locale -> locale.getLanguage().equals(wished))
                .findFirst()
                .orElse(RUSSIAN);
    }

    /** In Russian, for whatever program asks: the clinic's staff reads it. */
    public String of(String key, Object... values) {
        return of(RUSSIAN, key, values);
    }

    /**
     * The words of that key, with <code>{0}</code> and so on replaced where there are values.
     *
     * @throws MissingResourceException if there are none: a fault of the program
     */
    public String of(Locale locale, String key, Object... values) {
        String words = ResourceBundle.getBundle(name, locale, loader, AS_ASKED).getString(key);
        return values.length == 0 ? words : new MessageFormat(words, locale).format(values);
    }
}
