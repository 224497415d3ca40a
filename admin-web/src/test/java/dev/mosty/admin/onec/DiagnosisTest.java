package dev.mosty.admin.onec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosty.web.Reply;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiagnosisTest {
    @ParameterizedTest
    @ValueSource(strings = {"ок", "ok", "ОК", " \"ок\"\r\n", "\uFEFFок"})
    void okInAnyLettersIsGood(String text) {
        assertThat(Diagnosis.of(answered(200, text))).isEqualTo(new Diagnosis(true, "onec-works", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "200, <html>Hello</html>, onec-not-onec, Hello",
        "401, '', onec-login, 401",
        "403, no, onec-forbidden, 403 no",
        "404, '', onec-not-published, 404",
        "405, '', onec-wrong-method, 405",
        "500, {Модуль(12)}: Ошибка, onec-not-compiled, 500 {Модуль(12)}: Ошибка",
        "302, '', onec-other, 302",
        "204, '', onec-other, 204"
    })
    void everyStatusHasItsReason(int status, String text, String word, String said) {
        assertThat(Diagnosis.of(answered(status, text))).isEqualTo(new Diagnosis(false, word, said));
    }

    @ParameterizedTest
    @CsvSource({
        "Connection refused: localhost/127.0.0.1:1, onec-refused",
        "Failed to resolve 'nowhere', onec-no-name",
        "nowhere.invalid: Name or service not known, onec-no-name",
        "SSL handshake failed, onec-tls",
        "no connection: no whole answer within 10000 ms, onec-timeout",
        "connection timed out after 10000 ms, onec-timeout",
        "No route to host, onec-unreachable"
    })
    void whatWasNotSentHasItsReasonToo(String why, String word) {
        assertThat(Diagnosis.of(new Reply.NotSent(why)).word()).isEqualTo(word);
    }

    @Test
    void aSilentAndABrokenConnectionDiffer() {
        assertThat(Diagnosis.of(new Reply.Unknown("no whole answer within 10000 ms"))
                        .word())
                .isEqualTo("onec-timeout");
        assertThat(Diagnosis.of(new Reply.Unknown("Connection was closed")).word())
                .isEqualTo("onec-broken");
        assertThat(Diagnosis.of(new Reply.TooLarge(200)).word()).isEqualTo("onec-not-onec");
    }

    @Test
    void aLongPageIsShortened() {
        assertThat(Diagnosis.of(answered(500, "x".repeat(10_000))).said()).hasSize(305);
    }

    private static Reply answered(int status, String text) {
        return new Reply.Answered(status, MultiMap.caseInsensitiveMultiMap(), text.getBytes(StandardCharsets.UTF_8));
    }
}
