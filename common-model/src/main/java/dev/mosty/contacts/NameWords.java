package dev.mosty.contacts;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How names are compared, found and ordered: in small letters, {@code ё} as {@code е}. It happens here and not in the
 * database, whose own rules depend on the locale that it was made with.
 */
public final class NameWords {
    private NameWords() {}

    /** One line of text as it may be stored: no control characters and no halves of characters. */
    public static String line(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cs}]", " ").strip();
    }

    /** What a list is ordered by. */
    public static String sortKey(String name) {
        return String.join(" ", words(name));
    }

    /** The words of these texts, each once. */
    static List<String> words(String... texts) {
        return Stream.of(texts)
                .flatMap(text -> Arrays.stream(
                        text.toLowerCase(Locale.ROOT).replace('ё', 'е').split("[^\\p{L}\\p{N}]+", -1)))
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
    }

    /**
     * A {@code tsquery} for the column {@code words}: each word of the text begins one of them. Empty if the text has
     * none.
     */
    public static String query(String text) {
        return words(text).stream().map(word -> "'" + word + "':*").collect(Collectors.joining(" & "));
    }
}
