package dev.mosty.onec.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosty.onec.Sources;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What {@code МостыНастройка} offers to enter is what the modules read and what docs/1c-settings.md tells of. */
class SettingsTest {
    private static final String PROCESSOR = "DataProcessors/МостыНастройка/";
    private static final String FORM = PROCESSOR + "Forms/Форма/Ext/Form";
    private static final Pattern LITERAL = Pattern.compile("\"([^\"]*)\"");
    private static final Pattern READ = Pattern.compile(
            "МостыНастройкиСервер\\.(?:Значение|ЗначениеЧислом|Включено)\\(\"([А-Яа-яA-Za-z]+\\.[А-Яа-яA-Za-z]+)\"");
    private static final Pattern SECRET =
            Pattern.compile("МостыНастройкиСервер\\.(?:Секрет|СекретЗадан|ЗаписатьСекрет)\\(\"([^\"]+)\"");

    /** The parts of this form; calls have a form of their own. */
    private static final Set<String> PARTS =
            Set.of("Шлюз", "Битрикс", "HTTP", "Заявка", "Расписание", "Оплаты", "Выгрузка");

    /** A flag, which the form has as a check box. */
    private static final String FLAG = "Заявка.Проводить";

    private static List<String> offered() {
        String module = Sources.text(Sources.at(PROCESSOR + "Ext/ManagerModule.bsl"));
        String names = module.substring(module.indexOf("СтрРазделить("), module.indexOf("КонецФункции"));
        String joined = LITERAL.matcher(names)
                .results()
                .map(found -> found.group(1))
                .filter(part -> !part.equals(","))
                .collect(Collectors.joining());
        return Arrays.asList(joined.split(","));
    }

    private static Set<String> found(Pattern pattern) {
        return Sources.ending(".bsl").stream()
                .flatMap(file -> pattern.matcher(Sources.text(file)).results())
                .map((MatchResult result) -> result.group(1))
                .filter(name -> PARTS.contains(name.substring(0, name.indexOf('.'))))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everySettingThatIsReadCanBeEntered() {
        Set<String> entered = new TreeSet<>(offered());
        entered.add(FLAG);

        assertThat(found(READ)).isNotEmpty().isSubsetOf(entered);
    }

    @Test
    void everySettingHasItsFieldOnTheForm() {
        String form = Sources.text(Sources.at(FORM + ".xml"));

        assertThat(offered()).doesNotHaveDuplicates().allSatisfy(name -> {
            String attribute = name.replace(".", "");
            assertThat(form)
                    .contains("<Attribute name=\"" + attribute + "\"", "<DataPath>" + attribute + "</DataPath>");
        });
    }

    /** The token that 1C makes for others is shown to be copied; those that others gave it are not. */
    @Test
    void noTokenOfAGateIsReadByAForm() {
        assertThat(Sources.ending("Form/Module.bsl"))
                .isNotEmpty()
                .allSatisfy(form -> assertThat(Sources.text(form))
                        .doesNotContain(
                                "МостыНастройкиСервер.Секрет(\"Шлюз.", "МостыНастройкиСервер.Секрет(\"Битрикс."));
        assertThat(Sources.text(Sources.at(FORM + ".xml")).split("<PasswordMode>true</PasswordMode>", -1))
                .hasSize(3);
    }

    @Test
    void theDocumentationNamesEverySettingAndSecret() {
        String text = Sources.text(Path.of("..", "..", "docs", "1c-settings.md"));

        assertThat(offered())
                .allSatisfy(name -> assertThat(text)
                        .containsAnyOf("`" + name + "`", "`." + name.substring(name.indexOf('.') + 1) + "`"));
        assertThat(found(SECRET))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(text).contains("`" + name + "`"));
    }

    /** The form of calls writes each by its name, and the documentation says what it is. */
    @Test
    void everySettingOfCallsIsDocumented() {
        String text = Sources.text(Path.of("..", "..", "docs", "1c-settings.md"));
        Pattern named = Pattern.compile("\"(Звонки\\.[А-Яа-яA-Za-z0-9]+)[\".]");

        assertThat(Sources.ending(".bsl").stream()
                        .flatMap(file -> named.matcher(Sources.text(file)).results())
                        .map(found -> found.group(1)))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(text).containsAnyOf("`" + name + "`", "`" + name + ".<"));
    }
}
