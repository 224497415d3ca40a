package dev.mosty.proxy.onec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OneCAnswerTest {
    @ParameterizedTest
    @ValueSource(strings = {"{\"doctors\":[]}", "[]", "\"text\"", "17", " null ", "\uFEFF{}", "{\"a\":1}\r\n"})
    void jsonGoesOnAsItIs(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        var good = (OneCReply.Good) OneCAnswer.read(200, "text/html", bytes);
        assertThat(good.json()).isSameAs(bytes);
        assertThat(good.text()).isEqualTo(body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\uFEFF", "ок", "{", "{\"a\":1}}", "{}{}", "<html>", "{'a':1}", "[1,]"})
    void whatIsNoJsonIsStrange(String body) {
        assertThat(OneCAnswer.read(200, "application/json", body.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new OneCReply.Strange("status 200 and no JSON"));
    }

    @Test
    void jsonInAnotherCharsetIsStrange() {
        byte[] bytes = "{\"a\":\"ж\"}".getBytes(Charset.forName("windows-1251"));
        assertThat(OneCAnswer.read(200, "application/json; charset=windows-1251", bytes))
                .isInstanceOf(OneCReply.Strange.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            application/json | {"error":" Время занято "}          | Время занято
            text/html        | {"error":"Время занято"}            | Время занято
            text/plain       | Нет лицензии                        | Нет лицензии
            ''               | Нет лицензии                        | Нет лицензии
            """)
    void whatIsSaidForAPersonIsShown(String type, String body, String said) {
        assertThat(refused(type, body).said()).contains(said);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"error\":\"\"}",
                "{\"error\":17}",
                "{\"error\":{\"text\":\"x\"}}",
                "{\"message\":\"x\"}",
                "{\"error\":\"x\"",
                "[\"x\"]",
                "<h1>Не найдено</h1>",
                "{\"error\":\"<h1>Не найдено</h1>\"}",
                "первая\nвторая",
                "{ОбщийМодуль.AmoCRM.Модуль(15)}: Ошибка при вызове метода контекста",
                "{\"error\":\"{HTTPСервис.AmoCRM.Модуль(15,3)}: Ошибка\"}",
                "java.lang.IllegalStateException: x",
                "at com.example.Main.run(Main.java:5)",
                "bell\u0007"
            })
    void whatIsNotIsNot(String body) {
        assertThat(refused("text/plain", body).said()).isEmpty();
        assertThat(refused("text/plain", body).page()).isEqualTo(body);
    }

    @Test
    void aLongLineIsNotForAPerson() {
        assertThat(refused("text/plain", "ж".repeat(300)).said()).isPresent();
        assertThat(refused("text/plain", "ж".repeat(301)).said()).isEmpty();
    }

    @Test
    void aPageIsNotShownHoweverShort() {
        assertThat(refused("text/html; charset=utf-8", "Не найдено").said()).isEmpty();
    }

    @Test
    void aLineIsReadInTheCharsetThatItNames() {
        byte[] bytes = "Нет лицензии".getBytes(Charset.forName("windows-1251"));
        var named = (OneCReply.Refused) OneCAnswer.read(500, "text/plain; charset=\"windows-1251\"", bytes);
        assertThat(named.said()).contains("Нет лицензии");
        var unknown = (OneCReply.Refused) OneCAnswer.read(500, "text/plain; charset=nonsense", bytes);
        assertThat(unknown.said()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ок", "ОК", "ok", "oк", " \"ок\"\r\n", "\uFEFFок"})
    void okIsOk(String body) {
        assertThat(OneCAnswer.readTest(200, "", body.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(OneCReply.Good.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "It works!", "<html>ok</html>", "{\"a\":\"ок\"}", "не ок"})
    void anythingElseIsNot(String body) {
        assertThat(OneCAnswer.readTest(200, "", body.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(OneCReply.Strange.class);
        assertThat(OneCAnswer.readTest(404, "", "ок".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(OneCReply.Refused.class);
    }

    @Property(tries = 300)
    void noBytesAreTooMuch(
            @ForAll byte[] body, @ForAll String type, @ForAll @IntRange(min = 100, max = 599) int status) {
        OneCReply reply = OneCAnswer.read(status, type, body);
        assertThat(reply).isNotNull();
        assertThat(reply instanceof OneCReply.Refused).isEqualTo(status < 200 || status >= 300);
        assertThat(OneCAnswer.readTest(status, type, body)).isNotNull();
    }

    private static OneCReply.Refused refused(String type, String body) {
        return (OneCReply.Refused) OneCAnswer.read(500, type, body.getBytes(StandardCharsets.UTF_8));
    }
}
