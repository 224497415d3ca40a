package dev.mosty.testbed.onec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.testbed.PlainHttp;
import dev.mosty.testbed.onec.calls.CallLog.Received;
import dev.mosty.testbed.onec.calls.CallsOptions;
import dev.mosty.testbed.onec.calls.Step;
import dev.mosty.testbed.simulation.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallsExtensionTest {
    private final OneCSimulator oneC = OneCSimulator.start(OneCOptions.inMemory());
    private final HttpClient http = PlainHttp.client();

    @AfterEach
    void stop() {
        http.close();
        oneC.close();
    }

    @Test
    void aCallIsToldInItsOrderAndARepeatOfTheLatestIsCounted() {
        assertThat(post(event("INCOMING"))).isEqualTo("200 {\"result\":\"ok\"}");
        assertThat(post(event("INCOMING"))).startsWith("200 ");
        assertThat(post(event("ACCEPTED"))).startsWith("200 ");
        assertThat(post(history("success"))).startsWith("200 ");

        assertThat(post(event("ACCEPTED"))).isEqualTo("400 {\"error\":\"Сообщение о звонке пришло не по порядку\"}");
        assertThat(oneC.telephony().log().received(0, 10).stream()
                        .map(message -> message.told().step()))
                .containsExactly(Step.INCOMING, Step.INCOMING, Step.ACCEPTED, Step.SUCCESS);
        assertThat(oneC.telephony().log().counts())
                .containsEntry("repeats", 1L)
                .containsEntry("refused.order", 1L)
                .containsEntry("SUCCESS", 1L);
    }

    @Test
    void aLateRecordMakesAHistoryComeAgain() {
        post(history("success"));
        assertThat(post(history("success").put("link", "https://pbx.example/1.mp3")))
                .startsWith("200 ");
    }

    @Test
    void everyPhoneOfAGroupHasAnOrderOfItsOwn() {
        post(event("INCOMING"));
        post(event("ACCEPTED"));
        assertThat(post(event("INCOMING").put("ext", "101").put("user", "101"))).startsWith("200 ");
        assertThat(post(event("INCOMING").put("phone", "79990000000")))
                .isEqualTo("400 {\"error\":\"Этот callid принадлежит другому звонку\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cmd       | "other"            | Неизвестная команда
            callid    | 1659685427407907141| callid должен быть непустой строкой
            callid    | ""                 | callid должен быть непустой строкой
            start     | "2023-09-08 13:56" | Время должно иметь вид ГГГГММДДTЧЧММСС
            start     | "20230908T256640"  | Время должно иметь вид ГГГГММДДTЧЧММСС
            duration  | 49                 | Длительность не равна разности времени окончания и начала
            duration  | "50"               | Длительность не равна разности времени окончания и начала
            link      | "ftp://x"          | Ссылка на запись должна быть пустой или вести на http
            status    | "lost"             | Неизвестный вид события
            ext       | 100                | Поле отсутствует или имеет неверный тип
            phone     | null               | Поле отсутствует или имеет неверный тип
            """)
    void whatIsNotWrittenAsItShouldBeIsRefused(String field, String value, String sentence) {
        ObjectNode body = history("success");
        body.set(field, Json.read(value).orElseThrow());
        assertThat(post(body)).isEqualTo("400 {\"error\":\"" + sentence + "\"}");
        assertThat(oneC.telephony().log().received(0, 10)).isEmpty();
    }

    @Test
    void onlyAPostOfJsonWithTheTokenIsRead() {
        assertThat(post(event("INCOMING").put("crm_token", "guessed"))).startsWith("401 ");
        assertThat(answer(request().header("Content-Type", "text/plain").POST(BodyPublishers.ofString("{}"))))
                .startsWith("415 ");
        assertThat(answer(request().header("Content-Type", "application/json").POST(BodyPublishers.ofString("[]"))))
                .startsWith("400 ");
        assertThat(answer(request().GET())).startsWith("405 ");
        assertThat(answer(request()
                        .header("Authorization", "Basic d3Jvbmc6dXNlcg==")
                        .GET()))
                .startsWith("401 ");
    }

    @Test
    void contactsAreFoundByTheirLastDigitsAndAmbiguousOnesAreNobodys() {
        assertThat(contact("89991234567")).isEqualTo("200 {\"responsible\":\"100\"}");
        assertThat(contact("+7 900 000-00-02")).isEqualTo("200 {\"responsible\":\"101\"}");
        assertThat(contact("79000000003")).isEqualTo("200 {\"responsible\":\"\"}");
        assertThat(contact("79000077777")).isEqualTo("200 {\"responsible\":\"\"}");
        oneC.telephony().knobs().digits = 10;
        assertThat(contact("79000077777")).isEqualTo("200 {\"responsible\":\"100\"}");
        oneC.telephony().knobs().smartTransfer = false;
        assertThat(contact("89991234567")).isEqualTo("200 {\"responsible\":\"\"}");
    }

    @Test
    void aSessionIsKeptByItsCookieUntilItIsGone() {
        HttpResponse<String> first = send(json(event("INCOMING")).header("IBSession", "start"));
        String cookie = first.headers().firstValue("Set-Cookie").orElseThrow().replaceAll(";.*", "");
        assertThat(answer(json(event("ACCEPTED")).header("Cookie", cookie))).startsWith("200 ");

        oneC.telephony().knobs().sessionMillis = 0;

        assertThat(answer(json(history("success")).header("Cookie", cookie)))
                .isEqualTo("404 Сеанс отсутствует или удален");
        assertThat(oneC.telephony().log().counts())
                .containsEntry("sessions.begun", 1L)
                .containsEntry("sessions.used", 1L)
                .containsEntry("sessions.gone", 1L);
    }

    @Test
    void whatItShowsHasNoToken() {
        post(event("INCOMING"));
        assertThat(oneC.telephony().log().received(0, 1).stream().map(Received::body))
                .singleElement()
                .asString()
                .contains("\"callid\"")
                .doesNotContain(CallsOptions.USUAL.token());
        assertThat(answer(HttpRequest.newBuilder(URI.create(oneC.url() + "/sim/calls"))))
                .contains("INCOMING", "1659685427407907141")
                .doesNotContain(CallsOptions.USUAL.token());
    }

    private String contact(String phone) {
        return post(Json.object().put("cmd", "contact").put("phone", phone).put("crm_token", "token123"));
    }

    private static ObjectNode event(String type) {
        return parties("event").put("type", type).put("direction", "in");
    }

    private static ObjectNode history(String status) {
        return parties("history")
                .put("type", "in")
                .put("start", "20230908T135640")
                .put("end", "20230908T135730")
                .put("duration", 50)
                .put("link", "")
                .put("status", status);
    }

    private static ObjectNode parties(String cmd) {
        return Json.object()
                .put("cmd", cmd)
                .put("user", "100")
                .put("ext", "100")
                .put("phone", "89991234567")
                .put("diversion", "3333333")
                .put("callid", "1659685427407907141")
                .put("crm_token", "token123");
    }

    private String post(ObjectNode body) {
        return answer(json(body));
    }

    private HttpRequest.Builder json(ObjectNode body) {
        return request().header("Content-Type", "application/json").POST(BodyPublishers.ofString(body.toString()));
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(URI.create(oneC.callsUrl()));
    }

    private String answer(HttpRequest.Builder request) {
        HttpResponse<String> answer = send(request);
        return answer.statusCode() + " " + answer.body();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
