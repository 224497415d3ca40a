package dev.mosty.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WidgetRequestTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"token":"t","date":"d"}                     | {"date":"d"}
            {"date":"d", "x" : 1.50, "token":"t"}        | {"date":"d","x":1.50}
            {"date":"d","x":12345678901234567890123}     | {"date":"d","x":12345678901234567890123}
            {"date":"d","x":{"token":"kept"}}            | {"date":"d","x":{"token":"kept"}}
            {"date":"ж\\u0436<>","Token":"kept"}         | {"date":"жж<>","Token":"kept"}
            {"date":"d","x":[null,true,{}]}              | {"date":"d","x":[null,true,{}]}
            """)
    void everythingButTheTokenGoesOn(String body, String sent) {
        assertThat(read(body, false).orElseThrow().json()).isEqualTo(sent);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"date\":\"d\",\"token\":17}",
                "{\"date\":\"d\",\"token\":{}}",
                "{\"date\":\"d\",\"token\":null}",
                "{\"date\":\"d\",\"x\":NaN}",
                "{\"date\":\"d\",\"x\":\"\\ud800\"}",
                "{\"date\":\"d\",\"x\":\"\uFFFD\"}",
                "{\"date\":\"d\",}",
                "{'date':'d'}"
            })
    void theseAreNoRequests(String body) {
        assertThat(read(body, false)).isEmpty();
    }

    @Test
    void theTokenMayBeMissingOrBlankOnlyForWhomItIsNotNeeded() {
        assertThat(read("{\"date\":\"d\"}", true)).isEmpty();
        assertThat(read("{\"date\":\"d\",\"token\":\"\"}", true)).isEmpty();
        assertThat(read("{\"date\":\"d\"}", false).orElseThrow().token()).isEmpty();
        assertThat(read("{\"date\":\"d\",\"token\":\"\"}", false).orElseThrow().token())
                .isEmpty();
        assertThat(read("{\"date\":\"d\",\"token\":\"t\"}", false).orElseThrow().token())
                .contains("t");
    }

    @Test
    void absurdNestingAndNumbersAreNoRequests() {
        assertThat(read("{\"date\":\"d\",\"x\":" + "[".repeat(60) + "]".repeat(60) + "}", false))
                .isEmpty();
        assertThat(read("{\"date\":\"d\",\"x\":" + "9".repeat(200) + "}", false))
                .isEmpty();
    }

    @Test
    void aValueIsTheSameTextWhateverItsType() {
        var request = read("{\"date\":\"d\",\"a\":17,\"b\":\"17\",\"c\":null,\"d\":[1]}", false)
                .orElseThrow();
        assertThat(request.text("a")).isEqualTo("17");
        assertThat(request.text("b")).isEqualTo("17");
        assertThat(request.text("c")).isEmpty();
        assertThat(request.text("missing")).isEmpty();
        assertThat(request.text("d")).isEqualTo("[1]");
    }

    @Property(tries = 200)
    void noBytesAreTooMuch(@ForAll byte[] body) {
        assertThat(WidgetRequest.read(body, Question.DOCUMENT, true)).isEmpty();
    }

    @Property(tries = 300)
    void whatIsSentMeansTheSame(@ForAll("fields") Map<String, String> fields) throws JsonProcessingException {
        var body = JSON.createObjectNode().put("date", "d").put("token", "t");
        fields.forEach(body::put);
        Optional<WidgetRequest> read =
                read(body.put("date", "d").put("token", "t").toString(), true);
        String sent = new String(read.orElseThrow().bytes(), StandardCharsets.UTF_8);
        body.remove("token");
        assertThat(JSON.readTree(sent)).isEqualTo(body);
    }

    @Provide
    static Arbitrary<Map<String, String>> fields() {
        Arbitrary<String> text = Arbitraries.strings()
                .ofMaxLength(20)
                .filter(any -> StandardCharsets.UTF_8.newEncoder().canEncode(any) && any.indexOf('\uFFFD') < 0);
        return Arbitraries.maps(text, text).ofMaxSize(8);
    }

    private static Optional<WidgetRequest> read(String body, boolean tokenNeeded) {
        return WidgetRequest.read(body.getBytes(StandardCharsets.UTF_8), Question.HOURS, tokenNeeded);
    }
}
