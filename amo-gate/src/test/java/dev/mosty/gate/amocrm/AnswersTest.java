package dev.mosty.gate.amocrm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {
    private static final String PAGE = "<html><head><title>403 Forbidden</title></head></html>";
    private static final String PROBLEM =
            "{\"title\":\"Forbidden\",\"type\":\"https://httpstatus.es/403\",\"status\":403,\"detail\":\"No access\"}";

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202})
    void aGoodAnswerIsItsJson(int status) {
        assertThat(answer(status, "{\"a\":1}"))
                .isEqualTo(
                        new Answer.Taken(JsonNodeFactory.instance.objectNode().put("a", 1)));
    }

    @Test
    void anEmptyAnswerSaysThatThereIsNothing() {
        assertThat(answer(204, "")).isEqualTo(new Answer.Taken(JsonNodeFactory.instance.objectNode()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "OK", "\"text\"", "17", "null", "<html></html>", "{\"a\":"})
    void aGoodStatusWithoutJsonIsStrange(String body) {
        assertThat(answer(200, body)).isEqualTo(new Answer.Strange("amoCRM answered 200 and no JSON"));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void aRedirectNamesTheNewAddress(int status) {
        assertThat(Answers.of(status, Optional.of("https://new.amocrm.ru/"), Optional.empty(), new byte[0]))
                .isEqualTo(new Answer.Moved("https://new.amocrm.ru/"));
        assertThat(answer(status, "")).isEqualTo(new Answer.Moved("an address that it does not name"));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 422})
    void validationErrorsAreReadByRequestId(int status) {
        var body = """
                {"title":"Bad Request","status":400,"detail":"Request validation failed","validation-errors":[
                  {"request_id":"0","errors":[
                    {"code":"NotSupportedChoice","path":"custom_fields_values.0.values.0.value","detail":"not a choice"},
                    {"code":"InvalidType","path":"price","detail":"should be a number"}]},
                  {"request_id":7,"errors":[{"code":"FieldNotExpected","path":"x"}]},
                  {"request_id":"8","errors":[{}]},
                  {"request_id":"9","errors":[]},
                  {"errors":[{"code":"Lost","path":"y","detail":"z"}]}]}""";

        assertThat(answer(status, body))
                .isEqualTo(new Answer.Invalid(
                        Map.of(
                                "0",
                                List.of(
                                        new Answer.Fault(
                                                "NotSupportedChoice",
                                                "custom_fields_values.0.values.0.value",
                                                "not a choice"),
                                        new Answer.Fault("InvalidType", "price", "should be a number")),
                                "7",
                                List.of(new Answer.Fault("FieldNotExpected", "x", "")),
                                "8",
                                List.of(new Answer.Fault("unknown", "", ""))),
                        "amoCRM answered " + status + ": Request validation failed"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"validation-errors\":null}",
                "{\"validation-errors\":\"all of it\"}",
                "{\"validation-errors\":{\"request_id\":\"0\"}}",
                "{\"validation-errors\":[7,null,\"x\",[],{\"request_id\":\"0\",\"errors\":\"bad\"}]}"
            })
    void validationErrorsOfAnotherShapeNameNobody(String body) {
        assertThat(answer(400, body)).isEqualTo(new Answer.Invalid(Map.of(), "amoCRM answered 400"));
    }

    @Test
    void aRefusalThatIsNoJsonShowsItsBeginning() {
        assertThat(answer(400, "  Bad Request  "))
                .isEqualTo(new Answer.Invalid(Map.of(), "amoCRM answered 400: Bad Request"));
        assertThat(answer(400, "x".repeat(1_000_000)))
                .isEqualTo(new Answer.Invalid(Map.of(), "amoCRM answered 400: " + "x".repeat(300)));
        assertThat(answer(400, "{\"detail\":\"" + "y".repeat(400) + "\"}"))
                .isEqualTo(new Answer.Invalid(Map.of(), "amoCRM answered 400: " + "y".repeat(300) + "…"));
    }

    @Test
    void aRefusedTokenSaysTheHint() {
        assertThat(answer(401, "{\"hint\":\"Token has been revoked\",\"title\":\"Unauthorized\"}"))
                .isEqualTo(new Answer.Unauthorized("amoCRM answered 401: Token has been revoked"));
    }

    @Test
    void a403AsAPageIsABan() {
        assertThat(answer(403, PAGE)).isEqualTo(new Answer.Banned());
        assertThat(answer(403, "")).isEqualTo(new Answer.Banned());
    }

    @Test
    void a403AsAProblemIsAMissingPermission() {
        assertThat(answer(403, PROBLEM)).isEqualTo(new Answer.Forbidden("amoCRM answered 403: No access"));
    }

    @Test
    void a402IsALapsedSubscription() {
        assertThat(answer(402, "{}")).isEqualTo(new Answer.Unpaid());
        assertThat(answer(402, PAGE)).isEqualTo(new Answer.Unpaid());
    }

    @Test
    void a404IsAboutTheItemOnlyIfAmoCrmItselfSaysSo() {
        assertThat(answer(404, "{\"title\":\"Not found\"}"))
                .isEqualTo(new Answer.NotFound("amoCRM answered 404: Not found"));
        assertThat(answer(404, "nginx")).isEqualTo(new Answer.Strange("amoCRM answered 404: nginx"));
    }

    @ParameterizedTest
    @CsvSource({"3,3", "0,0", "99999,99999"})
    void a429SaysHowLongToWaitInSeconds(String header, long seconds) {
        assertThat(Answers.of(429, Optional.empty(), Optional.of(header), new byte[0]))
                .isEqualTo(new Answer.TooMany(Optional.of(Duration.ofSeconds(seconds))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "soon", "123456", "Wed, 21 Oct 2026 07:28:00 GMT"})
    void a429WithoutReadableSecondsLeavesTheWaitToUs(String header) {
        assertThat(Answers.of(429, Optional.empty(), Optional.of(header), PAGE.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new Answer.TooMany(Optional.empty()));
    }

    @Test
    void a504IsTooMuchAtOnceAndEveryOther5xxIsUnknown() {
        assertThat(answer(504, PAGE)).isEqualTo(new Answer.TooSlow());
        for (int status : new int[] {500, 502, 503, 520, 599}) {
            assertThat(answer(status, PAGE)).isEqualTo(new Answer.Unknown("amoCRM answered " + status));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 206, 303, 304, 405, 409, 413, 418, 451})
    void everythingElseIsStrange(int status) {
        assertThat(answer(status, "")).isEqualTo(new Answer.Strange("amoCRM answered " + status));
    }

    private static Answer answer(int status, String body) {
        return Answers.of(status, Optional.empty(), Optional.empty(), body.getBytes(StandardCharsets.UTF_8));
    }
}
