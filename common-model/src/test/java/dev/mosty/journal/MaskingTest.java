package dev.mosty.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskingTest {
    private static final int MAX = 10_000;

    @Test
    void theWidgetsRequestKeepsWhatIsNotPrivate() {
        assertThat(body("""
                {"token":"5f3a","numberAmo":23392663,"date":"2026-02-03","doctor":"Ефимова Е.В.","time":"8:55",\
                "customer":"Иванова Мария Петровна","tel":"+7 (916) 123-45-67","gender":"ж","DateofBirth":"1980-05-06"}""")).isEqualTo("""
                {"token":"***","numberAmo":23392663,"date":"2026-02-03","doctor":"Ефимова Е.В.","time":"8:55",\
                "customer":"И. М. П.","tel":"***67","gender":"ж","DateofBirth":"***"}""");
    }

    @Test
    void fieldsAreFoundAtAnyDepthWhateverTheirCaseAndSeparators() {
        assertThat(body("""
                {"a":[{"b":{"Refresh-Token":"x","ACCESS_TOKEN":"y","api key":1,"Phone":79161234567,"client":{"id":5}}}],\
                "password":null,"secret":[1,2],"code":"","first_name":"Anna"}""")).isEqualTo("""
                {"a":[{"b":{"Refresh-Token":"***","ACCESS_TOKEN":"***","api key":"***","Phone":"***67","client":"***"}}],\
                "password":null,"secret":"***","code":"","first_name":"A."}""");
    }

    @Test
    void formsAndQueriesAreMaskedByName() {
        assertThat(
                        body(
                                "leads[add][0][name]=%D0%98%D0%B2%D0%B0%D0%BD+%D0%9F.&leads[add][0][id]=23392663&account[id]=1"))
                .isEqualTo("leads[add][0][name]=И. П.&leads[add][0][id]=23392663&account[id]=1");
        assertThat(Masking.url("/zdrav/booked?token=abc&x=1&from=%2B79161234567"))
                .isEqualTo("/zdrav/booked?token=***&x=1&from=***67");
        assertThat(Masking.url("https://u:p@host/a?b")).isEqualTo("https://***@host/a?b");
        assertThat(Masking.url("/{PBX_PATH}/?event=1&src_num=380501234567&dst_num=100"))
                .isEqualTo("/{PBX_PATH}/?event=1&src_num=***67&dst_num=100");
    }

    @Test
    void anAuthorizationHeaderKeepsItsSchemeAlone() {
        assertThat(Masking.authorization("Bearer abc.def")).isEqualTo("Bearer ***");
        assertThat(Masking.authorization("abc")).isEqualTo("***");
        assertThat(Masking.text("Authorization: Basic dXNlcjpwYXNz")).isEqualTo("Authorization: Basic ***");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "звонок с +7 916 123-45-67 в 10:15 | звонок с ***67 в 10:15",
                "8(916)1234567                     | ***67",
                "9161234567                        | ***67",
                "+49 30 1234567890                 | ***90",
                "mail a.b+c@example.com, ok        | mail ***, ok",
                "почта иван@почта.рф               | почта ***",
                "jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-_ | jwt ***",
                "2026-02-03 10:15:30               | 2026-02-03 10:15:30",
                "03.02.2026 10:15                  | 03.02.2026 10:15",
                "1770113730                        | 1770113730",
                "lead 23392663 sum 12850.50        | lead 23392663 sum 12850.50",
                "b0a1c2d3-1111-2222-3333-444455556666 | b0a1c2d3-1111-2222-3333-444455556666"
            })
    void freeTextIsMaskedByShape(String text, String masked) {
        assertThat(Masking.text(text)).isEqualTo(masked);
    }

    @Test
    void whatStopsBeingJsonIsNotShownFurther() {
        assertThat(body("{\"id\":1,\"name\":\"Иванова Мария")).isEqualTo("{\"id\":1,\"name\"… (not JSON from here)");
        assertThat(body("[".repeat(5000))).startsWith("[[[[").endsWith("… (not JSON from here)");
    }

    @Test
    void aLongBodyIsCutAndItsSizeSaid() {
        assertThat(Masking.body("[" + "1,".repeat(50_000) + "1]", 100))
                .isEqualTo("[" + "1,".repeat(49) + "… (100003 characters in all)");
        var prices = "[{\"PHONE\":\"89991234567\"},\"%s\"]".formatted("x,".repeat(1 << 20));
        assertThat(Masking.body(prices, 30))
                .isEqualTo("[{\"PHONE\":\"***67\"},\"*** (2097… (2097180 characters in all)");
        assertThat(Masking.body("x".repeat(2 << 20), 100)).isEqualTo("*** (2097152 characters)");
    }

    /** No measure of speed: what backtracks catastrophically would take years. */
    private static final Duration HANG = Duration.ofMinutes(1);

    @Test
    void hostileTextTakesNoTime() {
        List<String> hostile = List.of(
                "a".repeat(1_000_000),
                "1 ".repeat(500_000),
                "a.".repeat(500_000),
                "a@".repeat(500_000),
                "a=b&".repeat(250_000),
                "[".repeat(1_000_000),
                "a[".repeat(500_000) + "=1",
                "eyJ" + "x".repeat(1_000_000),
                "bearer ".repeat(140_000),
                "{\"name\":\"" + "и ".repeat(400_000) + "\"}",
                "{\"" + "k".repeat(900_000) + "\":1}");
        for (String text : hostile) {
            assertTimeout(HANG, () -> {
                Masking.body(text, MAX);
                Masking.url(text);
                Masking.text(text);
            });
        }
    }

    @Property(tries = 500)
    void nothingMakesItThrow(@ForAll String any) {
        assertThatCode(() -> {
                    Masking.body(any, MAX);
                    Masking.body("{" + any, MAX);
                    Masking.url(any);
                    Masking.query(any);
                    Masking.authorization(any);
                })
                .doesNotThrowAnyException();
    }

    private static String body(String text) {
        return Masking.body(text, MAX);
    }
}
