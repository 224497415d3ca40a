package dev.mosty.testbed.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** One line of JSON a request, which names the route and nothing of what was asked. */
class AccessLogTest {
    private static final String SECRET = "s3cr3t-tell-nobody";
    private static final ObjectMapper JSON = new ObjectMapper();

    @AutoClose
    private final FarEnd service = FarEnd.named("a service");

    @AutoClose
    private final FrontDoor door = FrontDoor.open(Map.of(
            "PBX_PATH",
            SECRET,
            "NGX_TEMPLATE_CONF",
            "mirror",
            "MIRROR_TARGET",
            "http://" + FrontDoor.NOBODY,
            "GATE_UPSTREAM",
            service.address(),
            "BRIDGE_UPSTREAM",
            service.address()));

    @Test
    void theRouteIsNamedAndNoSecretIsInAnyLog() throws IOException {
        String phone = "89991234567";
        door.post(
                "/zdrav/booked?token=" + SECRET, "{\"phone\":\"" + phone + "\"}", "Authorization", "Bearer " + SECRET);
        door.get("/" + SECRET + "/?event=1&src_num=" + phone, "Referer", "https://x/" + SECRET, "User-Agent", SECRET);
        door.post("/amo/webhook/" + SECRET, "{}");
        door.get("/amo/oauth/callback?code=" + SECRET);
        door.get("/workplace/events?ext=100&token=" + SECRET, "Cookie", "mosty_session=" + SECRET);
        door.get("/" + SECRET + "x/?event=1&token=" + SECRET);
        // Nobody is there: what nginx would say of it on standard error has the whole request line.
        door.post("/API/create_document?token=" + SECRET, "{\"token\":\"" + SECRET + "\"}");
        door.get("/admin/search?q=" + SECRET + phone);
        door.raw(SECRET + "\r\n\r\n");

        List<String> lines = door.log(9);
        assertThat(String.join("\n", lines)).doesNotContain(SECRET, phone);
        assertThat(door.said()).doesNotContain(SECRET, phone);
        assertThat(routes(lines))
                .containsExactly(
                        "booking 200",
                        "pbx 200",
                        "webhook 200",
                        "amo 200",
                        "workplace 200",
                        "other 404",
                        "api 502",
                        "admin 502",
                        "other 400");
    }

    private static List<String> routes(List<String> lines) throws IOException {
        List<String> routes = new ArrayList<>();
        for (String line : lines) {
            JsonNode entry = JSON.readTree(line);
            routes.add(entry.path("route").asText() + " " + entry.path("status").asInt());
        }
        return routes;
    }

    @Test
    void aLineSaysWhoWhenAndHowLong() throws IOException {
        door.get("/payments", "X-Request-Id", "a-payment");
        JsonNode line = JSON.readTree(door.log(1).getLast());
        assertThat(line.path("requestId").asText()).isEqualTo("a-payment");
        assertThat(line.path("address").asText()).isEqualTo("127.0.0.1");
        assertThat(line.path("method").asText()).isEqualTo("GET");
        assertThat(line.path("status").asInt()).isEqualTo(200);
        assertThat(line.path("upstream").asText()).isEqualTo(service.address());
        assertThat(line.path("tls").asText()).isEqualTo("TLSv1.3");
        assertThat(line.path("seconds").isNumber()).isTrue();
        assertThat(line.path("time").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*");
    }
}
