package dev.mosty.telephony;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.mosty.testsupport.PostgresResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the PBX, «Простые звонки» and 1C rely on, over real HTTP, with a 1C and a PBX that answer as told. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(FakeOneC.class)
@SuppressWarnings("NullAway.Init") // Quarkus sets the fields.
class BridgeHttpTest {
    private static final String RINGS = "event=1&src_type=1&call_id=7&line=3333333&dst_num=100&src_num=89991234567";
    private static final String TRANSFER = "event=1&smart_transfer_is_required=1&call_id=7&src_num=89991234567";
    private static final String WISH = "{\"user\":\"100\",\"phone\":\"89991234567\"}";

    @TestHTTPResource("/")
    URI home;

    @Inject
    Jdbi jdbi;

    @ConfigProperty(name = "test.onec", defaultValue = "unset") // Checked when other tests start, too.
    URI farSide;

    private WireMock far;
    private Http http;

    @BeforeEach
    void aNewDay() {
        http = new Http(home);
        far = new WireMock(farSide.getHost(), farSide.getPort());
        far.resetMappings();
        far.resetRequests();
        onec(aResponse().withStatus(200));
        Yesterday.forget(jdbi);
    }

    private void onec(ResponseDefinitionBuilder answer) {
        far.register(post(urlEqualTo(FakeOneC.CALLS)).willReturn(answer));
    }

    private void pbx(ResponseDefinitionBuilder answer) {
        far.register(post(urlEqualTo(FakeOneC.MAKECALL)).willReturn(answer));
    }

    // ── The secret path ──

    @Test
    void aWrongPathIsLikeAnyOtherThatIsNotThere() {
        var unknown = http.get("/nothing/here?" + RINGS);

        assertThat(http.get("/NTJJWjU2XzF/?" + RINGS)).isEqualTo(unknown);
        assertThat(http.get("/NTJJWjU2XzE/x?" + RINGS)).isEqualTo(unknown);
        assertThat(http.get("/ntjjwju2xze/?" + RINGS)).isEqualTo(unknown);
        assertThat(http.post("/NTJJWjU2XzF/?" + RINGS, "")).isEqualTo(unknown);
        assertThat(unknown).hasToString("404 {\"error\":\"There is nothing at this address.\"}");
        assertThat(count("call")).isZero();
    }

    @Test
    void thePathTakesGetWithAndWithoutItsLastSlash() {
        assertThat(http.get("/" + FakeOneC.PBX_PATH + "?" + RINGS)).hasToString("200 {\"status\":\"ok\"}");
        assertThat(http.post("/" + FakeOneC.PBX_PATH + "/?" + RINGS, "").status())
                .isEqualTo(405);
    }

    @Test
    void neitherTheLogNorTheMetricsShowThePathOrTheClient() {
        http.pbx(RINGS);

        await().untilAsserted(() -> assertThat(logged("url"))
                .contains("/{PBX_PATH}/?event=1&src_type=1&call_id=7&line=3333333&dst_num=100&src_num=***67")
                .noneMatch(url -> url.contains(FakeOneC.PBX_PATH) || url.contains("89991234567")));
        assertThat(http.get("/q/metrics").body())
                .contains("mosty_telephony_events_total{result=\"stored\"}")
                .doesNotContain(FakeOneC.PBX_PATH);
        assertThat(http.get("/q/openapi").body())
                .contains("/httpapiinteg/crmapi/v1/makecall", "/{PBX_PATH}/")
                .doesNotContain(FakeOneC.PBX_PATH);
    }

