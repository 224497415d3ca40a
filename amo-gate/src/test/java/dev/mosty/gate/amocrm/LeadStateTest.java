package dev.mosty.gate.amocrm;

import static dev.mosty.gate.amocrm.LeadStateTest.Values.of;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mosty.gate.lead.FieldIds;
import dev.mosty.gate.lead.LeadField;
import dev.mosty.gate.lead.LeadValue;
import dev.mosty.gate.lead.LeadValues;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeadStateTest {
    private static final FieldIds IDS =
            new FieldIds(Map.of(LeadField.BOOKED_STATUS, 10L, LeadField.PAID_PRICE, 20L, LeadField.PAYMENT, 20L));
    private static final LeadState NOTHING = LeadState.unknown("https://clinic.amocrm.ru#1");

    /** Short words for values. */
    static final class Values {
        private Values() {}

        static LeadValues of(Object... pairs) {
            var values = new EnumMap<LeadField, LeadValue>(LeadField.class);
            for (int i = 0; i < pairs.length; i += 2) {
                values.put(
                        (LeadField) pairs[i],
                        pairs[i + 1] instanceof Integer number
                                ? new LeadValue.Amount(BigDecimal.valueOf(number))
                                : LeadValue.ofText((String) pairs[i + 1]));
            }
            return new LeadValues(values);
        }
    }

    @Test
    void onlyWhatDiffersIsSent() {
        var state = written(NOTHING, 5, of(LeadField.PRICE, 100, LeadField.BOOKED_STATUS, "waiting"));

        assertThat(state.changed(of(LeadField.PRICE, 100, LeadField.BOOKED_STATUS, "checkin"), IDS))
                .isEqualTo(of(LeadField.BOOKED_STATUS, "checkin"));
        assertThat(state.changed(of(LeadField.PRICE, 100), IDS)).isEqualTo(LeadValues.EMPTY);
    }

    @Test
    void fromAToBAndBackToAIsAChangeEachTime() {
        var a = of(LeadField.BOOKED_STATUS, "A");
        var b = of(LeadField.BOOKED_STATUS, "B");

        var afterA = written(NOTHING, 1, a);
        assertThat(afterA.changed(b, IDS)).isEqualTo(b);
        var afterB = written(afterA, 2, b);
        assertThat(afterB.changed(a, IDS)).isEqualTo(a);
        assertThat(written(afterB, 3, a).changed(a, IDS)).isEqualTo(LeadValues.EMPTY);
    }

    @Test
    void clearingIsAValueLikeAnyOther() {
        var cleared = of(LeadField.BOOKED_STATUS, "");
        var state = written(written(NOTHING, 1, of(LeadField.BOOKED_STATUS, "x")), 2, cleared);

        assertThat(state.changed(cleared, IDS)).isEqualTo(LeadValues.EMPTY);
        assertThat(state.changed(of(LeadField.BOOKED_STATUS, "x"), IDS)).isEqualTo(of(LeadField.BOOKED_STATUS, "x"));
    }

    @Test
    void whatWasSentAndNotConfirmedIsSentAgain() {
        var values = of(LeadField.PRICE, 100);
        var sent = NOTHING.with(values, Map.of(LeadField.PRICE, 1L), IDS, false);

        assertThat(sent.changed(values, IDS)).isEqualTo(values);
    }

    @Test
    void aFieldThatGotAnotherIdIsWrittenThere() {
        var values = of(LeadField.BOOKED_STATUS, "waiting");
        var elsewhere = new FieldIds(Map.of(LeadField.BOOKED_STATUS, 11L));

        assertThat(written(NOTHING, 1, values).changed(values, elsewhere)).isEqualTo(values);
    }

    @Test
    void anOlderDeliveryDoesNotOverwriteWhatANewerOneHadConfirmed() {
        var state = written(NOTHING, 7, of(LeadField.PRICE, 100));
        var older = of(LeadField.PRICE, 90, LeadField.BOOKED_STATUS, "old");

        assertThat(state.notOlder(older, 6)).isEqualTo(of(LeadField.BOOKED_STATUS, "old"));
        assertThat(state.notOlder(older, 7)).isEqualTo(older);
        assertThat(state.notOlder(older, 8)).isEqualTo(older);
    }

    @Test
    void anOlderDeliveryMayFillWhatNobodyConfirmed() {
        var state = NOTHING.with(of(LeadField.PRICE, 100), Map.of(LeadField.PRICE, 7L), IDS, false);

        assertThat(state.notOlder(of(LeadField.PRICE, 90), 6)).isEqualTo(of(LeadField.PRICE, 90));
    }

    @Test
    void ofTwoFieldsOnOneIdTheOneWrittenLastIsThereAndTheOtherGone() {
        var paid = of(LeadField.PAID_PRICE, 10);
        var payment = of(LeadField.PAYMENT, 20);

        var state = written(written(NOTHING, 1, paid), 2, payment);

        assertThat(state.fields()).containsOnlyKeys(LeadField.PAYMENT);
        assertThat(state.changed(paid, IDS)).isEqualTo(paid);
        assertThat(state.changed(payment, IDS)).isEqualTo(LeadValues.EMPTY);
        assertThat(written(state, 3, paid).changed(payment, IDS)).isEqualTo(payment);
    }

    @Test
    void thePriceSharesItsPlaceWithNoField() {
        var state = written(written(NOTHING, 1, of(LeadField.PRICE, 1)), 2, of(LeadField.PAYMENT, 2));

        assertThat(state.fields()).containsOnlyKeys(LeadField.PRICE, LeadField.PAYMENT);
    }

    @Test
    void aFieldOfALaterVersionIsPassedOver() {
        assertThat(LeadState.fromJson("t", "{\"later_field\":{\"h\":\"x\",\"d\":1,\"t\":2,\"w\":true}}"))
                .isEqualTo(LeadState.unknown("t"));
    }

    private static LeadState written(LeadState state, long delivery, LeadValues values) {
        var carriers = new EnumMap<LeadField, Long>(LeadField.class);
        values.byField().keySet().forEach(field -> carriers.put(field, delivery));
        return state.with(values, carriers, IDS, true);
    }
}
