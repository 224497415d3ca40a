package dev.mosty.testbed.pbx;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.mosty.testbed.PlainHttp;
import dev.mosty.testbed.simulation.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PbxSimulatorTest {
    private static final String WISH = "{\"user\":\"100\",\"phone\":\"89991234567\"}";

    private final WireMockServer bridge = new WireMockServer(wireMockConfig().dynamicPort());
    private final HttpClient http = PlainHttp.client();
    private PbxSimulator pbx;

    @BeforeEach
    void start() {
        bridge.start();
        bridge.stubFor(any(anyUrl()).willReturn(aResponse().withBody("{\"responsible\":\"100\"}")));
        pbx = PbxSimulator.start(
                new PbxOptions("127.0.0.1", 0, bridge.baseUrl(), "secret-path", "key", Clock.systemUTC()));
    }

    @AfterEach
    void stop() {
        pbx.close();
        bridge.stop();
        http.close();
    }

    @Test
    void aWishToCallIsGrantedAndTheCallTakesPlace() throws Exception {
        post("/sim/knobs", "PATCH", "{\"clickAnswerMillis\":1,\"clickTalkMillis\":1}");
        assertThat(post(PbxOptions.MAKECALL, "POST", WISH)).isEqualTo("200 {\"result\":\"ok\"}");
        await().untilAsserted(() -> assertThat(told()).hasSize(3));
        assertThat(told().getFirst())
                .startsWith("/secret-path/?event=1&src_type=2&")
                .endsWith("&src_num=100&dst_num=89991234567");
        assertThat(told().get(1)).startsWith("/secret-path/?event=3&");
        assertThat(told().get(2)).startsWith("/secret-path/?event=2&").contains("&status=ANSWER&");
    }

    @Test
    void aWrongKeyAndAWrongWishAreRefusedAndAFaultIsMetOnce() throws Exception {
        assertThat(post(PbxOptions.MAKECALL, "POST", "{\"user\":100}")).startsWith("400 ");
        var stranger = request(PbxOptions.MAKECALL, "POST", WISH).setHeader("X-API-KEY", "other");
        assertThat(http.send(stranger.build(), BodyHandlers.ofString()).statusCode())
                .isEqualTo(401);
        post("/sim/faults", "POST", "{\"times\":1,\"effect\":\"answer\",\"status\":500}");
        assertThat(post(PbxOptions.MAKECALL, "POST", WISH)).isEqualTo("500 {\"error\":\"Internal Server Error\"}");
        assertThat(post(PbxOptions.MAKECALL, "POST", WISH)).startsWith("200 ");
    }

    @Test
    void aGroupRingsOneAnswersAndEachIsToldOnce() throws Exception {
        post("/sim/lines", "POST", "{\"incoming\":true,\"exts\":[\"100\",\"101\"],\"phone\":\"89991234567\"}");
        assertThat(post("/sim/lines/1/answer", "POST", "{\"ext\":\"105\"}")).startsWith("400 ");
        assertThat(post("/sim/lines/1/answer", "POST", "{\"ext\":\"101\"}")).startsWith("200 ");
        assertThat(post("/sim/lines/1/end", "POST", "{}")).startsWith("200 ");
        await().untilAsserted(() -> assertThat(told()).hasSize(5));
        assertThat(told().stream().map(url -> url.replaceAll(".*event=(\\d).*dst_num=(\\d+).*", "$1 $2")))
                .containsExactly("1 100", "1 101", "3 101", "2 101", "2 100");
        assertThat(post("/sim/lines/1/end", "POST", "{}")).startsWith("400 ");
    }

    @Test
    void smartTransferShowsTheBridgesAnswer() throws Exception {
        assertThat(post("/sim/transfer", "POST", "{\"phone\":\"89991234567\"}"))
                .isEqualTo("200 {\"responsible\":\"100\"}");
    }

    @Test
    void aDayIsToldWholeAndAgainWhereTheBridgeDidNotTakeIt() throws Exception {
        List<PlannedCall> day = WorkingDay.of(3, 40, Instant.parse("2026-03-02T06:00:00Z"));
        // One event, since events of several calls may come at once and all be met by it.
        bridge.stubFor(any(urlEqualTo(
                        "/secret-path/?" + day.getFirst().told().getFirst().query()))
                .inScenario("hiccup")
                .whenScenarioStateIs("Started")
                .willReturn(aResponse().withStatus(503))
                .willSetStateTo("well"));
        Player player = new Player(List.of(Bridge.at(bridge.baseUrl(), "secret-path")), Duration.ofSeconds(20));
        player.play(day, Duration.ofMillis(300));
        int events = day.stream().mapToInt(call -> call.told().size()).sum();
        // Whoever asks before WireMock has changed its mind meets the hiccup too.
        assertThat(player.progress().again()).isBetween(1, 40);
        assertThat(player.progress())
                .isEqualTo(new Player.Progress(events, player.progress().again(), 0, 40));
    }

    @Test
    void itsStateShowsNeitherPathNorKey() throws Exception {
        post("/sim/lines", "POST", "{\"incoming\":true,\"exts\":[\"100\"],\"phone\":\"<b>1</b>\"}");
        await().untilAsserted(() -> assertThat(told()).hasSize(1));
        String state = post("/sim/state", "GET", "");
        assertThat(state).startsWith("200 ").doesNotContain("secret-path", "\"key\"");
        assertThat(Json.read(state.substring(4)).orElseThrow().path("lines")).hasSize(1);
    }

    private List<String> told() {
        return bridge.getAllServeEvents().reversed().stream()
                .map(event -> event.getRequest().getUrl())
                .toList();
    }

    private String post(String path, String method, String body) throws IOException, InterruptedException {
        var answer = http.send(request(path, method, body).build(), BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }

    private HttpRequest.Builder request(String path, String method, String body) {
        return HttpRequest.newBuilder(URI.create(pbx.url() + path))
                .header("X-API-KEY", "key")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    }
}
