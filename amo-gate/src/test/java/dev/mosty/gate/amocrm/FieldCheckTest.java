package dev.mosty.gate.amocrm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosty.gate.amocrm.FieldCheck.AccountField;
import dev.mosty.gate.lead.LeadField;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FieldCheckTest {
    private static final String FALLBACK_MISSING =
            "%s is not set, and the old gate's = %d: the account has no such field of a lead; it is not written";

    @Test
    void aFieldOfAFittingTypeIsWritten() {
        var check = FieldCheck.of(
                Map.of(LeadField.GUESTS, 7L, LeadField.DOC_NUM, 8L),
                Map.of(),
                account(new AccountField(7, "Гости", "textarea"), new AccountField(8, "Номер", "monetary")));

        assertThat(check.ids().byField()).isEqualTo(Map.of(LeadField.GUESTS, 7L, LeadField.DOC_NUM, 8L));
    }

    @Test
    void aFieldThatTheAccountDoesNotHaveIsAFinding() {
        var check = FieldCheck.of(Map.of(LeadField.GUESTS, 7L), Map.of(), account());

        assertThat(check.ids().byField()).isEmpty();
        assertThat(check.findings())
                .first()
                .isEqualTo("FIELD_BOOKED_GUESTS = 7: the account has no such field of a lead; it is not written");
    }

    @Test
    void aFieldOfAnotherTypeIsAFindingWithItsNameAndType() {
        var check = FieldCheck.of(
                Map.of(LeadField.CHECK_IN, 9L), Map.of(), account(new AccountField(9, "Дата заезда", "checkbox")));

        assertThat(check.ids().byField()).isEmpty();
        assertThat(check.findings())
                .first()
                .isEqualTo("FIELD_BOOKED_CHECK_IN = 9: «Дата заезда» is of type checkbox, expected date or date_time;"
                        + " it is not written");
    }

    @Test
    void unsetFieldsAreNotWrittenAndNoFindingExceptThoseThatTheOldGateKnew() {
        var check = FieldCheck.of(Map.of(), Map.of(), account());

        assertThat(check.ids().byField()).isEmpty();
        assertThat(check.findings())
                .containsExactly(
                        FALLBACK_MISSING.formatted("FIELD_MC_TREATMENTS", 1363929),
                        FALLBACK_MISSING.formatted("FIELD_MC_LABS", 1363931),
                        FALLBACK_MISSING.formatted("FIELD_MC_PACKETS", 1363933),
                        FALLBACK_MISSING.formatted("FIELD_MC_COMPLEX", 1363935),
                        FALLBACK_MISSING.formatted("FIELD_MC_BIRTHDAY", 1208395));
    }

    @Test
    void theOldGatesIdsAreUsedWhereTheyFit() {
        var check = FieldCheck.of(
                Map.of(LeadField.MC_LABS, 5L),
                Map.of(),
                account(
                        new AccountField(5, "Анализы", "textarea"),
                        new AccountField(1363931, "Анализы, старые", "textarea"),
                        new AccountField(1363929, "Процедуры", "textarea"),
                        new AccountField(1363933, "Пакеты", "numeric"),
                        new AccountField(1363935, "Программы", "textarea"),
                        new AccountField(1208395, "День рождения", "birthday")));

        assertThat(check.ids().byField())
                .isEqualTo(Map.of(
                        LeadField.MC_TREATMENTS, 1363929L,
                        LeadField.MC_LABS, 5L,
                        LeadField.MC_COMPLEX, 1363935L,
                        LeadField.MC_BIRTHDAY, 1208395L));
        assertThat(check.findings())
                .containsExactly("FIELD_MC_PACKETS is not set, and the old gate's = 1363933: «Пакеты» is of type"
                        + " numeric, expected textarea; it is not written");
    }

    @Test
    void aFieldThatWasMadeCountsBeforeTheOldGatesAndBehindTheVariable() {
        var account = account(
                new AccountField(1363931, "Анализы, старые", "textarea"),
                new AccountField(6, "Анализы", "textarea"),
                new AccountField(7, "Гости", "textarea"));

        assertThat(FieldCheck.of(
                                Map.of(LeadField.GUESTS, 7L),
                                Map.of(LeadField.MC_LABS, 6L, LeadField.GUESTS, 6L),
                                account)
                        .ids()
                        .byField())
                .isEqualTo(Map.of(LeadField.MC_LABS, 6L, LeadField.GUESTS, 7L));
    }

    @Test
    void aFieldThatWasMadeAndIsGoneIsAFinding() {
        assertThat(FieldCheck.of(Map.of(), Map.of(LeadField.GUESTS, 6L), account())
                        .findings())
                .contains("FIELD_BOOKED_GUESTS is not set, and the field made for it = 6: the account has no such"
                        + " field of a lead; it is not written");
    }

    @Test
    void thePaymentGoesWhereThePaidSumGoesUnlessItHasAFieldOfItsOwn() {
        var account = account(new AccountField(1, "Оплачено", "numeric"), new AccountField(2, "Оплата 1С", "numeric"));

        assertThat(FieldCheck.of(Map.of(LeadField.PAID_PRICE, 1L), Map.of(), account)
                        .ids()
                        .byField())
                .isEqualTo(Map.of(LeadField.PAID_PRICE, 1L, LeadField.PAYMENT, 1L));
        assertThat(FieldCheck.of(Map.of(LeadField.PAID_PRICE, 1L, LeadField.PAYMENT, 2L), Map.of(), account)
                        .ids()
                        .byField())
                .isEqualTo(Map.of(LeadField.PAID_PRICE, 1L, LeadField.PAYMENT, 2L));
    }

    @Test
    void aPaymentFieldThatDoesNotFitIsNotReplacedByAnother() {
        var check = FieldCheck.of(
                Map.of(LeadField.PAID_PRICE, 1L, LeadField.PAYMENT, 3L),
                Map.of(),
                account(new AccountField(1, "Оплачено", "numeric")));

        assertThat(check.ids().byField()).isEqualTo(Map.of(LeadField.PAID_PRICE, 1L));
        assertThat(check.findings())
                .contains("FIELD_PAYMENT = 3: the account has no such field of a lead; it is not written");
    }

    private static Map<Long, AccountField> account(AccountField... fields) {
        var byId = new HashMap<Long, AccountField>();
        List.of(fields).forEach(field -> byId.put(field.id(), field));
        return byId;
    }
}
