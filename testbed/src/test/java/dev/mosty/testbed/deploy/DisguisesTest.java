package dev.mosty.testbed.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that want to be taken for something else: a closed path in an open one, two requests in one. */
@TestInstance(Lifecycle.PER_CLASS)
class DisguisesTest {
    @AutoClose
    private final FarEnd service = FarEnd.named("a service");

    @AutoClose
    private final FrontDoor door = FrontDoor.open(Map.of(
            "GATE_UPSTREAM", service.address(),
            "PROXY_UPSTREAM", service.address(),
            "BRIDGE_UPSTREAM", service.address(),
            "BITRIX_UPSTREAM", service.address(),
            "ADMIN_UPSTREAM", service.address()));

    @BeforeEach
    void nothingArrivedYet() {
        service.arrived().clear();
    }

    /** 429 is 404 for those who ask too often; both say nothing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/q/metrics",
                "/Q/metrics",
                "//q/metrics",
                "/%71/metrics",
                "/q%2fmetrics",
                "/./q/metrics",
                "/admin/../q/metrics",
                "/admin/%2e%2e/q/metrics",
                "/admin/..%2fq/metrics",
                "/admin/%2E%2E%2Fq",
                "/admin/..;/q/metrics",
                "/admin/..%5cq",
                "/admin//q",
                "/q/../admin",
                "/q/%2e%2e/admin",
                "/q/..%2fadmin",
                "/q/metrics/..%2f..%2fadmin",
                "/admin/%252e%252e/q",
                "/v1/..%252fq",
                "/zdrav%2fbooked",
                "/zdrav//booked",
                "/API/./ping",
                "/admin%00/q",
                "/admin/\\..\\q"
            })
    void noDisguiseOfAPathReachesAService(String path) {
        int status = door.status(path);
        // What nginx does not make plain itself may arrive below the route's own folder, and there only.
        if (path.contains("..;")) {
            assertThat(service.arrived())
                    .allSatisfy(arrived -> assertThat(arrived.uri()).startsWith("/admin/"));
        } else {
            assertThat(status).isIn(400, 404, 429);
            assertThat(service.arrived()).isEmpty();
        }
    }

    @Test
    void aPathAboveTheRootIsNoRequest() {
        assertThat(door.status("/API/../../q")).isEqualTo(400);
        assertThat(service.arrived()).isEmpty();
    }

    @Test
    void theQueryMayHoldWhatThePathMayNot() {
        assertThat(door.status("/amo/oauth/callback?referer=//a.amocrm.ru/../x%2F%00"))
                .isEqualTo(200);
        assertThat(service.last().uri()).isEqualTo("/amo/oauth/callback?referer=//a.amocrm.ru/../x%2F%00");
    }

    @Test
    void anAddressOfAnotherHostInTheRequestLineChangesNothing() {
        assertThat(door.raw(
                        "GET http://inside.example/q/metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 404");
        assertThat(service.arrived()).isEmpty();
    }

    /** RFC 9112, 6.3: where it is doubtful where a body ends, there is no second request to be found. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
                "Content-Length: 5\r\nContent-Length: 40\r\n\r\nhello",
                "Transfer-Encoding: xchunked\r\n\r\nhello",
                "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
                "Content-Length: +5\r\n\r\nhello",
                "Content-Length: 0x5\r\n\r\nhello",
                "Content-Length: -1\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n"
            })
    void aBodyOfDoubtfulLengthIsRefusedBeforeAServiceHearsOfIt(String rest) {
        String smuggled = "GET /" + FrontDoor.PBX_PATH + "/?event=1 HTTP/1.1\r\nHost: localhost\r\n\r\n";
        String replies = door.raw("POST /zdrav/booked HTTP/1.1\r\nHost: localhost\r\n" + rest + smuggled);
        assertThat(replies).containsPattern("^HTTP/1\\.1 (400|501)");
        assertThat(replies.split("HTTP/1\\.1 ", -1)).as(replies).hasSize(2);
        assertThat(service.arrived()).isEmpty();
    }

    @Test
    void aConnectionCannotBeTurnedIntoAnotherProtocol() {
        String upgrade = "Connection: Upgrade, HTTP2-Settings, close|Upgrade: h2c|HTTP2-Settings: AAMAAABkAARAAAAAAAIA";
        door.raw("GET /admin HTTP/1.1\r\nHost: localhost\r\n" + upgrade.replace("|", "\r\n") + "\r\n\r\n");
        assertThat(service.last().headers()).doesNotContainKeys("Upgrade", "Http2-settings");
    }

    @Test
    void aMethodThatOnlyProxiesKnowIsRefused() {
        for (String method : List.of("TRACE /admin", "CONNECT inside.example:443")) {
            assertThat(door.raw(method + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                    .containsPattern("^HTTP/1\\.1 40[05]");
        }
        assertThat(service.arrived()).isEmpty();
    }

    @Test
    void aHeaderWithoutEndIsAnsweredInJson() {
        String reply = door.raw("GET /admin HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "x".repeat(70_000) + "\r\n\r\n");
        assertThat(reply)
                .startsWith("HTTP/1.1 400")
                .endsWith("{\"error\":\"This is not a request of HTTP that can be read.\"}");
        assertThat(door.raw("GET /" + "x".repeat(70_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .startsWith("HTTP/1.1 414")
                .endsWith("{\"error\":\"The address is too long.\"}");
    }
}