    // ── What the PBX may say ──

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            event=4&src_type=1&call_id=7&dst_num=100&src_num=8                 | event must be 1, 2 or 3
            src_type=1&call_id=7&dst_num=100&src_num=8                         | event must be 1, 2 or 3
            event=1&src_type=3&call_id=7&dst_num=100&src_num=8                 | src_type must be 1 or 2
            event=1&call_id=7&dst_num=100&src_num=8                            | src_type must be 1 or 2
            event=1&src_type=1&dst_num=100&src_num=8                           | call_id is missing
            event=1&src_type=1&call_id=7&src_num=8                             | dst_num is missing
            event=1&src_type=1&call_id=7&dst_num=100                           | src_num is missing
            event=1&src_type=2&call_id=7&src_num=100                           | dst_num is missing
            event=1&src_type=1&call_id=7&dst_num=1%00&src_num=8                | dst_num is not plain text in UTF-8
            event=1&src_type=1&call_id=7&dst_num=1&src_num=%FF                 | src_num is not plain text in UTF-8
            event=2&src_type=1&call_id=7&dst_num=1&src_num=8&timestamp=tomorrow | timestamp must be a Unix timestamp
            event=2&src_type=1&call_id=7&dst_num=1&src_num=8&timestamp=-5      | timestamp must be a Unix timestamp
            event=2&src_type=1&call_id=7&dst_num=1&src_num=8&timestamp=999999999999999 | timestamp must be a Unix timestamp
            smart_transfer_is_required=1&event=1                               | src_num is missing
            """)
    void whatCannotBeReadIs400WithASentence(String query, String sentence) {
        assertThat(http.pbx(query)).hasToString("400 {\"error\":\"" + sentence + "\"}");
        assertThat(count("call")).isZero();
    }

    @Test
    void endlessQueriesAndFieldsAre400() {
        assertThat(http.pbx("a=1&".repeat(65)).status()).isEqualTo(400);
        assertThat(http.pbx(RINGS + "&line=" + "1".repeat(3000)).status()).isEqualTo(200);
        assertThat(http.pbx(RINGS.replace("call_id=7", "call_id=" + "7".repeat(129))))
                .hasToString("400 {\"error\":\"call_id is longer than 128 characters\"}");
        assertThat(http.get("/" + FakeOneC.PBX_PATH + "/").status()).isEqualTo(400);
    }

    @Test
    void aHiddenClientIsACallToo() {
        assertThat(http.pbx(RINGS.replace("89991234567", ""))).hasToString("200 {\"status\":\"ok\"}");
        assertThat(http.pbx(RINGS.replace("89991234567", "anonymous").replace("call_id=7", "call_id=8")))
                .hasToString("200 {\"status\":\"ok\"}");
        assertThat(count("call")).isEqualTo(2);
    }

    @Test
    void onlyAWebAddressIsARecord() {
        http.pbx(RINGS.replace("event=1", "event=2") + "&status=ANSWER&call_record_link=javascript:alert(1)");

        assertThat(count("call where record_link is null")).isEqualTo(1);
        await().untilAsserted(() -> assertThat(told()).hasSize(1));
        assertThat(told().getFirst()).contains("\"link\":\"\"");
    }

    @Test
    void aRepeatIsAnsweredTheSameAndOneCHearsItOnce() {
        assertThat(http.pbx(RINGS)).hasToString("200 {\"status\":\"ok\"}");
        assertThat(http.pbx("src_num=89991234567&dst_num=100&line=3333333&call_id=7&src_type=1&event=1"))
                .hasToString("200 {\"status\":\"ok\"}");
        http.pbx(RINGS.replace("event=1", "event=3"));

        await().untilAsserted(() -> assertThat(told()).hasSize(2));
        assertThat(told().getLast()).contains("ACCEPTED");
        assertThat(count("pbx_event")).isEqualTo(2);
    }

    // ── Smart transfer ──

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            200 | {"responsible":100}                | 100
            200 | {}                                 |
            200 | {"responsible":null}               |
            200 | not JSON                           |
            200 | {"responsible":"<script>"}         |
            500 | {"responsible":"100"}              |
            401 | {"responsible":"100"}              |
            """)
    void whateverOneCSaysThePbxGetsAnExtensionOrNobody(int status, String body, String extension) {
        onec(aResponse().withStatus(status).withBody(body));

        assertThat(http.pbx(TRANSFER))
                .hasToString("200 {\"responsible\":\"" + (extension == null ? "" : extension) + "\"}");
    }

    @Test
    void aSlowOrDrippingOneCCostsNoMoreThanTheBudget() {
        onec(okJson("{\"responsible\":\"100\"}").withFixedDelay(5_000));
        var began = System.nanoTime();
        assertThat(http.pbx(TRANSFER)).hasToString("200 {\"responsible\":\"\"}");
        onec(okJson("{\"responsible\":\"100\"}").withChunkedDribbleDelay(20, 5_000));
        assertThat(http.pbx(TRANSFER)).hasToString("200 {\"responsible\":\"\"}");
        onec(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
        assertThat(http.pbx(TRANSFER)).hasToString("200 {\"responsible\":\"\"}");

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(2_600));
    }

    // ── Calls by a click ──

    private Http.Answer click(String body) {
        return http.post(FakeOneC.MAKECALL, body, "X-API-KEY", FakeOneC.MAKECALL_KEY);
    }

    @Test
    void aClickReachesThePbxWithItsOwnKey() {
        pbx(okJson("{\"result\":\"ok\"}"));

        assertThat(click(WISH)).hasToString("200 {\"result\":\"ok\"}");

        LoggedRequest request =
                far.find(postRequestedFor(urlEqualTo(FakeOneC.MAKECALL))).getFirst();
        assertThat(request.getBodyAsString()).isEqualTo(WISH);
        assertThat(request.getHeader("X-API-KEY")).isEqualTo("pbx-key-1");
        http.pbx("event=1&src_type=2&call_id=9&src_num=100&dst_num=89991234567");
        assertThat(count("made_call join call on call.id = made_call.call_id where outcome = 'placed'"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            400 | {"error":"Пользователь не найден."} | 400 | Пользователь не найден
            500 | {"message":"нет линии"}             | 500 | нет линии
            400 | busy                                | 400 | busy
            500 | <html>stack</html>                  | 500 | 500 Internal Server Error
            400 | {}                                  | 400 | 400 Bad Request
            403 | {}                                  | 502 | 403
            """)
    void aRefusalIsShownInTheSentenceOfTheSeed(int status, String body, int answered, String said) {
        pbx(aResponse().withStatus(status).withBody(body));

        assertThat(click(WISH))
                .hasToString(answered + " {\"error\":\"При выполнении запроса к Простым звонкам произошла ошибка: "
                        + said + ". Пожалуйста, обратитесь в поддержку Простых звонков.\"}");
    }

    @Test
    void aPbxThatBreaksOffIs502AndIsNotAskedAgain() {
        pbx(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));

        assertThat(click(WISH).status()).isEqualTo(502);
        far.verifyThat(1, postRequestedFor(urlEqualTo(FakeOneC.MAKECALL)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"user":"100"}                       | 400
            {"phone":"89991234567"}              | 400
            {"user":"100","phone":"abc"}         | 400
            {"user":["100"],"phone":"89991"}     | 400
            []                                   | 400
            nonsense                             | 400
            """)
    void aWishThatCannotBeReadIs400(String body, int status) {
        assertThat(click(body).status()).isEqualTo(status);
        far.verifyThat(0, postRequestedFor(urlEqualTo(FakeOneC.MAKECALL)));
    }

    @Test
    void aWrongKeyIs401AndCallsNobody() {
        assertThat(http.post(FakeOneC.MAKECALL, WISH, "X-API-KEY", "wrong").status())
                .isEqualTo(401);
        assertThat(http.post(FakeOneC.MAKECALL, WISH).status()).isEqualTo(401);
        assertThat(http.get(FakeOneC.MAKECALL).status()).isEqualTo(405);
        far.verifyThat(0, postRequestedFor(urlEqualTo(FakeOneC.MAKECALL)));
    }

    // ── /hs ──

    private static String message(String rest) {
        return "{" + rest + ",\"crm_token\":\"" + FakeOneC.CRM_TOKEN + "\"}";
    }

    @Test
    void whatComesToHsGoesOnToOneCUnderItsOwnCallidAndOneCsToken() {
        String incoming =
                "\"cmd\":\"event\",\"type\":\"INCOMING\",\"direction\":\"in\",\"user\":\"100\",\"ext\":\"100\","
                        + "\"phone\":\"89991234567\",\"diversion\":\"3333333\",\"callid\":\"1659685427407907141\"";
        String history =
                "\"cmd\":\"history\",\"type\":\"in\",\"user\":\"100\",\"ext\":\"100\",\"phone\":\"89991234567\","
                        + "\"diversion\":\"3333333\",\"start\":\"20230908T135640\",\"end\":\"20230908T135730\",\"duration\":50,"
                        + "\"callid\":\"1659685427407907141\",\"link\":\"\",\"status\":\"missed\"";
        for (String path : List.of("/hs", "/hs/")) {
            assertThat(http.post(path, message(incoming))).hasToString("200 {\"status\":\"ok\"}");
            assertThat(http.post(path, message(history))).hasToString("200 {\"status\":\"ok\"}");
        }

        await().untilAsserted(() -> assertThat(told()).hasSize(2));
        assertThat(told())
                .containsExactly(
                        "{" + incoming + ",\"crm_token\":\"token123\"}",
                        "{" + history + ",\"crm_token\":\"token123\"}");
        assertThat(count("pbx_event where raw like '%token%'")).isZero();
    }

    @Test
    void theFamilysFormsAreRead() {
        String form = "cmd=history&type=in&user=100&phone=%2B79991234567&telnum=3333333&start=20230908T135640Z"
                + "&duration=50&callid=abc-1&link=https%3A%2F%2Fpbx.example%2F1.mp3&status=Success&rating=5&crm_token="
                + FakeOneC.CRM_TOKEN;

        assertThat(http.post("/hs", form, "Content-Type", "application/x-www-form-urlencoded"))
                .hasToString("200 {\"status\":\"ok\"}");

        await().untilAsserted(() -> assertThat(told()).hasSize(1));
        assertThat(told().getFirst())
                .isEqualTo(
                        "{\"cmd\":\"history\",\"type\":\"in\",\"user\":\"100\",\"ext\":\"100\",\"phone\":\"+79991234567\","
                                + "\"diversion\":\"3333333\",\"start\":\"20230908T135640\",\"end\":\"20230908T135730\",\"duration\":50,"
                                + "\"callid\":\"abc-1\",\"link\":\"https://pbx.example/1.mp3\",\"status\":\"success\","
                                + "\"crm_token\":\"token123\"}");
    }

    @Test
    void contactAtHsIsSmartTransfer() {
        onec(okJson("{\"responsible\":\"101\"}"));

        assertThat(http.post("/hs", message("\"cmd\":\"contact\",\"phone\":\"89991234567\"")))
                .hasToString("200 {\"responsible\":\"101\"}");
        assertThat(told())
                .containsExactly("{\"cmd\":\"contact\",\"phone\":\"89991234567\",\"crm_token\":\"token123\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"cmd":"contact","phone":"8","crm_token":"wrong"} | 401
            {"cmd":"contact","phone":"8"}                     | 401
            {"cmd":"contact","crm_token":"crm-token-1"}       | 400
            {"cmd":"drop","crm_token":"crm-token-1"}          | 400
            {"cmd":"event","type":"RINGING","ext":"1","phone":"8","callid":"1","crm_token":"crm-token-1"} | 400
            {"cmd":"event","type":"INCOMING","ext":"1","phone":"8","crm_token":"crm-token-1"}             | 400
            {"cmd":"history","type":"in","ext":"1","phone":"8","callid":"1","start":"20231399T000000","crm_token":"crm-token-1"} | 400
            {"cmd":"event","type":"TRANSFERRED","second_callid":"2","crm_token":"crm-token-1"} | 200
            {"cmd":                                           | 400
            text                                              | 400
            """)
    void whatMayNotOrCannotComeInAtHs(String body, int status) {
        assertThat(http.post("/hs", body).status()).isEqualTo(status);
        assertThat(count("call")).isZero();
    }

    @Test
    void healthSaysWhyNothingReaches1c() {
        assertThat(http.get("/q/health/ready").body())
                .contains("1C, calls", "configured")
                .doesNotContain("paused");
        jdbi.useHandle(handle -> handle.createQuery("select mosty_pause('onec-calls', 'night')::text")
                .mapTo(String.class)
                .list());

        var ready = http.get("/q/health/ready");
        Yesterday.forget(jdbi);

        assertThat(ready.status()).isEqualTo(200);
        assertThat(ready.body()).contains("\"paused\": \"operator: night\"");
    }

    // ── The address book ──

    @Test
    void oneCFillsTheAddressBookWithItsTokenAlone() {
        String book = "[{\"id\":\"6f9619ff-8b86-d011-b42d-00cf4fc964ff\",\"kind\":\"person\",\"name\":\"Иванов Иван\","
                + "\"phones\":[\"8 (999) 123-45-67\"],\"responsibleExt\":\"100\"}]";

        assertThat(http.post("/contacts", book, "Authorization", "Bearer wrong").status())
                .isEqualTo(401);
        assertThat(http.post("/contacts", book, "Authorization", "Bearer onec-token-1"))
                .hasToString("200 {\"status\":\"ok\",\"created\":1,\"changed\":0,\"unchanged\":0,\"deleted\":0}");
        assertThat(http.post("/contacts", "{}", "Authorization", "Bearer onec-token-1"))
                .hasToString("400 {\"error\":\"the body must be an array of contacts\"}");
        assertThat(http.post("/contacts", book.replace("],", ",\"нет\"],"), "Authorization", "Bearer onec-token-1"))
                .hasToString(
                        "200 {\"status\":\"ok\",\"created\":0,\"changed\":0,\"unchanged\":1,\"deleted\":0,\"unread\":1,"
                                + "\"warnings\":[\"item 0: phones[1] is not one number of at most 20 digits and was left out\"]}");
        http.pbx(RINGS);
        assertThat(count("call where contact_id is not null")).isEqualTo(1);
        http.pbx("event=2&src_type=1&call_id=77&status=NOANSWER&timestamp=1694181450&line=3333333&dst_num=100"
                + "&src_num=89991234567");
        assertThat(count("call where contact_id is not null and state = 3")).isEqualTo(1);
        await().untilAsserted(() -> assertThat(logged("request")).isNotEmpty().doesNotContain("Иванов"));
    }

    @Test
    void whoeverGuessesTokensMustWaitAndWhoHasPassedBeforeMustNot() {
        String guesser = "203.0.113.7";
        String known = "{\"cmd\":\"contact\",\"phone\":\"8\",\"crm_token\":\"" + FakeOneC.CRM_TOKEN + "\"}";
        assertThat(http.post("/hs", known, "X-Forwarded-For", guesser).status()).isEqualTo(200);

        slowed(no -> http.post("/hs", known.replace(FakeOneC.CRM_TOKEN, no), "X-Forwarded-For", guesser));
        slowed(no -> http.get("/workplace/events?ext=100&token=" + no, "X-Forwarded-For", guesser));
        assertThat(slowed(no ->
                        http.post("/contacts", "[]", "Authorization", "Bearer " + no, "X-Forwarded-For", guesser)))
                .contains("too many wrong tokens came from this address; try again in ");
        assertThat(slowed(no -> http.post(FakeOneC.MAKECALL, WISH, "X-API-KEY", no, "X-Forwarded-For", guesser)))
                .contains("С этого адреса слишком часто приходит неверный ключ X-API-KEY. Повторите через ");
        assertThat(http.post("/hs", known, "X-Forwarded-For", guesser).status()).isEqualTo(200);
        assertThat(http.post("/hs", known, "X-Forwarded-For", "203.0.113.8").status())
                .isEqualTo(200);
    }

    /** Guesses until it must wait, which is after the eleventh; returns what it is told then. */
    private static String slowed(Function<String, Http.Answer> guess) {
        for (int i = 0; i < 11; i++) {
            assertThat(guess.apply("no" + i).status()).isEqualTo(401);
        }
        return IntStream.range(11, 30)
                .mapToObj(i -> guess.apply("no" + i))
                .filter(answer -> answer.status() == 429)
                .findFirst()
                .orElseThrow()
                .body();
    }

    @Test
    void bodiesThatAreTooLargeAre413() {
        var large = HttpRequest.newBuilder(home.resolve("/hs")).POST(BodyPublishers.ofString("x".repeat(70_000)));

        assertThat(http.send(large).status()).isEqualTo(413);
    }

    private List<String> told() {
        return far.find(postRequestedFor(urlEqualTo(FakeOneC.CALLS))).stream()
                .map(LoggedRequest::getBodyAsString)
                .toList();
    }

    private int count(String from) {
        return jdbi.withHandle(handle -> handle.select("select count(*) from " + from)
                .mapTo(Integer.class)
                .one());
    }

    private List<String> logged(String column) {
        return jdbi.withHandle(handle -> handle.select("select " + column + " from request_log order by id")
                .mapTo(String.class)
                .list());
    }
}
