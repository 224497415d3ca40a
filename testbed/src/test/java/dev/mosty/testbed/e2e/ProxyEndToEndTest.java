package dev.mosty.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.testbed.amocrm.AmoCrmSimulator;
import dev.mosty.testbed.amocrm.SimulatorOptions;
import dev.mosty.testbed.onec.OneCOptions;
import dev.mosty.testbed.onec.OneCSimulator;
import dev.mosty.testbed.simulation.FaultEffect;
import dev.mosty.testbed.simulation.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** From the widget's request to the document in 1C, through kills, outages and crowds. */
class ProxyEndToEndTest {
    private static final String TOKEN = "proxy-token-of-the-test";
    private static final String HOURS = "/API/get_doctor_time";
    private static final String DOCUMENT = "/API/create_document";
    private static final LocalDate MONDAY = LocalDate.parse("2026-03-02");
    private static final String DOCTOR = "Ефимова Е.В.";
    private static final Duration GOODBYE = Duration.ofSeconds(15);
    private static final DurablePostgres POSTGRES = new DurablePostgres();
    private static int databases;

    private final String database = "proxy_" + databases++;
    private final String url = POSTGRES.create(database);

    @AutoClose
    private final OneCSimulator oneC = OneCSimulator.start(OneCOptions.inMemory());

    @AutoClose("shutdownNow")
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterAll
    static void stop() {
        POSTGRES.close();
    }

    private ServiceProcess proxy(String... pairs) {
        var variables = new HashMap<String, String>();
        variables.put("DB_URL", url);
        variables.put("PROXY_TOKEN", TOKEN);
        variables.put("ONEC_HOST", "127.0.0.1");
        variables.put("ONEC_PORT", Integer.toString(oneC.port()));
        variables.put("ONEC_PATH", OneCOptions.PATH);
        for (int i = 0; i < pairs.length; i += 2) {
            variables.put(pairs[i], pairs[i + 1]);
        }
        return ServiceProcess.start("amo-proxy", variables);
    }

    @Test
    void anHourIsBookedAndTheLogNamesNobody() {
        try (var proxy = proxy()) {
            assertThat(proxy.get("/API/ping").body()).isEqualTo("ок");
            String hour = oneC.freeOn(MONDAY, DOCTOR).getFirst();
            var hours = proxy.post(HOURS, day(MONDAY));
            assertThat(hours.statusCode()).isEqualTo(200);
            assertThat(hours.body()).startsWith("{\"doctors\":[\"" + DOCTOR + " [" + hour + ",");

            var booked = proxy.post(DOCUMENT, application(hour).toString());

            assertThat(booked.statusCode()).isEqualTo(200);
            assertThat(booked.body()).isEqualTo("{\"number\":\"000000001\"}");
            assertThat(oneC.numbersByLead()).isEqualTo(Map.of("23392663", List.of("000000001")));
            assertThat(proxy.post(HOURS, day(MONDAY)).body()).doesNotContain("[" + hour + ",");
            var taken =
                    proxy.post(DOCUMENT, application(hour).put("numberAmo", 7).toString());
            assertThat(taken.statusCode()).isEqualTo(502);
            assertThat(error(taken)).isEqualTo("Выбранное время уже занято");

            assertThat(proxy.terminate(GOODBYE)).isTrue();
            assertThat(POSTGRES.texts(database, "select url from request_log order by id"))
                    .containsExactlyInAnyOrder(HOURS, DOCUMENT, HOURS, DOCUMENT);
            var rows = POSTGRES.texts(database, "select request || answer from request_log");
            assertThat(String.join("", rows)).contains(MONDAY.toString(), "000000001");
            for (var secret : List.of("Проверкина", "79990000001", "1990-05-04", TOKEN)) {
                assertThat(rows).noneMatch(row -> row.contains(secret));
                assertThat(proxy.said()).doesNotContain(secret);
            }
        }
    }

    @Test
    void aWrongRequestAndAWrongTokenAreToldApartAndNeverReach1c() {
        try (var proxy = proxy()) {
            var noDate = proxy.post(HOURS, Json.object().put("token", TOKEN).toString());
            assertThat(noDate.statusCode()).isEqualTo(400);
            assertThat(noDate.body()).isEqualTo("{\"error\":\"error format Json\"}");
            var wrong = proxy.post(HOURS, day(MONDAY).replace(TOKEN, "guessed"));
            assertThat(wrong.statusCode()).isEqualTo(401);
            assertThat(wrong.body()).isEqualTo("{\"error\":\"Invalid token\"}");
            assertThat(oneC.calls().reading().doctors()).isZero();
        }
    }

