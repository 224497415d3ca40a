package dev.mosty.testbed.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static final Report REPORT = new Report((key, arguments) -> key + Arrays.toString(arguments), false);

    @Test
    void onlyWhatIsDifferentIsShown() {
        String shown = REPORT.lead(
                lead(4, "100", Map.of("Гости", "Соколова", "Статус", "waiting")),
                lead(5, "100", Map.of("Гости", "Соколова", "Статус", "checkin")));

        assertThat(shown.lines().skip(1)).containsExactly("  Статус                   checkin");
    }

    @Test
    void whatWasEmptiedIsSaid() {
        String shown = REPORT.lead(lead(4, "100", Map.of("Гости", "Соколова")), lead(5, "100", Map.of()));

        assertThat(shown.lines().skip(1)).containsExactly("  Гости                    demo.emptied[]");
    }

    @Test
    void aLeadThatNobodyWroteToIsUnchanged() {
        String shown = REPORT.lead(lead(4, "100", Map.of()), lead(4, "100", Map.of()));

        assertThat(shown.lines().skip(1)).containsExactly("  demo.unchanged[]");
    }

    @Test
    void aLeadThatWentBackAndForthIsNotCalledUnchanged() {
        String shown = REPORT.lead(lead(4, "100", Map.of()), lead(6, "100", Map.of()));

        assertThat(shown.lines().skip(1)).containsExactly("  demo.as-before[]");
    }

    @Test
    void noLineIsWiderThanATerminal() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("Очень длинное имя поля, каких в amoCRM бывает много", "строка\n".repeat(50));
        Account.Lead after = new Account.Lead(24000017, "Бронь ".repeat(40), "1", fields, 1);

        assertThat(REPORT.lead(lead(0, "1", Map.of()), after).lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(Report.WIDTH));
    }

    @Test
    void datesAreThoseOfTheClinic() {
        assertThat(Shown.of("date", "1756069200")).isEqualTo("25.08.2025");
        assertThat(Shown.of("date_time", "1756069200")).isEqualTo("25.08.2025 00:00");
        assertThat(Shown.of("numeric", "1450.50")).isEqualTo("1450.5");
        assertThat(Shown.of("date", "не дата")).isEqualTo("не дата");
    }

    @Test
    void theScenarioIsReadAndEveryMessageIsDescribed() {
        List<Message> messages = Message.all();

        assertThat(messages).hasSizeGreaterThan(5);
        assertThat(messages.stream().flatMap(Message::leads)).contains(23392663L, 11642589L, 23392679L);
    }

    private static Account.Lead lead(long lastWrite, String price, Map<String, String> fields) {
        return new Account.Lead(24000017, "Бронь", price, fields, lastWrite);
    }
}
