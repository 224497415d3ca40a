package dev.mosty.gate.lead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeadPatchTest {

    private static final LeadValue HUNDRED = new LeadValue.Amount(new BigDecimal("100.00"));
    private static final LeadValue KOPECKS = new LeadValue.Amount(new BigDecimal("12850.50"));
    private static final LeadValue TEXT = new LeadValue.Text("a\n\"b\"");

    @Test
    void priceIsTheLeadsOwnAndTheRestAreCustomFieldsInTheOrderOfTheFields() {
        LeadValues values = new LeadValues(Map.of(
                LeadField.BILL_DATA,
                LeadValue.CLEARED,
                LeadField.GUESTS,
                TEXT,
                LeadField.PRICE,
                HUNDRED,
                LeadField.PAID_PRICE,
                KOPECKS));
        FieldIds ids = new FieldIds(Map.of(LeadField.PAID_PRICE, 3L, LeadField.GUESTS, 2L, LeadField.BILL_DATA, 1L));

        assertThat(new LeadPatch(7, values, ids).json())
                .isEqualTo("{\"id\":7,\"price\":100,\"custom_fields_values\":["
                        + "{\"field_id\":3,\"values\":[{\"value\":12850.5}]},"
                        + "{\"field_id\":2,\"values\":[{\"value\":\"a\\n\\\"b\\\"\"}]},"
                        + "{\"field_id\":1,\"values\":null}]}");
    }

    @Test
    void aFieldWithoutAnIdIsLeftOutAndAPatchOfNothingIsEmpty() {
        LeadPatch patch = new LeadPatch(7, new LeadValues(Map.of(LeadField.GUESTS, TEXT)), new FieldIds(Map.of()));

        assertThat(patch.isEmpty()).isTrue();
        assertThat(patch.sent()).isEqualTo(LeadValues.EMPTY);
        assertThat(patch.json()).isEqualTo("{\"id\":7}");
    }

    @Test
    void priceAloneNeedsNoCustomFields() {
        LeadPatch patch = new LeadPatch(7, new LeadValues(Map.of(LeadField.PRICE, KOPECKS)), new FieldIds(Map.of()));

        assertThat(patch.isEmpty()).isFalse();
        assertThat(patch.json()).isEqualTo("{\"id\":7,\"price\":12850.5}");
    }

    @Test
    void ofTwoFieldsOnOneIdTheLaterIsWritten() {
        LeadValues both = new LeadValues(Map.of(LeadField.PAID_PRICE, KOPECKS, LeadField.PAYMENT, HUNDRED));
        FieldIds ids = new FieldIds(Map.of(LeadField.PAID_PRICE, 3L, LeadField.PAYMENT, 3L));
        LeadPatch patch = new LeadPatch(7, both, ids);

        assertThat(patch.sent()).isEqualTo(new LeadValues(Map.of(LeadField.PAYMENT, HUNDRED)));
        assertThat(patch.json())
                .isEqualTo("{\"id\":7,\"custom_fields_values\":[{\"field_id\":3,\"values\":[{\"value\":100}]}]}");
    }

    @Test
    void equalAmountsMakeNoChange() {
        LeadValues state = new LeadValues(Map.of(LeadField.PRICE, new LeadValue.Amount(new BigDecimal("59000"))));
        LeadValues written = new LeadValues(Map.of(LeadField.PRICE, new LeadValue.Amount(new BigDecimal("59000.00"))));

        assertThat(state.minus(written).isEmpty()).isTrue();
    }

    @Test
    void storedJsonIsFitForJsonbAndForgivesKeysOfALaterVersion() {
        LeadValues values = new LeadValues(
                Map.of(LeadField.GUESTS, new LeadValue.Text("a\u0000\ud800b"), LeadField.MC_LABS, LeadValue.CLEARED));

        assertThat(values.toJson()).isEqualTo("{\"guests\":\"a\uFFFD\uFFFDb\",\"mc_labs\":null}");
        assertThat(LeadValues.fromJson("{\"mc_labs\": null, \"of_tomorrow\": [1], \"guests\": \"a\uFFFD\uFFFDb\"}"))
                .isEqualTo(values);
        assertThatThrownBy(() -> LeadValues.fromJson("{\"guests\":[1]}")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LeadValues.fromJson("[]")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void idsAreThoseOfCustomFields() {
        assertThatThrownBy(() -> new FieldIds(Map.of(LeadField.PRICE, 1L)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FieldIds(Map.of(LeadField.GUESTS, 0L)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
