package dev.mosty.testbed.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much, and how often. */
class LimitsTest {
    @AutoClose
    private final FarEnd service = FarEnd.named("a service");

    @AutoClose
    private final FrontDoor door = FrontDoor.open(Map.of(
            "GATE_UPSTREAM", service.address(),
            "PROXY_UPSTREAM", service.address(),
            "BRIDGE_UPSTREAM", service.address(),
            "BITRIX_UPSTREAM", service.address(),
            "ADMIN_UPSTREAM", service.address(),
            "GATE_MAX_BODY", "300K"));

    private static List<Integer> statuses(int times, Supplier<HttpResponse<String>> call) {
        var statuses = new ArrayList<Integer>();
        IntStream.range(0, times).forEach(i -> statuses.add(call.get().statusCode()));
        return statuses;
    }

    @Test
    void whoLooksForASecretPathIsSlowedAndTheRightPathIsNot() {
        assertThat(statuses(60, () -> door.get("/guess/?event=1")))
                .startsWith(404)
                .endsWith(429)
                .containsOnly(404, 429);
        HttpResponse<String> refused = door.get("/guess/");
        assertThat(refused.body())
                .isEqualTo("{\"error\":\"Too many requests from this address; try again in a moment.\"}");
        assertThat(refused.headers().firstValue("Retry-After")).contains("1");
        assertThat(statuses(300, () -> door.get("/" + FrontDoor.PBX_PATH + "/?event=1")))
                .containsOnly(200);
        assertThat(service.arrived()).hasSize(300);
    }

    @Test
    void triesToSignInAreSlowedAndTheFormItselfIsNot() {
        assertThat(statuses(40, () -> door.post("/admin/login", "login=root&password=x")))
                .startsWith(200)
                .endsWith(429);
        assertThat(statuses(40, () -> door.get("/admin/login"))).containsOnly(200);
        assertThat(statuses(40, () -> door.get("/admin/logs"))).containsOnly(200);
        HttpResponse<String> refused = door.post("/admin/login", "login=root&password=x");
        assertThat(refused.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(refused.body()).contains("Слишком много попыток с этого адреса");
    }

    @Test
    void theWidgetsQuestionsAreLimitedAndTheWidgetCanReadWhy() {
        assertThat(statuses(300, () -> door.post("/API/get_doctor_time", "{}")))
                .startsWith(200)
                .contains(429);
        HttpResponse<String> refused = IntStream.range(0, 200)
                .mapToObj(i -> door.post("/API/get_doctor_time", "{}"))
                .filter(reply -> reply.statusCode() == 429)
                .findFirst()
                .orElseThrow();
        assertThat(refused.body())
                .isEqualTo("{\"error\":\"Слишком много запросов. Повторите через несколько секунд.\"}");
        assertThat(refused.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
    }

    @ParameterizedTest
    @CsvSource({
        "/zdrav/booked, 307200, 200",
        "/zdrav/booked, 307201, 413",
        "/zdrav/mc, 307201, 413",
        "/payments, 65536, 200",
        "/payments, 65537, 413",
        "/API/create_document, 65537, 413",
        "/amo/webhook/secret, 1048576, 200",
        "/amo/webhook/secret, 1048577, 413",
        "/v1/entities, 16777216, 200",
        "/v1/entities, 16777217, 413",
        "/admin/contacts/import, 6291456, 200",
        "/admin/contacts/import, 6291457, 413",
        "/hs/, 65537, 413"
    })
    void aBodyMayBeSoLargeAndNoLarger(String path, int bytes, int status) {
        HttpResponse<String> reply = door.post(path, "x".repeat(bytes));
        assertThat(reply.statusCode()).isEqualTo(status);
        if (status == 413) {
            assertThat(service.arrived()).isEmpty();
            assertThat(reply.body())
                    .contains(
                            path.startsWith("/admin")
                                    ? "Файл или форма слишком велики."
                                    : path.startsWith("/API")
                                            ? "{\"error\":\"Запрос слишком велик.\"}"
                                            : "{\"error\":\"The body is too large.\"}");
        }
    }

    /** It is found out while it comes, since nobody announced it. */
    @Test
    void aBodyInChunksIsMeasuredToo() {
        String chunk = "ffff\r\n" + "x".repeat(0xffff) + "\r\n";
        assertThat(door.raw("POST /payments HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk
                        + chunk + "0\r\n\r\n"))
                .startsWith("HTTP/1.1 413")
                .endsWith("{\"error\":\"The body is too large.\"}");
        assertThat(service.arrived()).isEmpty();
    }
}
