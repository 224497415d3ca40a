package dev.mosty.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosty.testsupport.PostgresResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real HTTP against {@link EndpointsResource}: every error is JSON, every request has its id. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
class EveryRequestTest {
    private static final String NOTHING = "There is nothing at this address.";
    private static final String NOT_JSON = "The body is not JSON of the expected form (line 1).";
    private static final String UNREADABLE = "The request cannot be understood.";

    @TestHTTPResource("/")
    @SuppressWarnings("NullAway.Init") // Quarkus sets it.
    private URI home;

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/q/nothing", "/test/nothing", "/test/number/abc"})
    void anUnknownPathIs404(String path) throws IOException {
        assertError(get(path, "Accept: text/html\r\n"), 404, NOTHING);
    }

    @Test
    void aWrongMethodIs405() throws IOException {
        assertError(exchange("DELETE /test/item HTTP/1.1\r\n", ""), 405, "This address does not take that method.");
    }

    @Test
    void aWrongTypeOfBodyIs415() throws IOException {
        assertError(post("/test/item", "text/plain", "x"), 415, "The body must be application/json.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"name\":", "hello", "[1]"})
    void aBodyThatIsNotTheExpectedJsonIs400(String body) throws IOException {
        assertError(post("/test/item", "application/json", body), 400, NOT_JSON);
    }

    @Test
    void aFieldOfAWrongTypeIsNamedAndItsValueIsNot() throws IOException {
        assertError(
                post("/test/item", "application/json", "{\"name\":\"x\",\"inner\":{\"depth\":\"zz\"}}"),
                400,
                "The field \"inner.depth\" has a wrong type or form.");
    }

    @Test
    void aFieldThatBreaksItsConstraintIsNamed() throws IOException {
        assertError(
                post("/test/item", "application/json", "{\"name\":\" \"}"),
                400,
                "The field \"name\" must not be blank.");
        assertError(post("/test/item", "application/json", ""), 400, "The field \"item\" must not be null.");
    }

    @Test
    void aFailureIs500WithTheRequestIdAndNothingElse() throws IOException {
        String sentence = "Something failed here; the log has it under the request id abc-1.";
        assertError(get("/test/broken", "X-Request-Id: abc-1\r\n"), 500, sentence);
        assertError(get("/raw-broken", "X-Request-Id: abc-1\r\n"), 500, sentence);
    }

    @Test
    void aRefusalSaysItsOwnSentenceInJsonEvenWhereTextIsProduced() throws IOException {
        assertError(get("/test/teapot", ""), 418, "Tea.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/test/%zz", "/test/blocking?a=%zz", "/raw%zz", "/%"})
    void aBadEscapeIs400(String path) throws IOException {
        assertError(get(path, ""), 400, UNREADABLE);
    }

    @ParameterizedTest
    @CsvSource({"/test/text, 16777217, 16777216", "/test/item, 99999999999, 16777216"})
    void anAnnouncedBodyThatIsTooLargeIs413BeforeItIsSent(String path, String length, String limit) throws IOException {
        assertError(
                exchange("POST " + path + " HTTP/1.1\r\nContent-Length: " + length + "\r\n", ""),
                413,
                "The body is larger than " + limit + " bytes.");
    }

    @Test
    void whoSendsABodyThatIsTooLargeToItsEndStillReadsWhy() throws IOException {
        String body = "x".repeat(16 * 1024 * 1024 + 1);
        assertError(
                RawHttp.exchange(
                        home.getPort(),
                        "POST /test/text HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + body.length() + "\r\n\r\n"
                                + body),
                413,
                "The body is larger than 16777216 bytes.");
    }

    @Test
    void aChunkedBodyThatGrowsTooLargeIs413() throws IOException {
        String chunk = "ffff\r\n" + "x".repeat(0xffff) + "\r\n";
        String answer = exchange(
                "POST /test/text HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Type: text/plain\r\n",
                chunk.repeat(260));
        assertError(answer, 413, "The body is too large.");
    }

    @Test
    void aChunkedBodyWithinTheLimitIsRead() throws IOException {
        String answer = exchange(
                "POST /test/text HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Type: text/plain\r\n",
                "b\r\nhello world\r\n0\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 200 OK").endsWith("\r\n\r\n11");
    }

    @Test
    void aRawRouteKeepsItsOwnLimit() throws IOException {
        assertError(post("/raw", "text/plain", "hello world"), 413, "The body is too large.");
        assertError(
                exchange("POST /raw HTTP/1.1\r\nTransfer-Encoding: chunked\r\n", "b\r\nhello world\r\n0\r\n\r\n"),
                413,
                "The body is too large.");
        assertThat(post("/raw", "text/plain", "hello worl")).startsWith("HTTP/1.1 200 OK");
    }

    @Test
    void aSaneRequestIdIsKeptOnEveryKindOfThread() throws IOException {
        String id = "X-Request-Id: from.there_1-2\r\n";
        assertThat(get("/test/virtual", id))
                .contains("X-Request-Id: from.there_1-2")
                .endsWith("true from.there_1-2");
        assertThat(get("/test/blocking", id)).endsWith("\r\n\r\nfrom.there_1-2");
        assertThat(get("/raw-later", id)).contains(id).endsWith("\r\n\r\nfrom.there_1-2");
    }

    @Test
    void anyOtherIdIsReplaced() throws IOException {
        for (String bad : new String[] {"", "X-Request-Id: a b\r\n", "X-Request-Id: " + "x".repeat(65) + "\r\n"}) {
            assertThat(get("/test/blocking", bad))
                    .containsPattern("X-Request-Id: [0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\r\n");
        }
    }

    /** What HTTP itself forbids never reaches a route: Vert.x answers with the status and no body at all. */
    @Test
    void brokenHttpIsRefusedWithAnEmptyBody() throws IOException {
        assertThat(get("/test/blocking", "X-Big: " + "x".repeat(40_000) + "\r\n"))
                .startsWith("HTTP/1.1 431 ")
                .endsWith("\r\n\r\n");
        assertThat(get("/test/blocking?" + "x".repeat(40_000), ""))
                .startsWith("HTTP/1.0 414 ")
                .endsWith("\r\n\r\n");
        assertThat(exchange("hello\r\n", "")).startsWith("HTTP/1.0 400 ").endsWith("\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"health/live", "health/ready", "health/started", "metrics", "openapi"})
    void whatOperatorsNeedIsThere(String path) throws IOException {
        assertThat(get("/q/" + path, "")).startsWith("HTTP/1.1 200 OK");
    }

    private String get(String path, String headers) throws IOException {
        return exchange("GET " + path + " HTTP/1.1\r\n" + headers, "");
    }

    private String post(String path, String type, String body) throws IOException {
        return exchange(
                "POST " + path + " HTTP/1.1\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length() + "\r\n",
                body);
    }

    private String exchange(String head, String body) throws IOException {
        return RawHttp.exchange(home.getPort(), head + "Host: localhost\r\nConnection: close\r\n\r\n" + body);
    }

    private static void assertError(String answer, int status, String sentence) {
        assertThat(answer)
                .startsWith("HTTP/1.1 " + status + " ")
                .containsIgnoringCase("\r\ncontent-type: application/json\r\n")
                .endsWith("\r\n\r\n{\"error\":\"" + sentence.replace("\"", "\\\"") + "\"}");
    }
}
