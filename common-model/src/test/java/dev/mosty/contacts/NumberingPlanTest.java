package dev.mosty.contacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mosty.settings.Misconfigured;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberingPlanTest {
    private final NumberingPlan plan = new NumberingPlan("RU");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            emptyValue = "",
            value = {
                "8 (999) 123-45-67        | 89991234567  | +79991234567",
                "+7 999 123 45 67         | 79991234567  | +79991234567",
                "9991234567               | 9991234567   | +79991234567",
                "моб. 8(985)0010203       | 89850010203  | +79850010203",
                "tel:+7-495-000-11-22     | 74950001122  | +74950001122",
                "8 495 000-11-22 доб. 123 | 84950001122  | +74950001122",
                "8 495 000-11-22,,123#    | 84950001122  | +74950001122",
                "+49 30 901820            | 4930901820   | +4930901820",
                "７９９９１２３４５６７    | 79991234567  | +79991234567",
                "100                      | 100          | ''",
                "00000000000000000000     | 00000000000000000000 | ''",
            })
    void theDigitsStayAsTheyWereGiven(String written, String digits, String e164) {
        assertThat(plan.read(written)).contains(new Phone(digits, written, e164));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "нет",
                "—",
                "000000000000000000000",
                "8 999 123-45-67, 8 999 765-43-21",
                "1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 - - - - - - - - - - - - - - 0",
            })
    void whatIsNoNumberOrTwoIsRefused(String written) {
        assertThat(plan.read(written)).isEmpty();
    }

    @Test
    void anUnknownCountryStopsTheStart() {
        assertThatThrownBy(() -> new NumberingPlan("Россия"))
                .isInstanceOf(Misconfigured.class)
                .hasMessage("PHONE_REGION: \"Россия\" is no country, as RU is.");
    }
}
