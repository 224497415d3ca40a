package dev.mosty.testbed.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.buffer.Buffer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The mirror's template: the other server gets a copy, and the original never waits for it. */
class MirrorTest {
    private static final String BOOKING = "[{\"lead_id\":\"23392663\",\"status\":\"checkin\",\"fio\":\"Иванова\"}]";

    @AutoClose
    private final FarEnd gate = FarEnd.answering((exchange, request) -> {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        FarEnd.reply(exchange, 200, "{\"status\":\"ok\"}");
    });

    private FrontDoor mirroringTo(String target) {
        return FrontDoor.open(Map.of(
                "NGX_TEMPLATE_CONF",
                "./nginx/nginx.mirror-template.conf",
                "MIRROR_TARGET",
                target,
                "GATE_UPSTREAM",
                gate.address(),
                "BRIDGE_UPSTREAM",
                gate.address()));
    }

    @Test
    void theCopyIsTheSameButForWhatWouldOpenOurDoor() {
        byte[] large = new byte[700_000];
        new Random(1).nextBytes(large);
        try (FarEnd target = FarEnd.named("the other server");
                FrontDoor door = mirroringTo("http://" + target.address())) {
            for (byte[] body : List.of(BOOKING.getBytes(StandardCharsets.UTF_8), large)) {
                for (String path : List.of("/zdrav/booked", "/zdrav/mc")) {
                    int before = target.arrived().size();
                    var reply = door.send(
                            path + "?token=tell-nobody&x=1",
                            request -> request.headers(
                                            "Authorization", "Bearer tell-nobody",
                                            "Cookie", "mosty_session=tell-nobody",
                                            "Content-Type", "application/json",
                                            "X-Request-Id", "a-booking")
                                    .POST(BodyPublishers.ofByteArray(body)));
                    assertThat(reply.body()).isEqualTo("{\"status\":\"ok\"}");
                    await().until(() -> target.arrived().size() > before);
                    FarEnd.Arrived copy = target.last();
                    FarEnd.Arrived original = gate.last();
                    assertThat(original.body()).isEqualTo(Buffer.buffer(body));
                    assertThat(copy.body()).isEqualTo(original.body());
                    assertThat(copy.method()).isEqualTo("POST");
                    assertThat(original.uri()).isEqualTo(path + "?token=tell-nobody&x=1");
                    assertThat(copy.uri()).isEqualTo(path);
                    assertThat(differences(original, copy))
                            .isEqualTo(Map.of(
                                    "Authorization", "[Bearer tell-nobody] → null",
                                    "Cookie", "[mosty_session=tell-nobody] → null",
                                    "Host", "[localhost:" + door.port() + "] → [" + target.address() + "]",
                                    "X-original-host", "null → [localhost:" + door.port() + "]",
                                    "X-forwarded-for", "[127.0.0.1] → null",
                                    "X-forwarded-host", "[localhost:" + door.port() + "] → null",
                                    "X-forwarded-proto", "[https] → null"));
                }
            }
        }
    }

    private static Map<String, String> differences(FarEnd.Arrived original, FarEnd.Arrived copy) {
        var names = new TreeMap<String, String>();
        var all = new HashMap<>(original.headers());
        all.putAll(copy.headers());
        for (String name : all.keySet()) {
            List<String> here = original.headers().get(name);
            List<String> there = copy.headers().get(name);
            if (!String.valueOf(here).equals(String.valueOf(there))) {
                names.put(name, here + " → " + there);
            }
        }
        return names;
    }

    @Test
    void onlyWhatRdeskSendsIsCopied() {
        try (FarEnd target = FarEnd.named("the other server");
                FrontDoor door = mirroringTo("http://" + target.address() + "/copies/")) {
            door.post("/payments", "{}");
            door.post("/amo/webhook/secret", "{}");
            door.get("/" + FrontDoor.PBX_PATH + "/?event=1");
            door.post("/zdrav/mc", BOOKING);
            await().until(() -> !target.arrived().isEmpty());
            assertThat(target.arrived()).extracting(FarEnd.Arrived::uri).containsExactly("/copies/zdrav/mc");
        }
    }

    /** Of nobody, of an address that no network leads to, of a name that is not known. */
    @ParameterizedTest
    @ValueSource(strings = {"http://" + FrontDoor.NOBODY, "https://192.0.2.1", "https://mirror.invalid"})
    void aDeadTargetIsNoticedByNobody(String target) {
        try (FrontDoor door = mirroringTo(target)) {
            assertFivePostsAreNotDelayed(door);
        }
    }

    @Test
    void aTargetThatTakesTenSecondsDelaysNoneOfFivePostsOfOneClient() {
        var enough = new CountDownLatch(1);
        try (FarEnd target = FarEnd.answering((exchange, request) -> {
                    assertThat(enough.await(10, TimeUnit.SECONDS)).isTrue();
                    FarEnd.reply(exchange, 200, "at last");
                });
                FrontDoor door = mirroringTo("http://" + target.address())) {
            assertFivePostsAreNotDelayed(door);
            await().until(() -> target.arrived().size() == 5);
            enough.countDown();
            assertThat(target.arrived())
                    .allSatisfy(copy -> assertThat(copy.body().toString()).isEqualTo(BOOKING));
        }
    }

    /** One client, that would gladly keep its connection. */
    private static void assertFivePostsAreNotDelayed(FrontDoor door) {
        HttpClient client = door.newClient();
        for (int post = 1; post <= 5; post++) {
            long begun = System.nanoTime();
            HttpRequest request = door.request("/zdrav/booked")
                    .POST(BodyPublishers.ofString(BOOKING))
                    .build();
            assertThat(FrontDoor.send(client, request).body()).isEqualTo("{\"status\":\"ok\"}");
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .as("post %d", post)
                    .isLessThan(Duration.ofMillis(900));
        }
    }

    @Test
    void anErrorOfTheTargetIsNoErrorOfTheOriginal() {
        try (FarEnd target = FarEnd.answering((exchange, request) -> FarEnd.reply(exchange, 500, "broken"));
                FrontDoor door = mirroringTo("http://" + target.address())) {
            assertThat(door.post("/zdrav/booked", BOOKING).statusCode()).isEqualTo(200);
            await().until(() -> !target.arrived().isEmpty());
            assertThat(door.log(1))
                    .hasSize(1)
                    .allSatisfy(line -> assertThat(line)
                            .contains("\"route\":\"booking\"", "\"status\":200")
                            .doesNotContain(target.address()));
        }
    }
}
