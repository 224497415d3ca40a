package dev.mosty.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mosty.testbed.PlainHttp;
import dev.mosty.testbed.onec.OneCOptions;
import dev.mosty.testbed.onec.OneCSimulator;
import dev.mosty.testbed.onec.calls.CallLog.Received;
import dev.mosty.testbed.pbx.Bridge;
import dev.mosty.testbed.pbx.Clicks;
import dev.mosty.testbed.pbx.PbxOptions;
import dev.mosty.testbed.pbx.PbxSimulator;
import dev.mosty.testbed.pbx.PlannedCall;
import dev.mosty.testbed.pbx.Player;
import dev.mosty.testbed.pbx.ToldCalls;
import dev.mosty.testbed.pbx.WorkingDay;
import dev.mosty.testbed.simulation.FaultEffect;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From the PBX's request to the body at 1C, through kills and outages, with the real jar. */
class TelephonyEndToEndTest {
    private static final String PATH = "NTJJWjU2XzE";
    private static final String KEY = "makecall-key-of-the-test";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration GOODBYE = Duration.ofSeconds(15);
    private static final DurablePostgres POSTGRES = new DurablePostgres();
    private static int databases;

    private final String database = "telephony_" + databases++;
    private final String url = POSTGRES.create(database);
    private final List<AutoCloseable> more = new ArrayList<>();

    @AutoClose
    private final OneCSimulator oneC = OneCSimulator.start(OneCOptions.inMemory());

    @AutoClose
    private final HttpClient http = PlainHttp.client();

    @AfterAll
    static void stop() {
        POSTGRES.close();
    }

    @AfterEach
    void stopTheRest() throws Exception {
        for (AutoCloseable each : more.reversed()) {
            each.close();
        }
    }

    private ServiceProcess bridge(String... pairs) {
        var variables = new HashMap<String, String>();
        variables.put("DB_URL", url);
        variables.put("PBX_PATH", PATH);
        variables.put("ONEC_CALLS_URL", oneC.callsUrl());
        variables.put("ONEC_CALLS_TOKEN", oneC.options().telephony().token());
        variables.put("MAKECALL_KEY", KEY);
        for (int i = 0; i < pairs.length; i += 2) {
            variables.put(pairs[i], pairs[i + 1]);
        }
        return ServiceProcess.start("telephony-bridge", variables);
    }

    /** A curl of seed 002 and what it must make of it, of the files that the bridge's own test has too. */
    private record Example(String query, String seed, String differs, String sent) {
        static List<Example> of(String file) throws IOException {
            List<Example> examples = new ArrayList<>();
            String query = "";
            String seed = "";
            String differs = "";
            for (String line :
                    Files.readAllLines(Path.of("..", "telephony-bridge", "src/test/resources/golden", file + ".txt"))) {
                String rest = line.replaceFirst("^\\S+\\s*", "");
                switch (line.replaceFirst("\\s.*", "")) {
                    case "query" -> {
                        query = rest;
                        differs = "";
                    }
                    case "seed" -> seed = rest;
                    case "differs" -> differs = rest;
                    case "sent" -> examples.add(new Example(query, seed, differs, rest));
                    default -> {}
                }
            }
            return examples;
        }

        /** The seed's own line, less the blanks that its author put between the fields. */
        String seedAsSent() {
            return seed.replaceAll("([:,{]) +", "$1").replaceAll(" +}", "}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1-incoming-answered", "2-incoming-missed", "3-outgoing-answered", "4-outgoing-missed"})
    void theCurlsOfTheSeedMakeItsBodiesAt1c(String file) throws IOException {
        List<Example> examples = Example.of(file);
        assertThat(examples).hasSizeBetween(2, 3);
        try (var bridge = bridge()) {
            for (var example : examples) {
                var answer = bridge.get("/" + PATH + "/?" + example.query());
                assertThat(answer.statusCode() + " " + answer.body()).isEqualTo("200 {\"status\":\"ok\"}");
            }
            await().untilAsserted(() -> assertThat(received()).hasSize(examples.size()));
        }
        var bodies = received().stream()
                .map(TelephonyEndToEndTest::withTheSeedsCallid)
                .toList();
        var blotted = examples.stream()
                .map(example -> example.sent().replace("token123", "…"))
                .toList();
        assertThat(bodies).containsExactlyElementsOf(blotted);
        // Where no correction is named, the body is the seed's own to the letter.
        assertThat(examples)
                .allSatisfy(example -> assertThat(example.seedAsSent().equals(example.sent()))
                        .as(example.differs())
                        .isEqualTo(example.differs().isEmpty()));
        assertThat(received().stream().map(message -> message.told().callid()).distinct())
                .singleElement()
                .asString()
                .matches("[0-9]{19}");
    }

    private static String withTheSeedsCallid(Received message) {
        return message.body().replace(message.told().callid(), "1659685427407907141");
    }

