package dev.mosty.admin.shell;

import dev.mosty.web.Bundle;
import io.quarkus.qute.EngineBuilder;
import io.quarkus.qute.TemplateExtension;
import jakarta.enterprise.event.Observes;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.Optional;

/**
 * What people read, in their language. A key names its page first: {@code users-title} is {@code title} in
 * {@code dev/mosty/admin/users/words_ru.properties}. A template says <code>{t:users-title}</code>, or
 * <code>{t:say(row.word)}</code> and <code>{t:fill('users-left', 3)}</code>.
 */
@TemplateExtension(namespace = "t")
public final class Words {
    private Words() {}

    /** Every template speaks the language of whoever asks. */
    static void install(@Observes EngineBuilder engine, Visitor visitor) {
        engine.addTemplateInstanceInitializer(instance -> instance.setLocale(visitor.locale()));
    }

    @TemplateExtension(namespace = "t", matchName = TemplateExtension.ANY)
    static String word(String key, @TemplateExtension.TemplateAttribute("locale") Object locale) {
        return of((Locale) locale, key);
    }

    static String say(String key, @TemplateExtension.TemplateAttribute("locale") Object locale) {
        return of((Locale) locale, key);
    }

    /** <code>{t:one('users-role', role.key)}</code>: the words for one of a few values. */
    static String one(String key, String value, @TemplateExtension.TemplateAttribute("locale") Object locale) {
        return of((Locale) locale, key + "-" + value);
    }

    /** The same for a value that may be one of others: that is shown as it is. */
    static String perhaps(String key, String value, @TemplateExtension.TemplateAttribute("locale") Object locale) {
        return known((Locale) locale, key + "-" + value.toLowerCase(Locale.ROOT))
                .orElse(value);
    }

    static String fill(String key, Object value, @TemplateExtension.TemplateAttribute("locale") Object locale) {
        return of((Locale) locale, key, value);
    }

    static String told(String said, @TemplateExtension.TemplateAttribute("locale") Object locale) {
        return Told.of((Locale) locale, said);
    }

    /** <code>{t:decimal('12.5')}</code>: the number with the comma or the point that the language has. */
    static String decimal(String number, @TemplateExtension.TemplateAttribute("locale") Object locale) {
        return number.replace(
                '.', DecimalFormatSymbols.getInstance((Locale) locale).getDecimalSeparator());
    }

    /**
     * The words of that key, with <code>{0}</code> and so on replaced where there are values.
     *
     * @throws MissingResourceException if there are none: a fault of the program
     */
    public static String of(Locale locale, String key, Object... values) {
        int cut = key.indexOf('-');
        String page = "dev.mosty.admin." + key.substring(0, Math.max(cut, 0));
        return new Bundle(Words.class.getClassLoader(), page + ".words").of(locale, key.substring(cut + 1), values);
    }

    /** The same, for a key that came from outside: empty if there is none. */
    public static Optional<String> known(Locale locale, String key) {
        if (!key.matches("[a-z]{1,20}-[a-z-]{1,60}")) {
            return Optional.empty();
        }
        try {
            return Optional.of(of(locale, key));
        } catch (MissingResourceException e) {
            return Optional.empty();
        }
    }
}
