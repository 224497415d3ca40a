package dev.mosty.gate.lead;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LeadFieldTest {

    @Test
    void theVariablesAreTheContracts() {
        assertThat(Arrays.stream(LeadField.values()).flatMap(field -> field.variable().stream()))
                .containsExactly(
                        "FIELD_SHARED_CREATED_AT",
                        "FIELD_SHARED_PAID_PRICE",
                        "FIELD_SHARED_ZDRAV_ID",
                        "FIELD_BOOKED_STATUS",
                        "FIELD_BOOKED_CHECK_IN",
                        "FIELD_BOOKED_CHECK_OUT",
                        "FIELD_BOOKED_GUESTS",
                        "FIELD_BOOKED_DOC_NUM",
                        "FIELD_BOOKED_BILL_DATA",
                        "FIELD_MC_TREATMENTS",
                        "FIELD_MC_LABS",
                        "FIELD_MC_PACKETS",
                        "FIELD_MC_COMPLEX",
                        "FIELD_MC_BIRTHDAY",
                        "FIELD_PAYMENT");
        assertThat(LeadField.PRICE.variable()).isEmpty();
    }

    @Test
    void onlyTheMedicalFieldsFallBackToTheOldIds() {
        for (LeadField field : LeadField.values()) {
            boolean medical = field.name().startsWith("MC_");
            assertThat(field.fallbackId().isPresent()).as(field.name()).isEqualTo(medical);
        }
        assertThat(LeadField.MC_BIRTHDAY.fallbackId()).isEqualTo(OptionalLong.of(1208395));
    }

    @Test
    void everyLabelHasItsWords() {
        assertThat(Label.values())
                .allSatisfy(label -> assertThat(label.line("х")).isNotBlank());
        assertThat(Label.ITEM_NAME.line("ЭКГ")).isEqualTo(" ЭКГ");
    }
}
