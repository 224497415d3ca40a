package dev.mosty.testbed.onec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mosty.testbed.simulation.FaultEffect;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PublicationTest {
    private final OneCSimulator oneC = OneCSimulator.start(OneCOptions.inMemory());
    private final Receptionist receptionist = new Receptionist(oneC);

    @AfterEach
    void stop() {
        receptionist.close();
        oneC.close();
    }

    @Test
    void withoutTheRightUserThePlatformAsksForOne() throws IOException {
        assertThat(receptionist.as("admin:wrong").hours().status()).isEqualTo(401);
        var bare = (HttpURLConnection) URI.create(oneC.url() + OneCOptions.PATH + "TestRequest")
                .toURL()
                .openConnection();
        assertThat(bare.getResponseCode()).isEqualTo(401);
        assertThat(bare.getHeaderField("WWW-Authenticate")).isEqualTo("Basic realm=\"1C:Enterprise 8.3\"");
        assertThat(oneC.calls().reading().unauthorized()).isEqualTo(2);
        assertThat(oneC.calls().reading().doctors()).isZero();
    }

    @Test
    void anotherPathIsThePageOfTheWebServer() {
        var answer = receptionist.send("POST", "/hs/GetSetData", "{}");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.type()).isEqualTo("text/html; charset=utf-8");
        assertThat(answer.text()).contains("404 - Файл или каталог не найден.");
        assertThat(receptionist.send("GET", OneCOptions.PATH + "GetSetData", "").status())
                .isEqualTo(405);
        oneC.knobs().published = false;
        assertThat(receptionist.hours().status()).isEqualTo(404);
    }

    @Test
    void anExtensionThatDoesNotCompileAnswersWithItsStack() {
        oneC.knobs().compiles = false;
        var answer = receptionist.hours();
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.text()).startsWith("{HTTPСервис.AmoCRM.Модуль(14,1)}");
    }

    @Test
    void oneRequestMoreThanLicencesIsToldThatNoneIsFree() {
        oneC.knobs().sessions = 2;
        oneC.knobs().latencyMillis = 300;
        List<CompletableFuture<Integer>> three = IntStream.range(0, 3)
                .mapToObj(each -> receptionist.statusOfHoursLater())
                .toList();
        assertThat(three.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder(200, 200, 503);
        assertThat(oneC.calls().reading().mostUnderWay()).isEqualTo(2);
        assertThat(oneC.calls().reading().unlicensed()).isEqualTo(1);
        await().until(() -> oneC.calls().reading().underWay() == 0);
        assertThat(receptionist.hours().status()).isEqualTo(200);
    }

    @Test
    void aCallerThatGoesAwayGivesItsSessionBack() {
        oneC.faults().next(1, new FaultEffect.Hang());
        assertThatThrownBy(receptionist::hours).hasCauseInstanceOf(HttpTimeoutException.class);
        await().until(() -> oneC.calls().reading().underWay() == 0);
    }

    @Test
    void latencyDelaysTheAnswerButNotTheWrite() {
        oneC.knobs().latencyMillis = 500;
        String hour = oneC.freeOn(LocalDate.parse(Receptionist.MONDAY), "Ефимова Е.В.")
                .getFirst();
        CompletableFuture<Receptionist.Answer> booked = CompletableFuture.supplyAsync(() -> receptionist.book(1, hour));
        await().until(() -> oneC.numbersByLead().containsKey("1"));
        assertThat(booked).isNotDone();
        assertThat(booked.join().number()).isEqualTo("000000001");
    }

    @Test
    void aFaultAnswersAsItIsToldAndThenItIsOver() {
        receptionist.send(
                "POST", "/sim/faults", "{\"times\":2,\"effect\":\"answer\",\"status\":500,\"body\":\"text\"}");
        assertThat(receptionist.hours().text()).isEqualTo("Ошибка при выполнении запроса");
        assertThat(receptionist.hours().status()).isEqualTo(500);
        assertThat(receptionist.hours().status()).isEqualTo(200);
    }

    @Test
    void anAnswerThatGetsLostLeavesItsDocument() {
        oneC.faults().next(1, new FaultEffect.ApplyThenReset());
        String hour = oneC.freeOn(LocalDate.parse(Receptionist.MONDAY), "Ефимова Е.В.")
                .getFirst();
        assertThatThrownBy(() -> receptionist.book(1, hour)).isInstanceOf(UncheckedIOException.class);
        assertThat(oneC.numbersByLead()).containsKey("1");
    }

    @Test
    void downClosesEveryConnectionAndTheControlEndpointsStay() {
        receptionist.send("PATCH", "/sim/knobs", "{\"down\":true}");
        assertThatThrownBy(receptionist::hours).hasCauseInstanceOf(IOException.class);
        receptionist.send("PATCH", "/sim/knobs", "{\"down\":false}");
        assertThat(receptionist.hours().status()).isEqualTo(200);
    }

    @Test
    void inAnOutageConnectionsAreRefusedAndItComesBackByItself() {
        assertThat(receptionist.send("POST", "/sim/outage", "{\"millis\":700}").status())
                .isEqualTo(200);
        await().untilAsserted(() -> assertThatThrownBy(receptionist::hours).hasCauseInstanceOf(ConnectException.class));
        await().ignoreExceptions().until(() -> receptionist.hours().status() == 200);
        assertThat(receptionist.send("POST", "/sim/outage", "{\"millis\":0}").status())
                .isEqualTo(400);
    }

    @Test
    @Timeout(10)
    void anEndlessAnswerDoesNotEnd() throws IOException {
        oneC.faults().next(1, new FaultEffect.Endless());
        try (InputStream body = answering()) {
            assertThat(body.readNBytes(1_000_000)).hasSize(1_000_000);
        }
    }

    @Test
    void aDrippedAnswerIsWholeInTheEnd() {
        oneC.faults().next(1, new FaultEffect.Drip(1));
        assertThat(receptionist.hours().text()).isEqualTo(receptionist.hours().text());
    }

    @Test
    void aWrongKnobTurnsNothingAndSaysSo() {
        var answer = receptionist.send("PATCH", "/sim/knobs", "{\"down\":true,\"colour\":1}");
        assertThat(answer.error()).isEqualTo("There is no knob colour");
        assertThat(receptionist
                        .send("PATCH", "/sim/knobs", "{\"down\":true,\"sessions\":-1}")
                        .status())
                .isEqualTo(400);
        assertThat(oneC.knobs().down).isFalse();
        oneC.knobs().latencyMillis = 1;
        receptionist.send("DELETE", "/sim/faults", "");
        assertThat(oneC.knobs().latencyMillis).isZero();
    }

    @Test
    void thePageIsRussianUnlessAskedOtherwise() {
        assertThat(receptionist.send("GET", "/", "").text()).contains("<html lang=\"ru\">", "<h1>Учебная 1С</h1>");
        assertThat(receptionist.send("GET", "/?lang=en", "").text()).contains("<h1>Practice 1C</h1>");
        assertThat(receptionist.send("GET", "/page.css", "").type()).isEqualTo("text/css; charset=utf-8");
    }

    private InputStream answering() throws IOException {
        var call = (HttpURLConnection)
                URI.create(oneC.url() + OneCOptions.PATH + "GetSetData").toURL().openConnection();
        call.setRequestProperty(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString("admin:admin".getBytes(StandardCharsets.UTF_8)));
        call.setReadTimeout((int) Duration.ofSeconds(2).toMillis());
        call.setDoOutput(true);
        try (OutputStream body = call.getOutputStream()) {
            body.write("{\"date\":\"2026-03-02\"}".getBytes(StandardCharsets.UTF_8));
        }
        return call.getInputStream();
    }
}
