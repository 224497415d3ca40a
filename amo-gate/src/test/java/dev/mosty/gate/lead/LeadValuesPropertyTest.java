package dev.mosty.gate.lead;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The algebra that merging of queued states and the sending of changes only rely on. */
class LeadValuesPropertyTest {

    @Property
    void mergingIsAssociativeWithNothingAsItsUnit(
            @ForAll("states") LeadValues a, @ForAll("states") LeadValues b, @ForAll("states") LeadValues c) {
        assertThat(a.merge(b).merge(c)).isEqualTo(a.merge(b.merge(c)));
        assertThat(a.merge(LeadValues.EMPTY)).isEqualTo(a);
        assertThat(LeadValues.EMPTY.merge(a)).isEqualTo(a);
        assertThat(a.merge(a)).isEqualTo(a);
    }

    @Property
    void theLaterValueWinsFieldByField(@ForAll("states") LeadValues a, @ForAll("states") LeadValues b) {
        LeadValues merged = a.merge(b);

        for (LeadField field : LeadField.values()) {
            assertThat(merged.get(field)).isEqualTo(b.get(field).or(() -> a.get(field)));
        }
    }

    @Property
    void whatIsWrittenPlusWhatIsLeftIsTheState(
            @ForAll("states") LeadValues state, @ForAll("states") LeadValues written) {
        LeadValues left = state.minus(written);

        assertThat(written.merge(left)).isEqualTo(written.merge(state));
        assertThat(left.minus(written)).isEqualTo(left);
        assertThat(state.merge(written).minus(written).byField().keySet()).noneMatch(written.byField()::containsKey);
        assertThat(state.minus(state).isEmpty()).isTrue();
        assertThat(state.minus(LeadValues.EMPTY)).isEqualTo(state);
    }

    @Property
    void storingAndReadingBackChangesNothing(@ForAll("states") LeadValues state) {
        LeadValues read = LeadValues.fromJson(state.toJson());

        assertThat(read).isEqualTo(state).hasSameHashCodeAs(state);
        assertThat(read.toJson()).isEqualTo(state.toJson());
    }

    @Provide
    Arbitrary<LeadValues> states() {
        Arbitrary<LeadValue> values = Arbitraries.oneOf(
                Arbitraries.bigDecimals()
                        .between(new BigDecimal("-1e12"), new BigDecimal("1e12"))
                        .ofScale(2)
                        .map(LeadValue.Amount::new),
                Arbitraries.of("59000", "59000.00", "5.9e4")
                        .map(BigDecimal::new)
                        .map(LeadValue.Amount::new),
                Arbitraries.strings().ofMaxLength(8).map(LeadValue::ofText),
                Arbitraries.just(LeadValue.CLEARED));
        return Arbitraries.maps(Arbitraries.of(LeadField.class), values).map(LeadValues::new);
    }
}
