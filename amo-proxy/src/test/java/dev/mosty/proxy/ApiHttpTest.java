package dev.mosty.proxy;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.http.Fault;
import dev.mosty.settings.Settings;
import dev.mosty.testsupport.PostgresResource;
import dev.mosty.testsupport.Widget;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the widget relies on, over real HTTP, with a real database and a 1C that answers as told. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(SimpleOneC.class)
@SuppressWarnings("NullAway.Init") // Quarkus sets the fields.
class ApiHttpTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String GET_SET_DATA = SimpleOneC.BASE + "GetSetData";
    private static final String HOURS = "/API/get_doctor_time";
    private static final String DOCUMENT = "/API/create_document";
    private static final String ASK = """
            {"token":"proxy-token-1","date":"2026-02-03"}""";
    private static final String ORDER = """
            {"token":"proxy-token-1","numberAmo":23392663,"date":"2026-02-03","doctor":"Ефимова Е.В.","time":"8:55",\
            "customer":"Иванов Иван","tel":"+79161234567","gender":"1","DateofBirth":"1980-01-31"}""";

    @TestHTTPResource("/")
    URI home;

    @Inject
    Jdbi jdbi;

    @ConfigProperty(name = "test.onec")
    URI onecUri;

    @Inject
    Settings settings;

    private WireMock onec;

    @BeforeEach
    void nothingHappenedYet() {
        onec = new WireMock(onecUri.getHost(), onecUri.getPort());
        onec.resetMappings();
        onec.resetRequests();
        jdbi.useTransaction(tx -> {
            tx.execute("delete from document_intent");
            tx.execute("delete from request_log");
        });
    }

    private record Answer(int status, String type, String requestId, String body) {
        String error() {
            assertThat(type).isEqualTo("application/json");
            try {
                JsonNode json = JSON.readTree(body);
                assertThat(json.properties()).hasSize(1);
                return status + " " + json.path("error").asText();
            } catch (IOException e) {
                throw new AssertionError(body, e);
            }
        }
    }

    // ── Passing on ──

    @Test
    void hoursComeBackByteForByteAndTheTokenStaysHere() {
        String doctors = "\uFEFF{ \"doctors\" : [\"Ефимова Е.В. [8:55,9:00]\"],\r\n \"x\":1.0 }";
        answers(okJson(doctors));

        var answer = send(HOURS, "{\"date\":\"2026-02-03\",\"token\":\"proxy-token-1\",\"новое\":{\"a\":[1.50,null]}}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.type()).isEqualTo("application/json");
        assertThat(answer.body()).isEqualTo(doctors);
        String login = Base64.getEncoder().encodeToString("Админ:пароль".getBytes(StandardCharsets.UTF_8));
        onec.verifyThat(
                1,
                postRequestedFor(urlEqualTo(GET_SET_DATA))
                        .withHeader("Authorization", equalTo("Basic " + login))
                        .withRequestBody(equalTo("{\"date\":\"2026-02-03\",\"новое\":{\"a\":[1.50,null]}}")));
    }

    @Test
    void aDocumentIsMadeOnceAndItsNumberIsShownAgain() {
        answers(okJson("{\"number\":\"000000123\"}"));

        assertThat(send(DOCUMENT, ORDER).body()).isEqualTo("{\"number\":\"000000123\"}");
        assertThat(send(DOCUMENT, ORDER).body()).isEqualTo("{\"number\":\"000000123\"}");

        assertThat(asked()).hasSize(1);
        assertThat(asked().getFirst()).startsWith("{\"numberAmo\":23392663,").doesNotContain("token");
    }

    @Test
    void pingSaysOkWhenTestRequestDoes() {
        onec.register(
                get(SimpleOneC.BASE + "TestRequest").willReturn(aResponse().withBody("ок")));

        var answer = send("GET", "/API/ping", "", BodyPublishers.noBody());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("ок");
    }

    // ── What is refused ──

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /API/get_doctor_time | nonsense
            /API/get_doctor_time | []
            /API/get_doctor_time | "text"
            /API/get_doctor_time | null
            /API/get_doctor_time | {"token":"proxy-token-1","date":"2026-02-03"} {}
            /API/get_doctor_time | {"token":"proxy-token-1","date":"2026-02-03"
            /API/get_doctor_time | {"token":"proxy-token-1"}
            /API/get_doctor_time | {"token":"proxy-token-1","date":""}
            /API/get_doctor_time | {"token":"proxy-token-1","date":" "}
            /API/get_doctor_time | {"token":"proxy-token-1","date":20260203}
            /API/get_doctor_time | {"token":"proxy-token-1","date":null}
            /API/get_doctor_time | {"token":"proxy-token-1","date":"1","date":"2"}
            /API/get_doctor_time | {"token":"proxy-token-1","date":"\\ud800"}
            /API/get_doctor_time | {"date":"2026-02-03"}
            /API/get_doctor_time | {"token":"","date":"2026-02-03"}
            /API/get_doctor_time | {"token":17,"date":"2026-02-03"}
            /API/create_document | {"token":"proxy-token-1","date":"2026-02-03","time":"8:55"}
            /API/create_document | {"token":"proxy-token-1","date":"2026-02-03","doctor":"Ефимова"}
            /API/create_document | {"token":"proxy-token-1","doctor":"Ефимова","time":"8:55"}
            /API/create_document | {"token":"proxy-token-1","date":"2026-02-03","doctor":"Ефимова","time":["8:55"]}
            """)
    void whatIsNotTheExpectedJsonIs400AndNeverReaches1C(String path, String body) {
        assertThat(send(path, body).error()).isEqualTo("400 error format Json");
        assertThat(asked()).isEmpty();
    }

    @Test
    void anEmptyBodyAndOneThatIsNoUtf8Are400() {
        assertThat(send(HOURS, "").error()).isEqualTo("400 error format Json");
        byte[] cp1251 = "{\"token\":\"proxy-token-1\",\"date\":\"завтра\"}".getBytes(Charset.forName("windows-1251"));
        assertThat(send("POST", HOURS, "", BodyPublishers.ofByteArray(cp1251)).error())
                .isEqualTo("400 error format Json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wrong", "proxy-token-1 ", "пароль", "' or 1=1"})
    void aWrongTokenIs401AndNeverReaches1COrTheLog(String token) {
        assertThat(send(HOURS, "{\"token\":\"" + token + "\",\"date\":\"2026-02-03\"}")
                        .error())
                .isEqualTo("401 Invalid token");
        assertThat(asked()).isEmpty();
        assertThat(logged("url")).isEmpty();
    }

    @Test
    void whatIsTooLargeIs413() {
        String large = ASK.replace("}", ",\"x\":\"" + "y".repeat(70_000) + "\"}");

        assertThat(send(HOURS, large).error()).startsWith("413 ");
        assertThat(send("POST", HOURS, "", chunked(large)).error()).startsWith("413 ");
    }

    @Test
    void anUnknownPathIs404AndAWrongMethod405() {
        assertThat(send("GET", "/API/nothing", "", BodyPublishers.noBody()).error())
                .startsWith("404 ");
        assertThat(send("GET", HOURS, "", BodyPublishers.noBody()).error()).startsWith("405 ");
        assertThat(send("POST", "/API/ping", "", BodyPublishers.noBody()).error())
                .startsWith("405 ");
    }

    @Test
    void anyContentTypeWillDo() {
        answers(okJson("{}"));
        assertThat(send("POST", HOURS, "Content-Type: text/plain", BodyPublishers.ofString(ASK))
                        .status())
                .isEqualTo(200);
    }

    // ── The widget's one-time token ──

    @Test
    void aOneTimeTokenLetsInOnce() {
        answers(okJson("{\"doctors\":[]}"));
        String header = "X-Auth-Token: " + Widget.token();
        String body = "{\"date\":\"2026-02-03\"}";

        assertThat(send("POST", HOURS, header, BodyPublishers.ofString(body)).status())
                .isEqualTo(200);
        assertThat(send("POST", HOURS, header, BodyPublishers.ofString(body)).error())
                .isEqualTo("401 Invalid token");
    }

    @Test
    void whoeverHasAGoodTokenInTheBodyMayHaveABadOneInTheHeader() {
        answers(okJson("{}"));
        assertThat(send("POST", HOURS, "X-Auth-Token: nonsense", BodyPublishers.ofString(ASK))
                        .status())
                .isEqualTo(200);
    }

    // ── Pages of other origins ──

    @Test
    void aPageOfAmoCrmMayAskAndReadsEvenTheErrors() {
        var preflight = raw("OPTIONS", HOURS, """
                Origin: https://clinic.amocrm.ru
                Access-Control-Request-Method: POST
                Access-Control-Request-Headers: content-type,x-auth-token
                Access-Control-Request-Private-Network: true""", BodyPublishers.noBody());
        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight.headers().map())
                .containsEntry("access-control-allow-origin", List.of("https://clinic.amocrm.ru"))
                .containsEntry("access-control-allow-private-network", List.of("true"));
        assertThat(preflight
                        .headers()
                        .firstValue("access-control-allow-headers")
                        .orElse(""))
                .contains("Content-Type", "X-Auth-Token");
        assertThat(preflight
                        .headers()
                        .firstValue("access-control-allow-methods")
                        .orElse(""))
                .contains("POST");

        var refused = raw("POST", HOURS, "Origin: https://clinic.amocrm.ru", BodyPublishers.ofString("{}"));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.headers().firstValue("access-control-allow-origin")).contains("https://clinic.amocrm.ru");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://evil.example", "https://amocrm.ru.evil.example", "http://clinic.amocrm.ru", "null"})
    void aPageOfAnotherOriginIsRefusedBefore1CIsAsked(String origin) {
        assertThat(send("POST", HOURS, "Origin: " + origin, BodyPublishers.ofString(ASK))
                        .error())
                .startsWith("403 ");
        assertThat(asked()).isEmpty();
    }

    // ── When 1C does not ──

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            400 | application/json         | {"error":"Время занято"}                | Время занято
            500 | application/json         | {"error":"Ошибка 1С: нет врача"}        | Ошибка 1С: нет врача
            500 | text/plain;charset=utf-8 | Нет свободной лицензии                  | Нет свободной лицензии
            503 | text/plain               | Нет свободной лицензии                  | Нет свободной лицензии
            """)
    void whatOneCSaysForAPersonIsShownTo(int status, String type, String body, String shown) {
        answers(aResponse().withStatus(status).withHeader("Content-Type", type).withBody(body));
        assertThat(send(HOURS, ASK).error()).isEqualTo("502 " + shown);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            500 | text/html        | <html><body>Internal Server Error</body></html>
            500 | text/plain       | {ОбщийМодуль.AmoCRM.Модуль(15)}: Ошибка при вызове метода контекста
            401 | text/html        | <h1>401</h1>
            404 | text/plain       | ''
            500 | application/json | {"error":{"code":1}}
            302 | text/html        | ''
            """)
    void aPageOrAStackGoesToTheLogAndThePersonGetsTheRequestId(int status, String type, String body) {
        answers(aResponse().withStatus(status).withHeader("Content-Type", type).withBody(body));

        var answer = send(HOURS, ASK);

        assertThat(answer.error())
                .isEqualTo("502 1С не смогла выполнить запрос (код " + status
                        + "). Сообщите администратору номер обращения: " + answer.requestId());
        await().untilAsserted(() -> assertThat(logged("answer")).hasSize(1));
        assertThat(logged("answer::json -> '1C' ->> 'body'")).containsExactly(body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ок", "<html/>", "{\"doctors\":[", "{} {}", ""})
    void a200ThatIsNoJsonIs502(String body) {
        answers(aResponse().withBody(body));
        assertThat(send(HOURS, ASK).error()).startsWith("502 Ответ 1С не удалось прочитать.");
    }

    @Test
    void aSlow1CIs504AndForADocumentNobodyKnows() {
        answers(okJson("{}").withFixedDelay(4_000));
        assertThat(send(HOURS, ASK).error()).isEqualTo("504 1С не ответила вовремя. Попробуйте ещё раз.");
        assertThat(send(DOCUMENT, ORDER).error()).startsWith("504 Неизвестно, создана ли запись: 1С не ответила");
    }

    @Test
    void whatOneCRefusedIsAskedAnewWhenItIsSentAgain() {
        answers(aResponse().withStatus(400).withBody("{\"error\":\"Время занято\"}"));
        assertThat(send(DOCUMENT, ORDER).error()).isEqualTo("502 Время занято");
        answers(okJson("{\"number\":\"000000124\"}"));
        assertThat(send(DOCUMENT, ORDER).body()).isEqualTo("{\"number\":\"000000124\"}");
    }

    @Test
    void pingThatFindsSomethingElseSaysSo() {
        onec.register(
                get(SimpleOneC.BASE + "TestRequest").willReturn(aResponse().withBody("It works!")));
        assertThat(send("GET", "/API/ping", "", BodyPublishers.noBody()).error())
                .startsWith("502 ");
    }

    // ── The log ──

    @Test
    void everyRequestWhoseTokenPassedIsOneMaskedRow() {
        answers(okJson("{\"number\":\"000000123\",\"customer\":\"Иванов Иван\"}"));
        send(DOCUMENT, ORDER);
        assertThat(logged("concat_ws('|', service, method, url, status, result, request, answer)"))
                .containsExactly("amo-proxy|POST|/API/create_document|200|t|{\"numberAmo\":23392663,"
                        + "\"date\":\"2026-02-03\",\"doctor\":\"Ефимова Е.В.\",\"time\":\"8:55\",\"customer\":\"И. И.\","
                        + "\"tel\":\"***67\",\"gender\":\"1\",\"DateofBirth\":\"***\"}"
                        + "|{\"number\":\"000000123\",\"customer\":\"И. И.\"}");

        send(DOCUMENT, ORDER);
        assertThat(logged("url")).hasSize(2);
        send(HOURS, ASK);
        await().untilAsserted(() -> assertThat(logged("url")).hasSize(3));
    }

    // ── Settings ──

    @Test
    void theFirstStartMadeTheSettingsOf1C() {
        List<String> settings =
                jdbi.withHandle(handle -> handle.select("""
                        select name || '=' || case when sealed then 'sealed' else value end from setting
                        where name like 'onec.%' and name <> 'onec.port' order by name
                        """).mapTo(String.class).list());
        assertThat(settings)
                .containsExactly(
                        "onec.host=localhost",
                        "onec.password=sealed",
                        "onec.path=клиника/hs/amocrm",
                        "onec.protocol=HTTP",
                        "onec.user=Админ");
    }

    @Test
    void aChangedSettingHoldsAtOnce() {
        onec.register(post("/other/GetSetData").willReturn(okJson("{\"doctors\":[\"другая\"]}")));
        settings.put("onec.path", "/other/", "test");
        try {
            await().atMost(Duration.ofSeconds(2)).until(() -> send(HOURS, ASK).status() == 200);
        } finally {
            settings.put("onec.path", "клиника/hs/amocrm", "test");
        }
        answers(okJson("{}"));
        await().atMost(Duration.ofSeconds(2))
                .until(() -> send(HOURS, ASK).body().equals("{}"));
    }

    @Test
    void readinessTellsWhether1CAnsweredAndStaysUp() {
        answers(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
        assertThat(send(HOURS, ASK).error()).startsWith("502 ");

        var ready = send("GET", "/q/health/ready", "", BodyPublishers.noBody());

        assertThat(ready.status()).isEqualTo(200);
        assertThat(ready.body()).contains("\"reachable\": false");
    }

    private List<String> logged(String column) {
        return jdbi.withHandle(handle -> handle.select("select " + column + " from request_log order by id")
                .mapTo(String.class)
                .list());
    }

    private static BodyPublisher chunked(String text) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private void answers(ResponseDefinitionBuilder response) {
        onec.register(post(GET_SET_DATA).willReturn(response));
    }

    private List<String> asked() {
        return onec.find(postRequestedFor(anyUrl())).stream()
                .map(request -> request.getBodyAsString())
                .toList();
    }

    private Answer send(String path, String body) {
        return send("POST", path, "Content-Type: application/json", BodyPublishers.ofString(body));
    }

    /** @param headers one a line */
    private Answer send(String method, String path, String headers, BodyPublisher body) {
        var response = raw(method, path, headers, body);
        return new Answer(
                response.statusCode(),
                response.headers().firstValue("Content-Type").orElse(""),
                response.headers().firstValue("X-Request-Id").orElse(""),
                response.body());
    }

    private HttpResponse<String> raw(String method, String path, String headers, BodyPublisher body) {
        var request = HttpRequest.newBuilder(home.resolve(path)).method(method, body);
        for (String line : headers.lines().toList()) {
            int colon = line.indexOf(": ");
            request.header(line.substring(0, colon), line.substring(colon + 2));
        }
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
