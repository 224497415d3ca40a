package dev.mosty.onec.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.mosty.onec.Sources;
import dev.mosty.onec.bsl.Interpreter;
import dev.mosty.onec.bsl.ModuleText;
import dev.mosty.onec.bsl.Open;
import dev.mosty.onec.bsl.Procedure;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The text of {@code МостыПравила}, run as it stands on every example of {@code МостыПримеры}. */
class RulesTest {
    private static final Path FILE = Sources.at("CommonModules/МостыПравила/Ext/Module.bsl");
    private static final ModuleText MODULE = ModuleText.read(FILE);
    private static final List<Example> EXAMPLES = Example.all();

    @TestFactory
    Stream<DynamicTest> everyExampleComesOutWhateverTheDocumentationLeavesOpen() {
        return EXAMPLES.stream()
                .map(example -> dynamicTest(example.toString(), () -> {
                    for (Open open : Open.values()) {
                        assertThat(example.run(new Interpreter(MODULE, open)))
                                .as("%s", open)
                                .isEqualTo(example.expected());
                    }
                }));
    }

    @Test
    void everyRuleHasAnExample() {
        Set<String> shown = EXAMPLES.stream().map(Example::function).collect(Collectors.toSet());

        assertThat(MODULE.procedures())
                .filteredOn(Procedure::exported)
                .extracting(Procedure::name)
                .allMatch(shown::contains);
    }

    @Test
    void everyRuleIsCheckedInsideOneCToo() {
        String checks = Sources.text(Sources.at("DataProcessors/МостыПроверкаПравил/Ext/ObjectModule.bsl"));

        assertThat(MODULE.procedures())
                .filteredOn(Procedure::exported)
                .allMatch(rule -> checks.contains("Правило = \"" + rule.name() + "\"")
                        && checks.contains("МостыПравила." + rule.name() + "("));
    }

    @Test
    void noRuleKeepsAnythingBetweenCalls() {
        assertThat(MODULE.hasOnlyProcedures()).isTrue();
        assertThat(MODULE.procedures()).allMatch(Procedure::function);
    }

    /** The examples watch the rules: without that, the tests above would say little. */
    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Часы > 23 Или Минуты > 59 | Часы > 24 Или Минуты > 59",
                "Или Занятые.Найти(Время) <> Неопределено | Или Ложь",
                "Возврат Мин(Пауза, 3600); | Возврат Пауза;",
                "Пока Начало + Шаг <= Окончание Цикл | Пока Начало + Шаг < Окончание Цикл",
                "Год % 100 <> 0 | Истина"
            })
    void aRuleThatIsChangedFailsItsExamples(String rule, String changed) {
        String text = Sources.text(FILE);
        assertThat(text).contains(rule);
        ModuleText mutant = ModuleText.parse("mutant", text.replace(rule, changed));

        assertThat(EXAMPLES)
                .anyMatch(example ->
                        !example.run(new Interpreter(mutant, Open.ONE_WAY)).equals(example.expected()));
    }
}
