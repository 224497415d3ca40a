package dev.mosty.widget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The archive that the build has made, against everything that amoCRM refuses (facts/amocrm.md §2, Archive). */
class ArchiveTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path BUILT = Path.of("target", "widget.zip");

    private static Map<String, byte[]> files = new TreeMap<>();
    private static JsonNode manifest = JSON.nullNode();

    @BeforeAll
    static void open() throws IOException {
        files = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(BUILT))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        manifest = JSON.readTree(files.get("manifest.json"));
    }

    @Test
    void holdsWhatAmoCrmLooksForAndNothingElse() {
        assertThat(files.keySet())
                .containsExactly(
                        "i18n/en.json",
                        "i18n/ru.json",
                        "images/logo.png",
                        "images/logo_dp.png",
                        "images/logo_main.png",
                        "images/logo_medium.png",
                        "images/logo_min.png",
                        "images/logo_small.png",
                        "manifest.json",
                        "script.js",
                        "style.css");
    }

    @Test
    void theManifestHasEveryKeyThatIsDemanded() {
        JsonNode widget = manifest.path("widget");
        assertThat(fieldNames(widget))
                .contains(
                        "name",
                        "description",
                        "short_description",
                        "version",
                        "interface_version",
                        "init_once",
                        "locale",
                        "installation",
                        "support");
        assertThat(widget.path("interface_version").intValue()).isEqualTo(2);
        assertThat(fieldNames(widget.path("support"))).containsExactlyInAnyOrder("link", "email");
        assertThat(texts(manifest.path("locations"))).containsExactly("lcard-1", "settings");
        assertThat(manifest.path("settings")).allSatisfy(setting -> {
            assertThat(fieldNames(setting)).containsExactlyInAnyOrder("name", "type", "required");
            assertThat(setting.path("type").textValue()).isEqualTo("text");
            assertThat(setting.path("required").isBoolean()).isTrue();
        });
    }

    @Test
    void theVersionIsThreeNumbers() {
        assertThat(manifest.path("widget").path("version").textValue()).matches("1\\.\\d+\\.\\d+");
    }

    @Test
    void everyTextThatTheManifestNamesIsInEveryLanguage() throws IOException {
        List<String> named = new ArrayList<>();
        named.add(manifest.path("tour").path("tour_description").textValue());
        for (String key : List.of("name", "description", "short_description")) {
            named.add(manifest.path("widget").path(key).textValue());
        }
        manifest.path("settings")
                .forEach(setting -> named.add(setting.path("name").textValue()));

        for (String language : texts(manifest.path("widget").path("locale"))) {
            JsonNode words = JSON.readTree(files.get("i18n/" + language + ".json"));
            assertThat(named)
                    .allSatisfy(key -> assertThat(
                                    words.at("/" + key.replace('.', '/')).textValue())
                            .as(language + " " + key)
                            .isNotBlank());
        }
    }

    @Test
    void bothLanguagesHaveTheSameTextsWithTheSamePlaces() throws IOException {
        assertThat(places(JSON.readTree(files.get("i18n/en.json"))))
                .isEqualTo(places(JSON.readTree(files.get("i18n/ru.json"))));
    }

    @Test
    void everyTextThatTheScriptAsksForIsThere() throws IOException {
        Map<String, String> words = places(JSON.readTree(files.get("i18n/ru.json")));
        var asked = new TreeSet<String>();
        Pattern.compile("\\b(card|errors|texts)\\('(\\w+)'")
                .matcher(script())
                .results()
                .forEach(call ->
                        asked.add((call.group(1).equals("texts") ? "rdesk" : call.group(1)) + "." + call.group(2)));
        asked.remove("rdesk.send_");
        asked.remove("rdesk.status_");

        assertThat(asked).hasSizeGreaterThan(30);
        assertThat(words.keySet()).containsAll(asked);
    }

    @Test
    void everyPictureHasItsSizeAndIsSmall() throws IOException {
        Map<String, String> sizes = Map.of(
                "logo_main", "400x272",
                "logo_small", "108x108",
                "logo", "130x100",
                "logo_medium", "240x84",
                "logo_min", "84x84",
                "logo_dp", "174x109");
        for (Map.Entry<String, String> size : sizes.entrySet()) {
            byte[] png = files.get("images/" + size.getKey() + ".png");
            assertThat(png).as(size.getKey()).hasSizeLessThan(300 * 1024);
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
            assertThat(image.getWidth() + "x" + image.getHeight()).isEqualTo(size.getValue());
        }
    }

    @Test
    void theScriptIsOneModuleThatMakesNoHtmlOfText() {
        assertThat(script())
                .startsWith("define([], function () {")
                .endsWith("return Widget;\n});\n")
                .doesNotContain("innerHTML", "insertAdjacentHTML", "document.write", "eval(", "import ", "export ");
    }

    private static String script() {
        return new String(files.getOrDefault("script.js", new byte[0]), StandardCharsets.UTF_8);
    }

    /** Every text by its dotted key, reduced to the places in it, such as {@code {number}}. */
    private static Map<String, String> places(JsonNode words) {
        Map<String, String> found = new TreeMap<>();
        words.properties()
                .forEach(section -> section.getValue().properties().forEach(text -> {
                    String places = String.join(
                            "",
                            Pattern.compile("\\{\\w+}")
                                    .matcher(text.getValue().textValue())
                                    .results()
                                    .map(place -> place.group())
                                    .sorted()
                                    .toList());
                    found.put(section.getKey() + "." + text.getKey(), places);
                }));
        return found;
    }

    private static List<String> fieldNames(JsonNode node) {
        return node.properties().stream().map(Map.Entry::getKey).toList();
    }

    private static List<String> texts(JsonNode array) {
        return Stream.iterate(0, index -> index + 1)
                .limit(array.size())
                .map(index -> array.path(index).textValue())
                .toList();
    }
}
