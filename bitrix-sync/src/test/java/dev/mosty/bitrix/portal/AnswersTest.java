package dev.mosty.bitrix.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswersTest {

    /** By its code, then by its status: facts/bitrix24.md §1.5. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            200 | {"result":[],"time":{}}                                     | Taken
            503 | {"error":"QUERY_LIMIT_EXCEEDED"}                            | TooMany
            503 | {"error":"OVERLOAD_LIMIT"}                                  | Blocked
            429 | {"error":"OPERATION_TIME_LIMIT"}                            | OutOfTime
            200 | {"error":"QUERY_LIMIT_EXCEEDED"}                            | TooMany
            401 | {"error":"NO_AUTH_FOUND"}                                   | Unauthorized
            403 | {"error":"INVALID_CREDENTIALS"}                             | Unauthorized
            401 | {"error":"expired_token"}                                   | Unauthorized
            401 | <html>                                                      | Unauthorized
            403 | {"error":"ACCESS_DENIED"}                                   | Forbidden
            400 | {"error":"ACCESS_DENIED","error_description":"Access denied"} | Refused
            403 | {"error":"insufficient_scope"}                              | Forbidden
            403 | {"error":"user_access_error"}                               | Forbidden
            400 | {"error":"INVALID_REQUEST"}                                 | Elsewhere
            500 | {"error":"PORTAL_DELETED"}                                  | Elsewhere
            404 | {"error":"ERROR_METHOD_NOT_FOUND"}                          | Elsewhere
            404 | <html>                                                      | Elsewhere
            302 | <html>                                                      | Elsewhere
            400 | {"error":"","error_description":"Contact is not found"}     | Refused
            400 | {"error":"100","error_description":"x"}                     | Refused
            500 | {"error":"INTERNAL_SERVER_ERROR"}                           | Unknown
            500 | {"error":"ERROR_UNEXPECTED_ANSWER"}                         | Unknown
            502 | <html>                                                      | Unknown
            504 | <html>                                                      | Unknown
            200 | <html>                                                      | Unknown
            200 | []                                                          | Unknown
            """)
    void everyAnswerHasItsMeaning(int status, String body, String meaning) {
        assertThat(Answers.of(status, body.getBytes(StandardCharsets.UTF_8))
                        .getClass()
                        .getSimpleName())
                .isEqualTo(meaning);
    }
}
