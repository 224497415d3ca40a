package dev.mosty.testbed.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MessagesTest {

    private static final ResourceBundle ENGLISH = bundle(Locale.ROOT);
    private static final ResourceBundle RUSSIAN = bundle(Locale.of("ru"));

    @Test
    void bothLanguagesSayTheSameThings() {
        assertThat(RUSSIAN.keySet()).isEqualTo(ENGLISH.keySet());
        assertThat(ENGLISH.keySet())
                .allSatisfy(key ->
                        assertThat(places(RUSSIAN.getString(key))).as(key).isEqualTo(places(ENGLISH.getString(key))));
    }

    @Test
    void theLanguageIsThatOfTheTerminal() {
        assertThat(Messages.of(Map.of("LANG", "ru_RU.UTF-8")).text("reset.no")).isEqualTo("Ничего не удалено.");
        assertThat(Messages.of(Map.of("LANG", "de_DE.UTF-8")).text("reset.no")).isEqualTo("Nothing was deleted.");
        assertThat(Messages.of(Map.of()).text("reset.no")).isEqualTo("Nothing was deleted.");
        assertThat(Messages.of(Map.of("LC_ALL", "C", "LANG", "ru_RU.UTF-8")).text("reset.no"))
                .isEqualTo("Nothing was deleted.");
    }

    private static List<String> places(String text) {
        List<String> places = Arrays.asList(Pattern.compile("%(\\d\\$)?s")
                .matcher(text)
                .results()
                .map(place -> place.group())
                .toArray(String[]::new));
        Collections.sort(places);
        return places;
    }

    private static ResourceBundle bundle(Locale locale) {
        return ResourceBundle.getBundle(
                "dev.mosty.testbed.launcher.messages",
                locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }
}
