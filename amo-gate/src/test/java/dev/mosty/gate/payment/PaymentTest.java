package dev.mosty.gate.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaymentTest {
    private static final String GUID = "6f1f3f0e-1111-4222-8333-9b7b5a5e0001";

    @Test
    void readsWhatTheContractShows() {
        assertThat(read("{\"document\":\"" + GUID + "\",\"numberAmo\":23392663,\"amount\":12850.50,\"posted\":true}"))
                .isEqualTo(new Payment(UUID.fromString(GUID), Optional.of(23392663L), new BigDecimal("12850.5"), true));
    }

    @Test
    void aDocumentIsPostedUnlessItSaysNo() {
        assertThat(read("{\"document\":\"" + GUID + "\",\"numberAmo\":1,\"amount\":0}")
                        .posted())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "0", "\"\"", "\" \"", "\"000\""})
    void aDocumentMayBeTiedToNoLead(String numberAmo) {
        assertThat(with("numberAmo", numberAmo).leadId()).isEmpty();
        assertThat(read("{\"document\":\"" + GUID + "\",\"amount\":1}").leadId())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "23392663,23392663",
        "\"23392663\",23392663",
        "\" 7 \",7",
        "\"007\",7",
        "999999999999999,999999999999999"
    })
    void aLeadIsANumberHoweverItIsSpelled(String numberAmo, long lead) {
        assertThat(with("numberAmo", numberAmo).leadId()).contains(lead);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "1.5",
                "\"abc\"",
                "\"1e3\"",
                "true",
                "{}",
                "[]",
                "[23392663]",
                "{\"id\":1}",
                "1000000000000000",
                "\"٣\""
            })
    void aLeadThatIsNoNumberIsNamed(String numberAmo) {
        assertThatThrownBy(() -> with("numberAmo", numberAmo))
                .isInstanceOf(Payment.Malformed.class)
                .hasMessage("numberAmo must be the number of a lead");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "7", "\"\"", "\"6f1f3f0e\"", "\"6f1f3f0e-1111-4222-8333-9b7b5a5e00012\"", "{}"})
    void aDocumentThatIsNoGuidIsNamed(String document) {
        assertThatThrownBy(() -> read("{\"document\":" + document + ",\"numberAmo\":1,\"amount\":1}"))
                .isInstanceOf(Payment.Malformed.class)
                .hasMessage("document must be a GUID");
    }

    @ParameterizedTest
    @CsvSource({
        "12850.50,12850.5",
        "\"12850.50\",12850.50",
        "-5,-5",
        "0,0",
        "1e3,1E+3",
        "\" 7.10 \",7.10",
        "999999999999.99,999999999999.99"
    })
    void anAmountIsANumber(String amount, BigDecimal expected) {
        assertThat(with("amount", amount).amount()).isEqualByComparingTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "{}",
                "[]",
                "\"\"",
                "\"1,5\"",
                "\"five\"",
                "\"NaN\"",
                "\"11111111111111111111111111111111111111111\""
            })
    void anAmountThatIsNoNumberIsNamed(String amount) {
        assertThatThrownBy(() -> with("amount", amount))
                .isInstanceOf(Payment.Malformed.class)
                .hasMessage("amount must be a number");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1.234", "1000000000000", "-1000000000000", "\"1e999999\"", "\"1e-999999\"", "\"1e2147483647\""})
    void anAmountThatNobodyPaysIsNamed(String amount) {
        assertThatThrownBy(() -> with("amount", amount))
                .isInstanceOf(Payment.Malformed.class)
                .hasMessage("amount must be roubles with at most two decimals");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"true\"", "1", "{}"})
    void postedThatIsNoTruthValueIsNamed(String posted) {
        assertThatThrownBy(() -> with("posted", posted))
                .isInstanceOf(Payment.Malformed.class)
                .hasMessage("posted must be true or false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "7", "\"x\"", "null"})
    void aBodyThatIsNoObjectIsRefused(String body) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOf(Payment.Malformed.class)
                .hasMessage("the body must be an object");
    }

    private static Payment with(String field, String value) {
        return read("{\"document\":\"%s\",\"numberAmo\":%s,\"amount\":%s,\"posted\":%s}"
                .formatted(
                        GUID,
                        field.equals("numberAmo") ? value : "1",
                        field.equals("amount") ? value : "1",
                        field.equals("posted") ? value : "true"));
    }

    private static Payment read(String json) {
        try {
            return Payment.read(new ObjectMapper().readTree(json));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
