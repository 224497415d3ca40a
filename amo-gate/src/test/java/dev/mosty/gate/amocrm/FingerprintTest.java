package dev.mosty.gate.amocrm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosty.gate.lead.LeadValue;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintTest {

    @Test
    void differentValuesHaveDifferentPrintsAndNoneShowsItsValue() {
        var name = Fingerprint.of(new LeadValue.Text("Соколова Вера"));

        assertThat(name).hasSize(20).doesNotContain("Соколова");
        assertThat(name).isNotEqualTo(Fingerprint.of(new LeadValue.Text("Соколова Вер")));
        assertThat(Fingerprint.of(new LeadValue.Text("17"))).isNotEqualTo(amount("17"));
        assertThat(Fingerprint.of(LeadValue.CLEARED)).isNotEqualTo(amount("0"));
    }

    @Test
    void aMomentIsTheSameInEveryZone() {
        assertThat(text("2025-03-05T14:22:33+03:00")).isEqualTo(text("2025-03-05T11:22:33Z"));
        assertThat(text("2025-03-05T14:22:33+03:00")).isNotEqualTo(text("2025-03-05T14:22:34+03:00"));
    }

    @ParameterizedTest
    @CsvSource({
        "59000, 59000",
        "59000, 59000.00",
        "147966.3, 147966.30",
        "-5.5, -5.5",
        "0, 0",
        "0, 0.0",
    })
    void aNumberIsRecognisedHoweverAmoCrmSpellsIt(String written, String returned) {
        assertThat(Fingerprint.couldBe(returned)).contains(amount(written));
        assertThat(Fingerprint.couldBe(returned + "1")).doesNotContain(amount(written));
    }

    @Test
    void aMomentIsRecognisedAsUnixSecondsAndAsText() {
        var written = text("2025-08-25T00:00:00+03:00");

        assertThat(Fingerprint.couldBe("1756069200")).contains(written);
        assertThat(Fingerprint.couldBe("2025-08-24T21:00:00+00:00")).contains(written);
        assertThat(Fingerprint.couldBe("1756069201")).doesNotContain(written);
    }

    @Test
    void aTextIsRecognisedWithOtherLineEndsAndWithoutItsLastOne() {
        var written = text("Счет №: 70011\nСумма: 5\n");

        assertThat(Fingerprint.couldBe("Счет №: 70011\r\nСумма: 5")).contains(written);
        assertThat(Fingerprint.couldBe("Счет №: 70011 Сумма: 5")).doesNotContain(written);
    }

    @Test
    void anEmptyFieldIsRecognisedAsCleared() {
        assertThat(Fingerprint.couldBe("")).contains(Fingerprint.of(LeadValue.CLEARED));
        assertThat(Fingerprint.couldBe("x")).doesNotContain(Fingerprint.of(LeadValue.CLEARED));
    }

    @ParameterizedTest
    @CsvSource({"2025-99-99T00:00:00+03:00", "0000-00-00T", "' '", "99999999999999999999", "1e999999999"})
    void whatAStrangerSendsNeverThrows(String returned) {
        assertThat(Fingerprint.couldBe(returned)).isNotEmpty();
    }

    private static String text(String text) {
        return Fingerprint.of(new LeadValue.Text(text));
    }

    private static String amount(String number) {
        return Fingerprint.of(new LeadValue.Amount(new BigDecimal(number)));
    }
}