    @Test
    void smartTransferOfTheSeedIsAnsweredBy1cOrByAnEmptyString() {
        try (var bridge = bridge("SMART_TRANSFER_BUDGET", "1s")) {
            String path = "/" + PATH + "/?event=1&smart_transfer_is_required=1&call_id=32323&line=3333333&src_num=";
            assertThat(bridge.get(path + "89991234567").body()).isEqualTo("{\"responsible\":\"100\"}");
            assertThat(bridge.get(path + "70009999999").body()).isEqualTo("{\"responsible\":\"\"}");

            oneC.knobs().latencyMillis = 20_000;
            long begun = System.nanoTime();
            var late = bridge.get(path + "89991234567");
            assertThat(late.statusCode() + " " + late.body()).isEqualTo("200 {\"responsible\":\"\"}");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
        }
    }

    @Test
    void aWrongPathIsAPageThatIsNotThereAndTheLogHidesTheRightOne() {
        try (var bridge = bridge()) {
            String query = "/?event=1&src_type=1&call_id=32323&line=3333333&dst_num=100&src_num=89991234567";
            assertThat(bridge.get("/" + PATH + "x" + query).statusCode()).isEqualTo(404);
            assertThat(bridge.get("/" + PATH + query.replace("src_type=1", "src_type=9"))
                            .statusCode())
                    .isEqualTo(400);
            bridge.get("/" + PATH + query);
            await().untilAsserted(() -> assertThat(received()).hasSize(1));
            assertThat(bridge.terminate(GOODBYE)).isTrue();
            assertThat(bridge.said()).doesNotContain(PATH, "89991234567", "token123", KEY);
        }
    }

    @Test
    void aClickIn1cCallsThroughThePbxAndItsRefusalReads() throws Exception {
        int port = DurablePostgres.freePort();
        try (var bridge = bridge(
                "PBX_API_URL",
                "http://127.0.0.1:" + port + PbxOptions.MAKECALL,
                "PBX_API_KEY",
                "pbx-key-of-the-test")) {
            var pbx = PbxSimulator.start(
                    new PbxOptions("127.0.0.1", port, bridge.url(), PATH, "pbx-key-of-the-test", Clock.systemUTC()));
            more.add(pbx);
            var told = ToldCalls.from(http, oneC.url());
            assertThat(new Clicks(http, bridge.url(), KEY, pbx.url()).make(told, PATIENCE))
                    .isEqualTo(Clicks.KINDS);
            assertThat(POSTGRES.texts(
                            database, "select outcome || ' ' || (call_id is not null) from made_call order by id"))
                    .containsExactly("placed true", "refused false");
            pbx.faults().next(1, new FaultEffect.Answer(400, FaultEffect.Body.PROBLEM));
            var refused = bridge.send(bridge.request(PbxOptions.MAKECALL)
                    .header("X-API-KEY", KEY)
                    .POST(java.net.http.HttpRequest.BodyPublishers.ofString(
                            "{\"user\":\"100\",\"phone\":\"89991234567\"}")));
            assertThat(refused.statusCode() + " " + refused.body())
                    .isEqualTo(
                            "400 {\"error\":\"При выполнении запроса к Простым звонкам произошла ошибка: Bad Request."
                                    + " Пожалуйста, обратитесь в поддержку Простых звонков.\"}");
        }
    }

    @Test
    void aDayOfCallsArrivesWholeThoughTheBridgeIsKilledAnd1cIsAway() throws Exception {
        List<PlannedCall> day = WorkingDay.of(4, 250, Instant.parse("2026-03-02T06:00:00Z"));
        var told = ToldCalls.from(http, oneC.url());
        oneC.telephony().knobs().sessionMillis = 400;
        try (var first = bridge();
                var second = bridge()) {
            var player = new Player(List.of(Bridge.at(first.url(), PATH), Bridge.at(second.url(), PATH)), PATIENCE);
            Thread playing = Thread.ofVirtual().start(() -> play(player, day));
            await().atMost(PATIENCE).until(() -> player.progress().told() > 150);
            first.kill();
            oneC.outage(Duration.ofSeconds(2));
            await().atMost(PATIENCE).until(oneC::listens);
            oneC.faults().next(3, new FaultEffect.ApplyThenReset());
            oneC.faults().next(3, new FaultEffect.Answer(503, FaultEffect.Body.TEXT));
            playing.join();

            var came = told.await(day, PATIENCE);

            assertThat(player.progress().lost()).isZero();
            assertThat(came.wrong()).isEmpty();
            assertThat(came.refused()).isZero();
            assertThat(POSTGRES.texts(database, "select key from delivery")).isEmpty();
        }
    }

    private static void play(Player player, List<PlannedCall> day) {
        try {
            player.play(day, Duration.ofSeconds(6));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Received> received() {
        return oneC.telephony().log().received(0, 100);
    }
}
