package dev.mosty.onec.bsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The interpreter does what 1C's syntax reference says, and refuses the rest. */
class InterpreterTest {

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Лев(\"абв\", 2) | аб",
                "Лев(\"абв\", 9) | абв",
                "Прав(\"абв\", 2) | бв",
                "Сред(\"абвг\", 2, 2) | бв",
                "Сред(\"абвг\", 3) | вг",
                "Сред(\"абвг\", 9) + \".\" | .",
                "СтрЗаменить(\"8 (999)\", \" \", \"\") | 8(999)",
                "СтрСоединить(СтрРазделить(\"а.б-в\", \".-\"), \"+\") | а+б+в",
                "СтрСоединить(СтрРазделить(\"а,,б\", \",\"), \"+\") | а++б",
                "СтрСоединить(СтрРазделить(\"а,,б\", \",\", Ложь), \"+\") | а+б",
                "ВРег(\"ёж\") + НРег(\"ЁЖ\") | ЁЖёж",
                "СокрЛП(\" \" + Символы.НПП + \" а б \" + Символы.ПС) | а б",
                "СтрШаблон(\"%1 и %2, %1\", \"а\", \"б\") | а и б, а",
                "НСтр(\"ru = 'Да'; en = 'Yes'\") | Да",
                "\"кавычка \"\"\" | кавычка `",
                "Формат(5, \"ЧЦ=2; ЧВН=; ЧГ=0\") | 05",
                "Формат(0, \"ЧН=; ЧГ=0\") | 0",
                "Формат(1234567, \"ЧГ=0\") | 1234567",
                "XMLСтрока(10000) | 10000",
                "?(1 + 2 * 3 = 7, \"да\", \"нет\") | да",
                "?(Не 1 = 2 И 2 > 1, \"да\", \"нет\") | да",
                "?(\"1\" = 1, \"да\", \"нет\") | нет",
                "?(Ложь И 1 / 0 = 1 Или Истина, \"да\", \"нет\") | да",
                "?(ТипЗнч(1) = Тип(\"Число\"), \"да\", \"нет\") | да",
                "XMLСтрока(7 % 3 + Цел(-2.5) + Окр(2.5)) | 2",
                "XMLСтрока(СтрНайти(\"абв\", \"в\")) | 3",
            })
    void anExpressionHasTheValueThat1CWouldGiveIt(String expression, String value) {
        assertThat(returned(expression)).isEqualTo(value.replace('`', '"'));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"а\" + 1 | a string is wanted",
                "1 + \"1\" | a number is wanted",
                "\"а\" < \"б\" | a number is wanted",
                "Строка(1000) | depends on the country",
                "Формат(1, \"ЧЦ=2\") | depends on the country",
                "Число(\"1 000\") | 1C raises an exception",
                "ТекущаяДата() | neither of the module nor of the subset",
                "Новый ТаблицаЗначений | is of the platform",
                "Неизвестная | has no value yet",
                "?(1, 2, 3) | a condition of type Число",
                "Новый Структура(\"А\", 1).Б | has no «Б»",
                "СтрНайти(\"а\", \"а\",, 2) | an argument was left out",
                "1 / 0 | a division by zero",
                "А = Б = В | a comparison of a comparison",
                "'20260101' | a constant outside the subset"
            })
    void whatIsOutsideTheSubsetFailsWithItsLine(String expression, String fault) {
        assertThatThrownBy(() -> returned(expression))
                .isInstanceOf(BslFault.class)
                .hasMessageStartingWith("test:2: ")
                .hasMessageContaining(fault);
    }

    @Test
    void aVariableIsHandedOverItselfUnlessItIsByValue() {
        assertThat(run("""
                Функция Начать() Экспорт
                    А = 1; Б = 1;
                    Изменить(А, Б);
                    Возврат А * 10 + Б;
                КонецФункции
                Функция Изменить(Первый, Знач Второй)
                    Первый = 2; Второй = 2;
                    Возврат Неопределено;
                КонецФункции
                """)).isEqualTo(BigDecimal.valueOf(21));
    }

    @Test
    void loopsGoAsFarAsTheySay() {
        assertThat(run("""
                Функция Начать() Экспорт
                    Итог = "";
                    Для Сч = 1 По 5 Цикл
                        Если Сч = 2 Тогда Продолжить; КонецЕсли;
                        Если Сч = 5 Тогда Прервать; КонецЕсли;
                        Итог = Итог + XMLСтрока(Сч);
                    КонецЦикла;
                    Для Каждого Пара Из Новый Структура("А,Б", "1", "2") Цикл
                        Итог = Итог + Пара.Ключ + Пара.Значение;
                    КонецЦикла;
                    Пока СтрДлина(Итог) < 10 Цикл
                        Итог = Итог + ".";
                    КонецЦикла;
                    Возврат Итог;
                КонецФункции
                """)).isEqualTo("134А1Б2...");
    }

    @Test
    void collectionsAreSharedAndCountedFromZero() {
        assertThat(run("""
                Функция Начать() Экспорт
                    Список = Новый Массив;
                    Тот = Список;
                    Тот.Добавить("а");
                    Тот.Добавить("б");
                    Запись = Новый Структура("Список", Список);
                    Запись.Список[1] = "в";
                    Запись.Вставить("Новое", Новый Соответствие);
                    Запись.Новое["ключ"] = Список.Найти("в");
                    Есть = Неопределено;
                    Если Запись.Свойство("нОВОЕ", Есть) И Есть["нет"] = Неопределено Тогда
                        Возврат Список[0] + Список[1] + XMLСтрока(Есть["ключ"]) + XMLСтрока(Список.ВГраница());
                    КонецЕсли;
                КонецФункции
                """)).isEqualTo("ав11");
    }

    @Test
    void aRuleThatDoesNotEndFails() {
        assertThatThrownBy(() -> run("Функция Начать() Экспорт\nПока Истина Цикл\nКонецЦикла;\nКонецФункции"))
                .hasMessageContaining("steps");
    }

    @Test
    void aTextThatDoesNotParseIsAFault() {
        assertThatThrownBy(() -> run("Функция Начать() Экспорт\n Если Истина Тогда\nКонецФункции"))
                .isInstanceOf(BslFault.class);
    }

    @Test
    void whatTheSubsetDoesNotHaveIsNeverSkipped() {
        assertThatThrownBy(
                        () -> run("Функция Начать() Экспорт\nПопытка\nА = 1;\nИсключение\nКонецПопытки;\nКонецФункции"))
                .hasMessageStartingWith("test:2: outside the subset");
    }

    private static Object returned(String expression) {
        return run("Функция Начать() Экспорт\nВозврат " + expression + ";\nКонецФункции");
    }

    private static Object run(String text) {
        return new Interpreter(ModuleText.parse("test", text), Open.ONE_WAY).call("Начать", List.of());
    }
}
