package dev.mosty.testbed.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which path goes where, and what the service is told of who asked. */
@TestInstance(Lifecycle.PER_CLASS)
class RoutesTest {
    @AutoClose
    private final FarEnd gate = telling("gate");

    @AutoClose
    private final FarEnd proxy = telling("proxy");

    @AutoClose
    private final FarEnd bridge = telling("bridge");

    @AutoClose
    private final FarEnd bitrix = telling("bitrix");

    @AutoClose
    private final FarEnd admin = telling("admin");

    @AutoClose
    private final FrontDoor door = FrontDoor.open(Map.of(
            "GATE_UPSTREAM", gate.address(),
            "PROXY_UPSTREAM", proxy.address(),
            "BRIDGE_UPSTREAM", bridge.address(),
            "BITRIX_UPSTREAM", bitrix.address(),
            "ADMIN_UPSTREAM", admin.address(),
            "APP_INCOMING_MC", "/rdesk-in/med"));

    /** Its name, and for what it was asked. */
    private static FarEnd telling(String name) {
        return FarEnd.answering((exchange, request) -> FarEnd.reply(exchange, 200, name + " " + request.uri()));
    }

    @ParameterizedTest
    @CsvSource({
        "/zdrav/booked, gate",
        "/zdrav/booked/, gate",
        "/rdesk-in/med, gate",
        "/amo, gate",
        "/amo/oauth/callback?code=1, gate",
        "/amo/webhook/some-secret, gate",
        "/payments, gate",
        "/rdesk/request, gate",
        "/API/get_doctor_time, proxy",
        "/API/ping, proxy",
        "/NTJJWjU2XzE-secret/?event=1, bridge",
        "/NTJJWjU2XzE-secret?event=1, bridge",
        "/httpapiinteg/crmapi/v1/makecall, bridge",
        "/hs, bridge",
        "/hs/, bridge",
        "/contacts, bridge",
        "/workplace, bridge",
        "/workplace/events, bridge",
        "/v1/entities?wait=30s, bitrix",
        "/admin, admin",
        "/admin/login, admin",
        "/admin/logs/live, admin"
    })
    void everyPathOfTheContractReachesItsServiceAsItWasSent(String path, String service) {
        HttpResponse<String> reply = door.get(path);
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo(service + " " + path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/zdrav",
                "/zdrav/mc",
                "/zdrav/booked/more",
                "/amohack",
                "/api/ping",
                "/contacts/more",
                "/NTJJWjU2XzE-secret/more",
                "/ntjjwju2xze-secret/",
                "/q/health",
                "/q/metrics",
                "/mirror",
                "/administrator",
                "/v2/entities",
                "/index.html"
            })
    void everythingElseIsNotThere(String path) {
        HttpResponse<String> reply = door.get(path);
        assertThat(reply.statusCode()).isEqualTo(404);
        assertThat(reply.headers().firstValue("Content-Type")).contains("application/json; charset=utf-8");
        assertThat(reply.body()).isEqualTo("{\"error\":\"There is nothing at this address.\"}");
        assertThat(reply.headers().firstValue("X-Request-Id")).isPresent();
        assertThat(reply.headers().firstValue("Server")).contains("nginx");
    }

    @Test
    void theFrontAnswersWithText() {
        HttpResponse<String> reply = door.get("/");
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
        assertThat(reply.body()).isEqualTo("Mosty\n");
    }

    @Test
    void aServiceIsToldTheRealAddressAndNothingThatTheCallerSaysOfItself() {
        door.get(
                "/payments",
                "X-Forwarded-For",
                "203.0.113.66",
                "X-Forwarded-Proto",
                "http",
                "X-Forwarded-Host",
                "evil.example",
                "X-Forwarded-Prefix",
                "/evil",
                "X-Forwarded-Port",
                "1",
                "X-Forwarded-Ssl",
                "off",
                "X-Real-IP",
                "203.0.113.66",
                "Forwarded",
                "for=203.0.113.66");
        FarEnd.Arrived arrived = gate.last();
        String host = "localhost:" + door.port();
        assertThat(arrived.header("X-Forwarded-For")).containsExactly("127.0.0.1");
        assertThat(arrived.header("X-Forwarded-Proto")).containsExactly("https");
        assertThat(arrived.header("X-Forwarded-Host")).containsExactly(host);
        assertThat(arrived.header("Host")).containsExactly(host);
        assertThat(arrived.headers())
                .doesNotContainKeys("X-Forwarded-Prefix", "X-Forwarded-Port", "X-Forwarded-Ssl", "Forwarded")
                .doesNotContainKeys("X-Real-Ip", "X-Real-IP");
    }

    @Test
    void aPlainRequestIdIsPassedOnAndAnyOtherIsReplaced() {
        door.get("/payments", "X-Request-Id", "card-23392663.a_b");
        assertThat(gate.last().header("X-Request-Id")).containsExactly("card-23392663.a_b");
        for (String odd : new String[] {"a b", "ф", "<script>", "x".repeat(65), "a\"b"}) {
            door.raw("GET /payments HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Request-Id: " + odd
                    + "\r\n\r\n");
            assertThat(gate.last().header("X-Request-Id"))
                    .singleElement()
                    .asString()
                    .matches("[0-9a-f]{32}");
        }
        HttpResponse<String> reply = door.get("/nothing", "X-Request-Id", "mine-1");
        assertThat(reply.headers().allValues("X-Request-Id")).containsExactly("mine-1");
    }

    @Test
    void aBodyArrivesByteForByteHoweverItWasSent() {
        byte[] body = new byte[300_000];
        for (int i = 0; i < body.length; i++) {
            body[i] = (byte) (i * 31);
        }
        door.send("/zdrav/booked?token=t", request -> request.POST(BodyPublishers.ofByteArray(body)));
        assertThat(gate.last().body()).isEqualTo(Buffer.buffer(body));
        assertThat(gate.last().uri()).isEqualTo("/zdrav/booked?token=t");
        door.send(
                "/zdrav/booked",
                request -> request.POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));
        assertThat(gate.last().body()).as("sent in chunks").isEqualTo(Buffer.buffer(body));
    }

    @Test
    void aClientOfHttp10IsServedToo() {
        assertThat(door.raw("GET /" + FrontDoor.PBX_PATH + "/?event=1 HTTP/1.0\r\n\r\n"))
                .startsWith("HTTP/1.1 200 OK")
                .endsWith("bridge /" + FrontDoor.PBX_PATH + "/?event=1");
    }
}
