package dev.mosty.admin.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosty.web.Bundle;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The templates name their words as text: a missing one would be seen by the person who opens that page. */
class WordsTest {
    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern PLAIN = Pattern.compile("\\{t:([a-z]+-[a-z0-9-]+)}");
    private static final Pattern CALLED = Pattern.compile("\\{t:(?:say|fill)\\('([a-z0-9-]+)'");
    /** The same in every language. */
    private static final Set<String> NAMES = Set.of("amoCRM", "Telegram", "TLS", "STARTTLS");

    private static final Pattern DONE = Pattern.compile("done=([a-z-]+)\"");

    @Test
    void everyWordOfATemplateIsThereInBothLanguages() throws IOException {
        Set<String> used = new TreeSet<>();
        for (Path template : files(RESOURCES.resolve("templates"), ".html")) {
            used.addAll(found(PLAIN, template));
            used.addAll(found(CALLED, template));
        }
        for (Path source : files(SOURCES, ".java")) {
            used.addAll(found(DONE, source));
        }

        assertThat(used).hasSizeGreaterThan(50).allSatisfy(key -> {
            assertThat(Words.of(Locale.of("ru"), key)).isNotBlank();
            assertThat(Words.of(Locale.ENGLISH, key)).isNotBlank();
        });
    }

    @Test
    void bothLanguagesHaveTheSameWords() throws IOException {
        for (Path russian : files(RESOURCES.resolve("dev"), "_ru.properties")) {
            Path english =
                    russian.resolveSibling(russian.getFileName().toString().replace("_ru.", "_en."));
            assertThat(words(english).keySet())
                    .as(english.toString())
                    .isEqualTo(words(russian).keySet());
        }
    }

    @Test
    void russianWordsAreRussian() throws IOException {
        for (Path file : files(RESOURCES.resolve("dev"), "_ru.properties")) {
            assertThat(words(file))
                    .as(file.toString())
                    .allSatisfy((key, words) -> assertThat((String) words)
                            .matches(text -> text.matches("(?s).*[а-яА-ЯёЁ№].*")
                                    || key.equals("other-language")
                                    || text.codePoints().noneMatch(Character::isLetter)
                                    || NAMES.contains(text)));
        }
    }

    @Test
    void whatComesFromOutsideIsAKeyOrNothing() {
        assertThat(Words.known(Bundle.RUSSIAN, "users-created")).contains("Пользователь создан.");
        assertThat(Words.known(Bundle.RUSSIAN, "users-nothing")).isEmpty();
        assertThat(Words.known(Bundle.RUSSIAN, "<script>")).isEmpty();
        assertThat(Words.known(Bundle.RUSSIAN, "../x-y")).isEmpty();
    }

    private static Set<String> found(Pattern pattern, Path file) throws IOException {
        return pattern.matcher(Files.readString(file))
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toSet());
    }

    private static List<Path> files(Path directory, String ending) throws IOException {
        try (var all = Files.walk(directory)) {
            return all.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    private static Properties words(Path file) throws IOException {
        var words = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            words.load(reader);
        }
        return words;
    }
}
