package dev.mosty.admin.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ToldTest {
    private static final Locale RUSSIAN = Locale.of("ru");

    @Test
    void aKnownSentenceIsSaidInRussianWithItsValues() {
        assertThat(Told.of(RUSSIAN, "amoCRM answered 500")).isEqualTo("amoCRM ответила 500");
        assertThat(Told.of(RUSSIAN, "amoCRM answered 400: No \\such {0} $1 field"))
                .isEqualTo("amoCRM ответила 400: No \\such {0} $1 field");
        assertThat(Told.of(RUSSIAN, "amoCRM answered 200 and no JSON")).isEqualTo("amoCRM ответила 200, и это не JSON");
        assertThat(Told.of(
                        RUSSIAN,
                        "5 different keys in a row were refused with InvalidType at "
                                + "custom_fields_values: the configuration is at fault, not the data"))
                .startsWith("5 разных записей подряд отклонены с ошибкой InvalidType в custom_fields_values:");
        assertThat(Told.of(
                        RUSSIAN,
                        "FIELD_MC_LABS = 17: «Анализы» is of type select, expected text or textarea; it is"
                                + " not written"))
                .isEqualTo("FIELD_MC_LABS = 17: «Анализы» имеет тип select, нужен text или textarea; не записывается");
    }

    @Test
    void aValueThatIsASentenceItselfIsSaidInRussianToo() {
        assertThat(Told.of(RUSSIAN, "amoCRM wants a new consent: there is no refresh token"))
                .isEqualTo("amoCRM просит подключить заново: нет refresh token");
        assertThat(Told.of(RUSSIAN, "no connection: not connected within 5000 ms"))
                .isEqualTo("нет соединения: не соединились за 5000 мс");
    }

    @Test
    void linesAreTranslatedOneByOne() {
        assertThat(Told.of(RUSSIAN, "price «много» is not a usable number: left untouched\nsomething else"))
                .isEqualTo("price «много» — это не число: поле не тронуто\nsomething else");
    }

    @Test
    void anUnknownTextAndAnEnglishReaderGetItAsItIs() {
        assertThat(Told.of(RUSSIAN, "Плановые работы до 12:00")).isEqualTo("Плановые работы до 12:00");
        assertThat(Told.of(RUSSIAN, "")).isEmpty();
        assertThat(Told.of(RUSSIAN, "amoCRM answered 500: " + "x".repeat(5_000)))
                .startsWith("amoCRM answered");
        assertThat(Told.of(Locale.ENGLISH, "amoCRM answered 500")).isEqualTo("amoCRM answered 500");
    }

    /** A sentence that a service has reworded would turn English on Russian pages without anybody noticing. */
    @Test
    void everySentenceIsStillOneOfTheServices() throws IOException {
        String sources = sources(Path.of("../amo-gate/src/main/java"))
                + sources(Path.of("../telephony-bridge/src/main/java"))
                + sources(Path.of("../bitrix-sync/src/main/java"))
                + sources(Path.of("../common-model/src/main/java"));
        Properties sentences = sentences();
        sentences.keySet().removeIf(key -> ((String) key).startsWith("platform-"));
        assertThat(sentences)
                .allSatisfy((key, sentence) -> assertThat(
                                Stream.of(((String) sentence).split("\\{[0-9]}|[:;=] |: | or ", -1))
                                        .map(String::strip)
                                        .filter(part -> part.length() > 3))
                        .as((String) key)
                        .allSatisfy(part ->
                                assertThat(sources.contains(part)).as(part).isTrue()));
    }

    private static Properties sentences() throws IOException {
        Properties sentences = new Properties();
        try (Reader file =
                Files.newBufferedReader(Path.of("src/main/resources/dev/mosty/admin/shell/told_en.properties"))) {
            sentences.load(file);
        }
        return sentences;
    }

    /** With literals that a line's end breaks made whole again, and one placeholder for all. */
    private static String sources(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> java =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            StringBuilder all = new StringBuilder();
            for (Path file : java) {
                all.append(Files.readString(file).lines().map(String::strip).collect(Collectors.joining(" ")));
            }
            return all.toString().replaceAll("\" ?\\+ ?\"", "").replaceAll("\" \\+ \"", "");
        }
    }
}
