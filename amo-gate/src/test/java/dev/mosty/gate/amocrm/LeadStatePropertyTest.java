package dev.mosty.gate.amocrm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosty.gate.lead.FieldIds;
import dev.mosty.gate.lead.LeadField;
import dev.mosty.gate.lead.LeadValue;
import dev.mosty.gate.lead.LeadValues;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class LeadStatePropertyTest {
    private static final FieldIds IDS = ids();

    @Property(tries = 300)
    void aStateReadBackIsTheSame(@ForAll("values") LeadValues values, @ForAll long delivery, @ForAll boolean written) {
        var state =
                LeadState.unknown("https://clinic.amocrm.ru#7").with(values, carriers(values, delivery), IDS, written);

        assertThat(LeadState.fromJson(state.target(), state.toJson())).isEqualTo(state);
    }

    @Property(tries = 300)
    void afterAWriteNothingOfItIsLeftToWriteAndAnythingElseIs(
            @ForAll("values") LeadValues first, @ForAll("values") LeadValues second) {
        var state = LeadState.unknown("x").with(first, carriers(first, 1), IDS, true);

        assertThat(state.changed(first, IDS)).isEqualTo(LeadValues.EMPTY);
        var after = state.with(state.changed(second, IDS), carriers(second, 2), IDS, true);
        assertThat(after.changed(first.merge(second), IDS)).isEqualTo(LeadValues.EMPTY);
    }

    @Provide
    Arbitrary<LeadValues> values() {
        var value = Arbitraries.oneOf(
                Arbitraries.just(LeadValue.CLEARED),
                Arbitraries.bigDecimals()
                        .between(new BigDecimal("-1000000000"), new BigDecimal("1000000000"))
                        .ofScale(2)
                        .map(LeadValue.Amount::new),
                Arbitraries.of(BigDecimal.ZERO, BigDecimal.ONE, new BigDecimal("1E+20"))
                        .map(LeadValue.Amount::new),
                Arbitraries.strings().ofMaxLength(30).map(LeadValue::ofText),
                Arbitraries.of("2025-03-05T11:22:33Z", "17", "x\u0000y\uD800").map(LeadValue::ofText));
        return Arbitraries.maps(Arbitraries.of(LeadField.class), value).map(LeadValues::new);
    }

    private static Map<LeadField, Long> carriers(LeadValues values, long delivery) {
        var carriers = new EnumMap<LeadField, Long>(LeadField.class);
        values.byField().keySet().forEach(field -> carriers.put(field, delivery));
        return carriers;
    }

    private static FieldIds ids() {
        var ids = new EnumMap<LeadField, Long>(LeadField.class);
        var id = 100L;
        for (var field : LeadField.values()) {
            if (field != LeadField.PRICE) {
                ids.put(field, id++);
            }
        }
        return new FieldIds(ids);
    }
}
