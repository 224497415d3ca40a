package dev.mosty.admin.contacts;

import dev.mosty.admin.shell.CsvRows;
import dev.mosty.admin.shell.Words;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Which cell of a file of contacts says what: by the words of its first row, in either language, in any order. */
final class Columns {
    /** As {@link ContactDownload} writes them; words of the bundle after {@code contacts-column}. */
    static final List<String> NAMES = List.of("id", "kind", "name", "company", "phones", "responsible", "ext", "note");

    private static final List<Locale> LANGUAGES = List.of(Locale.of("ru"), Locale.ENGLISH);

    private final Map<String, Integer> places = new HashMap<>();

    Columns(CsvRows.Row head) {
        for (int place = 0; place < head.cells().size(); place++) {
            String heading = plain(head.cell(place));
            for (String name : NAMES) {
                if (LANGUAGES.stream().anyMatch(language -> heading.equals(plain(word(language, name))))) {
                    places.putIfAbsent(name, place);
                }
            }
        }
    }

    boolean has(String name) {
        return places.containsKey(name);
    }

    /** Empty if the file has no such column. */
    Optional<String> cell(CsvRows.Row row, String name) {
        return Optional.ofNullable(places.get(name)).map(row::cell);
    }

    static String word(Locale language, String name) {
        return Words.of(language, "contacts-column-" + name);
    }

    private static String plain(String heading) {
        return heading.strip().toLowerCase(Locale.ROOT).replace('ё', 'е');
    }
}
