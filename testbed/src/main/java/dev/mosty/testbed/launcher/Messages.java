package dev.mosty.testbed.launcher;

import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the launcher says, in Russian or English. */
public final class Messages {

    private final Locale language;
    private final ResourceBundle bundle;

    Messages(Locale locale) {
        language = locale.equals(Locale.ROOT) ? Locale.ENGLISH : locale;
        bundle = ResourceBundle.getBundle(
                Messages.class.getPackageName() + ".messages",
                locale,
                // Without the fallback to the JVM's default locale, English on a Russian machine stays English.
                Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
    }

    /**
     * In the language of the terminal. Read from the variables and not from {@link Locale#getDefault()}, since the JVM
     * falls back to English wherever that locale is not installed.
     */
    static Messages of(Map<String, String> environment) {
        String language = Stream.of("LC_ALL", "LC_MESSAGES", "LANG")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("");
        return new Messages(language.startsWith("ru") ? Locale.of("ru") : Locale.ROOT);
    }

    /** The language it is said in. */
    public Locale language() {
        return language;
    }

    /** The text of a key, its {@code %s} filled in. */
    public String text(String key, @Nullable Object... arguments) {
        return String.format(Locale.ROOT, bundle.getString(key), arguments);
    }
}
