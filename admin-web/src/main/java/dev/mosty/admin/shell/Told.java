package dev.mosty.admin.shell;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the services keep in the database about their troubles, in the reader's language. They say it in English, as in
 * their logs; {@code told_en.properties} has their sentences with <code>{0}</code> where a value stands and
 * {@code told_ru.properties} ours for them. A text that is not there is shown as it is, as are the values: nothing
 * is lost by a sentence that a service has and this file does not. A template says <code>{t:told(row.said)}</code>.
 */
public final class Told {
    private static final String BUNDLE = "dev.mosty.admin.shell.told";
    private static final Control AS_ASKED = Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);
    private static final Pattern VALUE = Pattern.compile("\\{([0-9])}");

    /** Somebody else's words may be in it; longer than any sentence of ours they are nothing for a pattern. */
    private static final int LONGEST = 2_000;

    private static final int DEEPEST = 4;

    /** With fewer letters of its own a sentence is in too many others. */
    private static final int TELLING = 8;

    /** The one with the most words of its own first: "answered {0}" fits too much. */
    private static final List<Sentence> KNOWN = sentences();

    private Told() {}

    private record Sentence(String key, Pattern pattern, int words) {}

    private static List<Sentence> sentences() {
        ResourceBundle said = ResourceBundle.getBundle(BUNDLE, Locale.ENGLISH, AS_ASKED);
        return said.keySet().stream()
                .map(key -> sentence(key, said.getString(key)))
                .sorted(Comparator.comparingInt(Sentence::words).reversed())
                .toList();
    }

    private static Sentence sentence(String key, String said) {
        List<String> parts = List.of(VALUE.split(said, -1));
        String pattern = parts.stream().map(Pattern::quote).collect(Collectors.joining("(.+?)"));
        return new Sentence(
                key,
                Pattern.compile(pattern, Pattern.DOTALL),
                parts.stream().mapToInt(String::length).sum());
    }

    /** That text, line by line, in that language as far as it is known. */
    public static String of(Locale locale, String said) {
        return locale.equals(Locale.ENGLISH)
                ? said
                : said.lines().map(line -> translated(locale, line, DEEPEST)).collect(Collectors.joining("\n"));
    }

    /**
     * Where somebody looks for words of a translation: the sentences that it stands for, as patterns of SQL's LIKE. Empty
     * for words that no translation has.
     */
    public static List<String> behind(String words) {
        ResourceBundle ours = ResourceBundle.getBundle(BUNDLE, Locale.of("ru"), AS_ASKED);
        ResourceBundle said = ResourceBundle.getBundle(BUNDLE, Locale.ENGLISH, AS_ASKED);
        String wanted = words.toLowerCase(Locale.ROOT);
        return KNOWN.stream()
                .filter(sentence -> sentence.words() >= TELLING
                        && ours.getString(sentence.key())
                                .toLowerCase(Locale.ROOT)
                                .contains(wanted))
                .map(sentence -> VALUE.splitAsStream(said.getString(sentence.key()))
                        .map(part -> part.replaceAll("([\\\\%_])", "\\\\$1"))
                        .collect(Collectors.joining("%", "%", "%")))
                .toList();
    }

    /** A value may be a sentence again: "amoCRM wants a new consent: there is no refresh token". */
    private static String translated(Locale locale, String said, int depth) {
        if (depth == 0 || said.length() > LONGEST) {
            return said;
        }
        return KNOWN.stream()
                .flatMap(sentence ->
                        found(sentence, said).stream().map(values -> filled(locale, sentence, values, depth)))
                .findFirst()
                .orElse(said);
    }

    private static Optional<MatchResult> found(Sentence sentence, String said) {
        Matcher matcher = sentence.pattern().matcher(said);
        return matcher.matches() ? Optional.of(matcher.toMatchResult()) : Optional.empty();
    }

    private static String filled(Locale locale, Sentence sentence, MatchResult values, int depth) {
        String ours = ResourceBundle.getBundle(BUNDLE, locale, AS_ASKED).getString(sentence.key());
        return VALUE.matcher(ours)
                .replaceAll(place -> Matcher.quoteReplacement(
                        translated(locale, values.group(Integer.parseInt(place.group(1)) + 1), depth - 1)));
    }
}
