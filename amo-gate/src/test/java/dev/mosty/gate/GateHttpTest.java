package dev.mosty.gate;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.client.WireMock;
import dev.mosty.settings.Sha256;
import dev.mosty.testsupport.PostgresResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What outsiders rely on, over real HTTP and a real database. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(Neighbours.class)
@SuppressWarnings("NullAway.Init") // Quarkus sets the fields.
class GateHttpTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String RDESK = "?token=" + Neighbours.GATE_TOKEN;

    @TestHTTPResource("/")
    URI home;

    @Inject
    Jdbi jdbi;

    @ConfigProperty(name = "test.target")
    URI target;

    @ConfigProperty(name = "test.amo")
    URI amo;

    @BeforeEach
    void nothingIsKeptYet() {
        jdbi.useTransaction(tx -> {
            // Lanes first, as the drainer locks them.
            tx.execute("delete from delivery_lane");
            tx.execute("delete from delivery");
            tx.execute("delete from delivery_done");
            tx.execute("delete from payment");
        });
        new WireMock(target.getHost(), target.getPort()).resetRequests();
    }

    private record Answer(int status, String type, String requestId, String body) {
        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new AssertionError(body, e);
            }
        }

        String error() {
            assertThat(type).isEqualTo("application/json");
            assertThat(json().properties()).hasSize(1);
            return status + " " + json().path("error").asText();
        }
    }

    // ── RDESK ──

    @ParameterizedTest
    @ValueSource(strings = {"/zdrav/booked", "/zdrav/mc"})
    void anArrayIsStoredAndAnsweredInExactlyTheseWords(String path) {
        var answer = post(path + RDESK, "[{\"lead_id\":\"7001\",\"id\":1},{\"lead_id\":7002,\"id\":2}]");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"status\":\"ok\"}");
        assertThat(answer.type()).isEqualTo("application/json");
        assertThat(kept("key || ' ' || kind || ' ' || payload"))
                .containsExactly(
                        "7001 " + kind(path) + " {\"lead_id\":\"7001\",\"id\":1}",
                        "7002 " + kind(path) + " {\"lead_id\":7002,\"id\":2}");
    }

    @Test
    void anObjectIsAnArrayOfOne() {
        assertThat(post("/zdrav/booked" + RDESK, "{\"lead_id\":7003}").body()).isEqualTo("{\"status\":\"ok\"}");
        assertThat(kept("key")).containsExactly("7003");
    }

    @Test
    void aBillTiedToNoLeadIsSkipped() {
        assertThat(post("/zdrav/booked" + RDESK, "[{\"lead_id\":\"\"},{\"lead_id\":0},{},{\"lead_id\":null}]")
                        .body())
                .isEqualTo("{\"status\":\"ok\"}");
        assertThat(post("/zdrav/booked" + RDESK, "[]").body()).isEqualTo("{\"status\":\"ok\"}");
        assertThat(kept("key")).isEmpty();
    }

    @Test
    void anItemThatNobodyCanReadIsKeptWholeWithItsReasonAndTheRestGoOn() {
        var answer = post("/zdrav/booked" + RDESK, "[{\"lead_id\":\"abc\", \"name\":\"Ёж\"}, 17, {\"lead_id\":7004}]");

        assertThat(answer.body()).isEqualTo("{\"status\":\"ok\"}");
        assertThat(dead())
                .containsExactly(
                        "? {\"lead_id\":\"abc\", \"name\":\"Ёж\"} lead_id is \"abc\", not a positive whole number.",
                        "? 17 The item is not an object.");
        assertThat(kept("key")).contains("7004");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [{"lead_id":7} | 400 The body is not JSON: an error at line 1, column 15.
            nonsense       | 400 The body is not JSON: an error at line 1, column 1.
            17             | 400 The body is neither a JSON array nor an object.
            [] []          | 400 The body is not JSON: something follows the end of the document.
            """)
    void whatIsNotJsonIs400AndNothingIsStored(String body, String error) {
        assertThat(post("/zdrav/booked" + RDESK, body).error()).isEqualTo(error);
        assertThat(kept("key")).isEmpty();
    }

    @Test
    void anEmptyBodyIs400() {
        assertThat(post("/zdrav/booked" + RDESK, "").status()).isEqualTo(400);
    }

    @Test
    void whatIsTooLargeIs413ByItsLengthAndByItsChunks() {
        var large = "[{\"lead_id\":7005,\"name\":\"" + "x".repeat(120_000) + "\"}]";

        assertThat(post("/zdrav/booked" + RDESK, large).error()).startsWith("413 ");
        assertThat(send("POST", "/zdrav/booked" + RDESK, "", chunked(large)).error())
                .startsWith("413 ");
        assertThat(send("POST", "/zdrav/booked" + RDESK, "", chunked("[{\"lead_id\":7006}]"))
                        .body())
                .isEqualTo("{\"status\":\"ok\"}");
        assertThat(kept("key")).containsExactly("7006");
    }

    @Test
    void aBodyLargerThanWhatAnEventLoopReadsIsTakenToo() {
        var item = "{\"lead_id\":7007,\"name\":\"" + "x".repeat(90_000) + "\"}";

        assertThat(post("/zdrav/booked" + RDESK, item).body()).isEqualTo("{\"status\":\"ok\"}");
        assertThat(kept("payload")).containsExactly(item);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?token=", "?token=wrong", "?token=gate-token-11"})
    void withoutTheTokenNobodyPosts(String query) {
        assertThat(post("/zdrav/booked" + query, "[{\"lead_id\":7008}]").error())
                .isEqualTo("401 the token is missing or wrong");
        assertThat(kept("key")).isEmpty();
    }

    @Test
    void whoeverGuessesTokensMustWait() throws Exception {
        for (var path : List.of("/zdrav/booked", "/payments", "/amo/refresh")) {
            HttpResponse<String> answer = guess(path, 0);
            for (int i = 1; i < 30 && answer.statusCode() == 401; i++) {
                answer = guess(path, i);
            }
            assertThat(answer.statusCode()).as(path).isEqualTo(429);
            assertThat(answer.headers().firstValue("Retry-After")).as(path).isPresent();
            assertThat(answer.body()).contains("too many wrong tokens came from this address; try again in ");
        }
        assertThat(post("/zdrav/booked" + RDESK, "[]").body()).isEqualTo("{\"status\":\"ok\"}");
    }

    private HttpResponse<String> guess(String path, int number) throws Exception {
        var request = HttpRequest.newBuilder(home.resolve(path))
                .header("X-Forwarded-For", "203.0.113.7")
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer no" + number)
                .POST(BodyPublishers.ofString("[]"))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void theTokenIsTakenFromTheHeaderToo() {
        assertThat(send("POST", "/zdrav/mc", Neighbours.GATE_TOKEN, BodyPublishers.ofString("[]"))
                        .body())
                .isEqualTo("{\"status\":\"ok\"}");
        assertThat(send("POST", "/zdrav/mc", "wrong", BodyPublishers.ofString("[]"))
                        .error())
                .isEqualTo("401 the token is missing or wrong");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/zdrav/booked,405", "PUT,/zdrav/mc,405", "GET,/payments,405", "DELETE,/amo/keys,405",
        "GET,/zdrav/other,404", "GET,/nothing,404", "POST,/amo/nothing,404", "GET,/,404",
        "POST,/rdesk/request,404", "POST,/rdesk/ch1,404", "POST,/rdesk/other,404"
    })
    void unknownPathsAndWrongMethodsAreAnsweredInJson(String method, String path, int status) {
        var answer = send(method, path, "", BodyPublishers.ofString(method.equals("GET") ? "" : "{}"));

        assertThat(answer.error()).startsWith(status + " ").hasSizeGreaterThan(8);
        assertThat(answer.requestId()).isNotEmpty();
    }

    @Test
    void everyRequestHasAnIdAndItsWorkKeepsIt() throws Exception {
        var mine = "req-" + UUID.randomUUID();
        var request = HttpRequest.newBuilder(home.resolve("/zdrav/booked" + RDESK))
                .header("X-Request-Id", mine)
                .POST(BodyPublishers.ofString("{\"lead_id\":7009}"))
                .build();
        assertThat(HTTP.send(request, HttpResponse.BodyHandlers.ofString())
                        .headers()
                        .firstValue("X-Request-Id"))
                .contains(mine);
        assertThat(kept("request_id")).containsExactly(mine);

        var made = pay("{\"document\":\"%s\",\"numberAmo\":7010,\"amount\":1}".formatted(UUID.randomUUID()));
        assertThat(made.requestId()).hasSize(36);
        assertThat(kept("request_id")).containsExactly(mine, made.requestId());
    }

    // ── payments ──

    @Test
    void aLeadHasPaidTheSumOfItsDocuments() {
        var a = UUID.randomUUID();
        var b = UUID.randomUUID();

        ok(a, "8001", "100.50", true);
        ok(b, "8001", "50", true);
        ok(a, "8001", "200", true);
        ok(b, "8001", "50", false);
        assertThat(sums("8001")).containsExactly("100.50", "150.50", "250.00", "200.00");

        ok(a, "8002", "200", true);
        assertThat(sums("8001").getLast()).isEqualTo("0");
        assertThat(sums("8002")).containsExactly("200.00");

        ok(a, "0", "200", true);
        assertThat(sums("8002").getLast()).isEqualTo("0");
    }

    @Test
    void a1cWithoutItsTokenChangesNothing() {
        var body = "{\"document\":\"%s\",\"numberAmo\":8003,\"amount\":1}".formatted(UUID.randomUUID());
        assertThat(send("POST", "/payments", "wrong", BodyPublishers.ofString(body))
                        .error())
                .isEqualTo("401 the token of 1C is missing or wrong");
        assertThat(send("POST", "/payments", "", BodyPublishers.ofString(body)).status())
                .isEqualTo(401);
        assertThat(send("POST", "/payments", Neighbours.GATE_TOKEN, BodyPublishers.ofString(body))
                        .status())
                .isEqualTo(401);
        assertThat(kept("key")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"document":"x","numberAmo":1,"amount":1} | 400 document must be a GUID
            []                                        | 400 the body must be an object
            null                                      | 400 the body must be an object
            {"document":                              | 400 The body is not JSON of the expected form (line 1).
            """)
    void aPaymentThatCannotBeReadIsSaid(String body, String error) {
        assertThat(pay(body).error()).isEqualTo(error);
    }

    @Test
    void anEmptyPaymentIs400() {
        assertThat(pay("").error()).isEqualTo("400 the body must be an object");
    }

    // ── the connection ──

    @Test
    void theKeysAndTheRefreshAreFor1cAlone() {
        for (var path : List.of("/amo/keys", "/amo/refresh")) {
            assertThat(send("POST", path, "wrong", BodyPublishers.ofString("{}"))
                            .error())
                    .isEqualTo("401 the token of 1C is missing or wrong");
        }
    }

    @Test
    void aNewCodeIsExchangedAndARefreshBringsANewToken() {
        var loaded = oneC("/amo/keys", "{\"code\":\"code-%s\"}".formatted(UUID.randomUUID()));
        assertThat(loaded.status()).isEqualTo(200);
        assertThat(loaded.json().path("status").asText()).isEqualTo("ok");

        var refreshed = oneC("/amo/refresh", "");
        assertThat(refreshed.status()).isEqualTo(200);
        assertThat(refreshed.json().path("refreshedAt").asText())
                .isGreaterThan(loaded.json().path("refreshedAt").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "", "7"})
    void keysThatAreNoObjectAre400(String body) {
        assertThat(oneC("/amo/keys", body).error()).startsWith("400 ");
    }

    @Test
    void keysOfAWrongTypeAreNamed() {
        assertThat(oneC("/amo/keys", "{\"client_id\":7}").error()).isEqualTo("400 client_id must be text");
    }

    @Test
    void aConsentOfAnotherAccountIsRefused() {
        var answer = get("/amo/oauth/callback?code=x&state=&referer=other.amocrm.ru");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.type()).isEqualTo("text/plain;charset=utf-8");
        assertThat(answer.body()).startsWith("Код относится не к тому аккаунту amoCRM");
        assertThat(get("/amo/oauth/callback?code=x").status()).isEqualTo(400);
        assertThat(get("/amo/oauth/callback?referer=localhost&error=access_denied")
                        .body())
                .isEqualTo("В адресе нет кода авторизации: доступ не выдан.");
    }

    @Test
    void aStateThatThePageGaveOutIsGoodOnce() {
        jdbi.useHandle(handle -> handle.execute(
                "insert into amo_consent (state_hash, asked_by) values (?, 'root')", Sha256.of("state-1")));
        var callback = "/amo/oauth/callback?code=%s&referer=localhost&state=state-1";

        assertThat(get(callback.formatted(UUID.randomUUID())).status()).isEqualTo(200);
        var again = get(callback.formatted(UUID.randomUUID()));
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.body()).startsWith("Эта ссылка для подключения amoCRM уже использована или устарела");
    }

    @Test
    void anOldStateIsNotGoodAnyMore() {
        jdbi.useHandle(handle -> handle.execute(
                "insert into amo_consent (state_hash, asked_by, asked_at) values (?, 'root', now() - interval '21 min')",
                Sha256.of("state-2")));
        assertThat(get("/amo/oauth/callback?code=x&referer=localhost&state=state-2")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aConsentConnectsAndARefusedCodeLeavesTheConnection() {
        assertThat(get("/amo/oauth/callback?code=good-%s&referer=localhost".formatted(UUID.randomUUID()))
                        .body())
                .isEqualTo("amoCRM подключена. Окно можно закрыть.");
        var fake = new WireMock(amo.getHost(), amo.getPort());
        var refusal = fake.register(WireMock.post("/oauth2/access_token")
                .atPriority(1)
                .willReturn(WireMock.jsonResponse("{\"hint\":\"Authorization code has expired\"}", 400)));
        try {
            var refused = get("/amo/oauth/callback?code=bad-%s&referer=localhost".formatted(UUID.randomUUID()));
            assertThat(refused.status()).isEqualTo(409);
        } finally {
            fake.removeStubMapping(refusal);
        }
        assertThat(health().path("state").asText()).isEqualTo("connected");
    }

    // ── webhooks ──

    @Test
    void aWebhookWithAWrongSecretIsNotThere() {
        assertThat(send("POST", "/amo/webhook/wrong", "", BodyPublishers.ofString("leads[add][0][id]=1"))
                        .error())
                .isEqualTo("404 not found");
    }

    @Test
    void aFormAndJsonAreForwardedByTagAndKindEachOnce() {
        var form = "leads[add][0][id]=9001&leads[add][0][last_modified]=5&leads[add][0][tags][0][name]=tilda"
                + "&leads[add][1][id]=9002&leads[add][1][tags][0][name]=other&account[id]=5";
        assertThat(hook(form).json().path("stored").asInt()).isEqualTo(1);
        assertThat(hook(form).json().path("stored").asInt()).isZero();
        assertThat(hook("{\"leads\":{\"update\":[{\"id\":9001,\"custom_fields\":[{\"id\":3,\"name\":\"Имя\",\"values\":"
                                + "[{\"value\":\"Ёж\"}]}]}]},\"account\":[{\"id\":5}]}")
                        .json()
                        .path("stored")
                        .asInt())
                .isEqualTo(1);

        await().until(() -> received("/tilda").size() == 1 && received("/all").size() == 1);
        var forwarded = received("/all").getFirst();
        assertThat(forwarded.path("event").asText()).isEqualTo("update");
        assertThat(forwarded.path("lead").path("id").asInt()).isEqualTo(9001);
        assertThat(forwarded.path("fields")).hasToString("{\"Имя\":\"Ёж\"}");
        assertThat(forwarded.path("account")).hasToString("{\"id\":5}");
        assertThat(forwarded.path("receivedAt").asText()).matches("20\\d\\d-.*Z");
        assertThat(forwarded.properties()).hasSize(5);
    }

    @Test
    void aWebhookThatNamesTwoAccountsIsTakenAndTheMismatchStandsInTheRequestLog() {
        var answer = hook("leads[add][0][id]=9004&leads[add][0][account_id]=6&account[id]=5");

        assertThat(answer.json().path("accounts")).hasToString("[\"5\",\"6\"]");
        await().untilAsserted(() -> assertThat(logged(answer.requestId())).contains("\"accounts\":[\"5\",\"6\"]"));
    }

    private String logged(String requestId) {
        return jdbi.withHandle(handle -> handle.select("select answer from request_log where request_id = ?", requestId)
                .mapTo(String.class)
                .one());
    }

    @Test
    void aWebhookThatCannotBeReadIs400() {
        assertThat(hook("a=%zz").error()).startsWith("400 neither a form nor JSON");
        assertThat(hook("{\"leads\":").error()).startsWith("400 neither a form nor JSON");
    }

    // ── health ──

    @Test
    void readinessTellsTheStateOfTheConnection() {
        var health = health();

        assertThat(health.path("state").asText()).isEqualTo("connected");
        assertThat(health.path("finding1").asText()).startsWith("FIELD_MC_TREATMENTS is not set");
    }

    private JsonNode health() {
        await().until(() -> get("/q/health/ready").body().contains("finding1"));
        for (var check : get("/q/health/ready").json().path("checks")) {
            if (check.path("name").asText().equals("amoCRM")) {
                assertThat(check.path("status").asText()).isEqualTo("UP");
                return check.path("data");
            }
        }
        throw new AssertionError("no check of amoCRM");
    }

    private List<JsonNode> received(String path) {
        return new WireMock(target.getHost(), target.getPort())
                .find(anyRequestedFor(urlEqualTo(path))).stream()
                        .map(request -> {
                            try {
                                return JSON.readTree(request.getBodyAsString());
                            } catch (IOException e) {
                                throw new AssertionError(e);
                            }
                        })
                        .toList();
    }

    private static String kind(String path) {
        return path.endsWith("mc") ? "MC" : "BOOKED";
    }

    /** Of what was accepted and is not dead, in its order. */
    private List<String> kept(String column) {
        return jdbi.withHandle(handle -> handle.select(
                        "select " + column + " from (select id, key, kind, payload, request_id"
                                + " from delivery where dead_at is null union all"
                                + " select id, key, kind, payload, request_id from delivery_done) all_of_it order by id")
                .mapTo(String.class)
                .list());
    }

    private List<String> dead() {
        return jdbi.withHandle(handle -> handle.select("select key || ' ' || payload || ' ' || last_error from delivery"
                        + " where dead_at is not null order by id")
                .mapTo(String.class)
                .list());
    }

    private List<String> sums(String lead) {
        return jdbi.withHandle(handle -> handle.select(
                        "select payload::jsonb ->> 'paid' from (select id, key, payload from delivery union all"
                                + " select id, key, payload from delivery_done) all_of_it where key = ? order by id",
                        lead)
                .mapTo(String.class)
                .list());
    }

    private void ok(UUID document, String lead, String amount, boolean posted) {
        assertThat(pay("{\"document\":\"%s\",\"numberAmo\":%s,\"amount\":%s,\"posted\":%s}"
                                .formatted(document, lead, amount, posted))
                        .body())
                .isEqualTo("{\"status\":\"ok\"}");
    }

    private Answer pay(String body) {
        return oneC("/payments", body);
    }

    private Answer oneC(String path, String body) {
        return send("POST", path, Neighbours.ONEC_TOKEN, BodyPublishers.ofString(body));
    }

    private Answer hook(String body) {
        return send("POST", "/amo/webhook/" + Neighbours.HOOK_SECRET, "", BodyPublishers.ofString(body));
    }

    private Answer post(String path, String body) {
        return send("POST", path, "", BodyPublishers.ofString(body));
    }

    private Answer get(String path) {
        return send("GET", path, "", BodyPublishers.noBody());
    }

    private static HttpRequest.BodyPublisher chunked(String body) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    private Answer send(String method, String path, String token, HttpRequest.BodyPublisher body) {
        var request = HttpRequest.newBuilder(home.resolve(path))
                .header(
                        "Content-Type",
                        path.startsWith("/amo/webhook") ? "application/x-www-form-urlencoded" : "application/json")
                .method(method, body);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            var answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    answer.statusCode(),
                    answer.headers().firstValue("Content-Type").orElse(""),
                    answer.headers().firstValue("X-Request-Id").orElse(""),
                    answer.body());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