    @Test
    void aOneTimeTokenOfAmoCrmOpensOnce() {
        try (var amo = AmoCrmSimulator.start(SimulatorOptions.inMemory());
                var proxy = proxy(
                        "WIDGET_CLIENT_ID", amo.options().integration().clientId(),
                        "WIDGET_CLIENT_SECRET", amo.options().integration().clientSecret(),
                        "WIDGET_REDIRECT_URL", amo.options().integration().redirectUri(),
                        "AMO_ACCOUNT_ID", Long.toString(amo.options().accountId()))) {
            var request = proxy.request(HOURS)
                    .header("X-Auth-Token", amo.oauth().issueOneTimeToken())
                    .POST(BodyPublishers.ofString(
                            Json.object().put("date", MONDAY.toString()).toString()));

            assertThat(proxy.send(request).statusCode()).isEqualTo(200);
            assertThat(proxy.send(request).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void manyPressesOnTwoReplicasBookOnce() throws Exception {
        oneC.knobs().latencyMillis = 300;
        String hour = oneC.freeOn(MONDAY, DOCTOR).getFirst();
        try (var first = proxy();
                var second = proxy()) {
            List<HttpResponse<String>> answers = all(IntStream.range(0, 20)
                    .<Callable<HttpResponse<String>>>mapToObj(press -> () -> (press % 2 == 0 ? first : second)
                            .post(DOCUMENT, application(hour).toString()))
                    .toList());

            assertThat(answers).extracting(HttpResponse::body).containsOnly("{\"number\":\"000000001\"}");
            assertThat(oneC.calls().reading().documents()).isEqualTo(1);
        }
    }

    @Test
    void aReplicaThatIsKilledWhile1cWorksLeadsToNoSecondBooking() throws Exception {
        oneC.knobs().latencyMillis = 60_000;
        String hour = oneC.freeOn(MONDAY, DOCTOR).getFirst();
        try (var first = proxy("ONEC_CREATE_TIMEOUT", "3s");
                var second = proxy("ONEC_CREATE_TIMEOUT", "3s")) {
            Future<HttpResponse<String>> cutOff =
                    threads.submit(() -> first.post(DOCUMENT, application(hour).toString()));
            await().until(() -> oneC.calls().reading().documents() == 1);
            first.kill();
            oneC.knobs().latencyMillis = 0;

            var repeat = second.post(DOCUMENT, application(hour).toString());

            assertThat(cutOff).failsWithin(Duration.ofSeconds(5));
            assertThat(repeat.statusCode()).isEqualTo(504);
            assertThat(error(repeat)).startsWith("Неизвестно, создана ли запись");
            assertThat(oneC.calls().reading().documents()).isEqualTo(1);
            assertThat(oneC.numbersByLead()).isEqualTo(Map.of("23392663", List.of("000000001")));
        }
    }

    @Test
    void anAnswerThatComesTooLateIsShownToWhoeverAsksAgain() {
        oneC.knobs().latencyMillis = 4_000;
        String hour = oneC.freeOn(MONDAY, DOCTOR).getFirst();
        try (var proxy = proxy("ONEC_CREATE_TIMEOUT", "2s")) {
            var first = proxy.post(DOCUMENT, application(hour).toString());
            assertThat(first.statusCode()).isEqualTo(504);
            assertThat(error(first)).startsWith("Неизвестно, создана ли запись");

            await().atMost(Duration.ofSeconds(15))
                    .untilAsserted(() -> assertThat(
                                    proxy.post(DOCUMENT, application(hour).toString())
                                            .body())
                            .isEqualTo("{\"number\":\"000000001\"}"));
            assertThat(oneC.calls().reading().documents()).isEqualTo(1);
        }
    }

    @Test
    void theFirstCallAfter1cIsBackSucceeds() {
        try (var proxy = proxy()) {
            assertThat(proxy.post(HOURS, day(MONDAY)).statusCode()).isEqualTo(200);
            oneC.outage(Duration.ofSeconds(4));
            for (int i = 0; i < 8; i++) {
                var refused = proxy.post(HOURS, day(MONDAY));
                assertThat(refused.statusCode()).isEqualTo(502);
                assertThat(error(refused)).startsWith("1С не отвечает");
            }
            var refused = proxy.post(DOCUMENT, application("8:15").toString());
            assertThat(refused.statusCode()).isEqualTo(502);
            assertThat(error(refused)).startsWith("Запись не создана");
            await().atMost(Duration.ofSeconds(15)).until(oneC::listens);

            assertThat(proxy.post(HOURS, day(MONDAY)).statusCode()).isEqualTo(200);
            // What provably never reached 1C may be asked for again at once.
            String hour = oneC.freeOn(MONDAY, DOCTOR).getFirst();
            assertThat(proxy.post(DOCUMENT, application(hour).toString()).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void whatThe1cAnswersInItsTroubleReachesThePersonAsASentence() {
        try (var proxy = proxy()) {
            oneC.knobs().sessions = 1;
            oneC.faults().next(1, new FaultEffect.Answer(500, FaultEffect.Body.TEXT));
            var text = proxy.post(HOURS, day(MONDAY));
            assertThat(text.statusCode()).isEqualTo(502);
            assertThat(error(text)).isEqualTo("Ошибка при выполнении запроса");
            oneC.knobs().compiles = false;
            var stack = proxy.post(HOURS, day(MONDAY));
            assertThat(stack.statusCode()).isEqualTo(502);
            assertThat(error(stack)).doesNotContain("HTTPСервис").contains("1С");
            oneC.knobs().compiles = true;
            oneC.knobs().published = false;
            assertThat(proxy.post(HOURS, day(MONDAY)).statusCode()).isEqualTo(502);
        }
    }

    @Test
    void anEndlessOrDrippingAnswerEndsInTime() {
        try (var proxy = proxy("ONEC_TIMEOUT", "3s")) {
            oneC.faults().next(1, new FaultEffect.Endless());
            assertThat(proxy.post(HOURS, day(MONDAY)).statusCode()).isIn(502, 504);
            oneC.faults().next(1, new FaultEffect.Drip(500));
            assertThat(proxy.post(HOURS, day(MONDAY)).statusCode()).isEqualTo(504);
            assertThat(proxy.post(HOURS, day(MONDAY)).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void settingsChangedInTheDatabaseHoldAtOnce() {
        try (var proxy = proxy();
                var other = OneCSimulator.start(OneCOptions.inMemory().published("/other/hs/amo/", "admin", "admin"))) {
            assertThat(proxy.post(HOURS, day(MONDAY)).statusCode()).isEqualTo(200);
            POSTGRES.execute(database, """
                    update setting set value = case name when 'onec.port' then '%d' else '/other/hs/amo/' end
                     where name in ('onec.port', 'onec.path')""".formatted(other.port()));

            await().atMost(Duration.ofSeconds(3)).until(() -> {
                assertThat(proxy.post(HOURS, day(MONDAY)).statusCode()).isEqualTo(200);
                return other.calls().reading().doctors() > 0;
            });
        }
    }

    @Test
    void anOrderlyStopLosesNoRowOfTheLog() throws Exception {
        try (var proxy = proxy()) {
            List<HttpResponse<String>> answers = all(Stream.iterate(MONDAY, day -> day.plusDays(1))
                    .limit(300)
                    .<Callable<HttpResponse<String>>>map(day -> () -> proxy.post(HOURS, day(day)))
                    .toList());
            assertThat(proxy.terminate(GOODBYE)).isTrue();

            assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(200);
            assertThat(POSTGRES.number(database, "select count(*) from request_log"))
                    .isEqualTo(300);
        }
    }

    @Test
    void aThousandWaitingCallersStopNeitherPingNorHealth() throws Exception {
        oneC.knobs().latencyMillis = 8_000;
        try (var proxy = proxy("ONEC_TIMEOUT", "40s")) {
            List<Future<HttpResponse<String>>> waiting = IntStream.range(0, 1_000)
                    .mapToObj(caller -> threads.submit(() -> proxy.post(HOURS, day(MONDAY.plusDays(caller % 16)))))
                    .toList();
            await().atMost(Duration.ofSeconds(8))
                    .until(() -> oneC.calls().reading().underWay() == 16);

            for (int i = 0; i < 20; i++) {
                assertThat(proxy.get("/API/ping").body()).isEqualTo("ок");
                assertThat(proxy.get("/q/health/live").statusCode()).isEqualTo(200);
                assertThat(proxy.get("/q/health/ready").statusCode()).isEqualTo(200);
            }
            assertThat(waiting.stream().filter(caller -> !caller.isDone()).count())
                    .as("callers that still wait")
                    .isGreaterThan(900);
            for (var caller : waiting) {
                assertThat(caller.get().statusCode()).isEqualTo(200);
            }
            // TestRequest is asked at the same time and takes a session of its own.
            assertThat(oneC.calls().reading().mostUnderWay()).isLessThanOrEqualTo(16 + 1);
            assertThat(oneC.calls().reading().unlicensed()).isZero();
        }
    }

    private static String day(LocalDate date) {
        return Json.object().put("token", TOKEN).put("date", date.toString()).toString();
    }

    private static ObjectNode application(String hour) {
        return Json.object()
                .put("token", TOKEN)
                .put("numberAmo", 23392663)
                .put("date", MONDAY.toString())
                .put("doctor", DOCTOR)
                .put("time", hour)
                .put("customer", "Проверкина Анна")
                .put("tel", "+79990000001")
                .put("gender", "2")
                .put("DateofBirth", "1990-05-04");
    }

    private static String error(HttpResponse<String> answer) {
        return Json.read(answer.body()).orElseThrow().path("error").asText();
    }

    private <T> List<T> all(List<Callable<T>> calls) throws InterruptedException, ExecutionException {
        var results = new ArrayList<T>();
        for (var call : threads.invokeAll(calls)) {
            results.add(call.get());
        }
        return results;
    }
}
