package dev.mosty.gate.amocrm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosty.gate.amocrm.LeadStateTest.Values;
import dev.mosty.gate.lead.FieldIds;
import dev.mosty.gate.lead.LeadField;
import dev.mosty.gate.lead.LeadValues;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PaidOwnerTest {
    private static final FieldIds SHARED = new FieldIds(Map.of(LeadField.PAID_PRICE, 1L, LeadField.PAYMENT, 1L));
    private static final FieldIds APART = new FieldIds(Map.of(LeadField.PAID_PRICE, 1L, LeadField.PAYMENT, 2L));
    private static final LeadValues RDESK = Values.of(LeadField.PRICE, 5, LeadField.PAID_PRICE, 10);
    private static final LeadValues ONE_C = Values.of(LeadField.PAYMENT, 20);
    private static final LeadState NOTHING = LeadState.unknown("t");
    private static final LeadState RDESK_HAS_SPOKEN =
            NOTHING.with(RDESK, Map.of(LeadField.PAID_PRICE, 1L), SHARED, true);

    private final PaidOwner rdesk = new PaidOwner(PaidOwner.Source.RDESK, Set.of("7"));
    private final PaidOwner oneC = new PaidOwner(PaidOwner.Source.ONE_C, Set.of("7"));

    @Test
    void aSourceThatIsAloneIsWrittenWhoeverOwnsTheField() {
        assertThat(rdesk.settle("7", ONE_C, NOTHING, SHARED)).isEqualTo(ONE_C);
        assertThat(oneC.settle("8", RDESK, NOTHING, SHARED)).isEqualTo(RDESK);
    }

    @Test
    void withRdeskAsOwner1cIsLeftOutAsSoonAsRdeskHasSpoken() {
        assertThat(rdesk.settle("7", ONE_C, RDESK_HAS_SPOKEN, SHARED)).isEqualTo(LeadValues.EMPTY);
        assertThat(rdesk.settle("7", RDESK.merge(ONE_C), NOTHING, SHARED)).isEqualTo(RDESK);
    }

    @Test
    void with1cAsOwnerRdeskIsLeftOutForLeadsThat1cHasDocumentsFor() {
        assertThat(oneC.settle("7", RDESK, RDESK_HAS_SPOKEN, SHARED)).isEqualTo(Values.of(LeadField.PRICE, 5));
        assertThat(oneC.settle("7", RDESK.merge(ONE_C), NOTHING, SHARED))
                .isEqualTo(Values.of(LeadField.PRICE, 5, LeadField.PAYMENT, 20));
    }

    @Test
    void twoFieldsOfTheirOwnAreBothWritten() {
        var both = RDESK.merge(ONE_C);

        assertThat(rdesk.settle("7", both, RDESK_HAS_SPOKEN, APART)).isEqualTo(both);
        assertThat(oneC.settle("7", both, RDESK_HAS_SPOKEN, APART)).isEqualTo(both);
    }
}
