package dev.mosty.proxy.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mosty.journal.Journal;
import dev.mosty.proxy.Answer;
import dev.mosty.proxy.Hours;
import dev.mosty.proxy.Question;
import dev.mosty.proxy.Visit;
import dev.mosty.proxy.WidgetRequest;
import dev.mosty.proxy.onec.OneC;
import dev.mosty.proxy.onec.TestConfig;
import dev.mosty.proxy.onec.TestOneC;
import dev.mosty.testsupport.Database;
import dev.mosty.testsupport.FarSide;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two replicas on one database, before a 1C that counts what it is asked. */
class DocumentsTest {
    private static final String UNKNOWN = "504 {\"error\":\"Неизвестно, создана ли запись: 1С не ответила вовремя.";
    private static final String ORDER = """
            {"numberAmo":5,"date":"2026-02-03","doctor":"Ефимова Е.В.","time":"8:55","customer":"Иванов","tel":"+7916"}""";

    private static final Vertx VERTX = Vertx.vertx();

    @AutoClose
    private static final Database DATABASE = Database.migrated();

    private final Jdbi jdbi = DATABASE.jdbi();
    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch go = new CountDownLatch(1);
    private final Documents one = replica(Duration.ofSeconds(1));
    private final Documents two = replica(Duration.ofSeconds(1));
    private final Documents patient = replica(Duration.ofSeconds(10));
    private final Documents alsoPatient = replica(Duration.ofSeconds(10));

    @AfterAll
    static void stop() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @BeforeEach
    void nothingHappenedYet() {
        jdbi.useTransaction(tx -> {
            tx.execute("delete from document_intent");
            tx.execute("delete from request_log");
        });
    }

    @Test
    void aRepeatOnAnotherReplicaGetsTheSameNumber() throws Exception {
        try (var _ = onec(this::number)) {
            assertThat(register(one, ORDER)).isEqualTo("200 {\"number\":\"1\"}");
            assertThat(register(one, ORDER)).isEqualTo("200 {\"number\":\"1\"}");
            assertThat(register(two, ORDER)).isEqualTo("200 {\"number\":\"1\"}");
            assertThat(asked).hasValue(1);
            assertThat(logged()).containsExactly("200 true", "200 true", "200 true");
        }
    }

    @Test
    void ofManyAtOnceOnTwoReplicasOneReaches1CAndEachIsOneRowOfTheLog() throws Exception {
        try (var _ = onec(connection -> {
            go.await();
            number(connection);
        })) {
            List<CompletableFuture<String>> all = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                Documents replica = i % 2 == 0 ? patient : alsoPatient;
                all.add(async(() -> register(replica, ORDER)));
            }
            await().until(() -> asked.get() == 1);
            go.countDown();
            for (var one : all) {
                assertThat(one.get()).isEqualTo("200 {\"number\":\"1\"}");
            }
            assertThat(asked).hasValue(1);
            assertThat(logged()).hasSize(40).containsOnly("200 true");
        }
    }

    @Test
    void anAnswerThatComesTooLateIsRecordedAndShown() throws Exception {
        try (var _ = onec(connection -> {
            go.await();
            number(connection);
        })) {
            assertThat(register(one, ORDER)).startsWith(UNKNOWN);
            assertThat(register(one, ORDER)).startsWith(UNKNOWN);
            assertThat(register(two, ORDER)).startsWith(UNKNOWN);

            var waiting = async(() -> register(patient, ORDER));
            go.countDown();

            assertThat(waiting.get()).isEqualTo("200 {\"number\":\"1\"}");
            assertThat(register(one, ORDER)).isEqualTo("200 {\"number\":\"1\"}");
            assertThat(asked).hasValue(1);
            assertThat(logged()).containsExactly("504 false", "504 false", "504 false", "200 true", "200 true");
        }
    }

    @Test
    void whatACrashedReplicaBeganIsUnknownAndNotBegunAgain() throws Exception {
        try (var _ = onec(this::number)) {
            crashed("now() + interval '1 hour'");
            assertThat(register(two, ORDER)).startsWith(UNKNOWN);
            crashed("now() - interval '1 second'");
            assertThat(register(alsoPatient, ORDER)).startsWith(UNKNOWN);
            assertThat(asked).hasValue(0);
        }
    }

    @Test
    void tenMinutesLaterItIsAnotherIntent() throws Exception {
        try (var _ = onec(this::number)) {
            register(one, ORDER);
            began("9 minutes 50 seconds");
            assertThat(register(two, ORDER)).isEqualTo("200 {\"number\":\"1\"}");
            began("10 minutes 1 second");
            assertThat(register(two, ORDER)).isEqualTo("200 {\"number\":\"2\"}");

            crashed("now() + interval '1 hour'");
            began("10 minutes 1 second");
            assertThat(register(two, ORDER)).isEqualTo("200 {\"number\":\"3\"}");
        }
    }

    @Test
    void whatNeverReached1CMayBeRepeatedAtOnce() throws Exception {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        TestOneC.isAt(TestOneC.settings(jdbi), port);
        assertThat(register(one, ORDER))
                .startsWith("502 {\"error\":\"Запись не создана: к 1С не удаётся подключиться.");

        try (var _ = new FarSide(port, counted(this::number))) {
            assertThat(register(two, ORDER)).isEqualTo("200 {\"number\":\"1\"}");
        }
    }

    @Test
    void whatOneCRefusedMayBeRepeatedAtOnce() throws Exception {
        for (String refusal : List.of("400 X", "404 X", "503 X", "302 X")) {
            asked.set(0);
            try (var _ = onec(connection -> {
                if (asked.get() == 1) {
                    answer(connection, refusal, "<html/>");
                } else {
                    number(connection);
                }
            })) {
                assertThat(register(one, ORDER))
                        .startsWith("502 {\"error\":\"Запись не создана: 1С отклонила запрос (код ");
                assertThat(register(two, ORDER)).isEqualTo("200 {\"number\":\"2\"}");
            }
            nothingHappenedYet();
        }
        asked.set(0);
        try (var _ = onec(connection ->
                answer(connection, asked.get() == 1 ? "500 X" : "200 OK", "{\"error\":\"Время занято\"}"))) {
            assertThat(register(one, ORDER)).isEqualTo("502 {\"error\":\"Время занято\"}");
            assertThat(register(two, ORDER)).isEqualTo("200 {\"error\":\"Время занято\"}");
            assertThat(register(two, ORDER)).isEqualTo("200 {\"error\":\"Время занято\"}");
            assertThat(asked).hasValue(3);
            assertThat(logged()).containsExactly("502 false", "200 false", "200 false");
        }
    }

    @Test
    void whatMayHaveMadeADocumentIsNotRepeated() throws Exception {
        for (String doubtful : List.of("500 X", "502 X", "504 X", "200 OK")) {
            asked.set(0);
            try (var _ = onec(connection -> answer(connection, doubtful, "<html>{ОбщийМодуль}</html>"))) {
                String first = register(one, ORDER);
                assertThat(first).startsWith("502 {\"error\":\"Неизвестно, создана ли запись: ");
                assertThat(register(two, ORDER)).isEqualTo(first);
                assertThat(asked).hasValue(1);
            }
            nothingHappenedYet();
        }
        asked.set(0);
        try (var _ = onec(FarSide.Connection::reset)) {
            String first = register(one, ORDER);
            assertThat(first).startsWith("502 {\"error\":\"Неизвестно, создана ли запись: связь с 1С оборвалась.");
            assertThat(register(two, ORDER)).isEqualTo(first);
            assertThat(asked).hasValue(1);
        }
    }

    @Test
    void anotherOwnerHourOrPatientIsAnotherIntentAndABirthDateIsNot() throws Exception {
        try (var _ = onec(this::number)) {
            register(one, ORDER);
            assertThat(register(one, ORDER.replace("8:55", "9:00"))).endsWith("{\"number\":\"2\"}");
            assertThat(register(one, ORDER.replace("Иванов", "Петров"))).endsWith("{\"number\":\"3\"}");
            assertThat(answer(one, "token:2", ORDER)).endsWith("{\"number\":\"4\"}");
            assertThat(register(one, ORDER.replace("{\"", "{\"DateofBirth\":\"1980-01-31\",\"")))
                    .endsWith("{\"number\":\"1\"}");
        }
    }

    @Test
    void nothingIsAnsweredThatWasNotRecorded() throws Exception {
        try (var _ = onec(connection -> {
            jdbi.useHandle(handle -> handle.execute("alter table request_log rename to away"));
            number(connection);
        })) {
            assertThat(register(patient, ORDER)).startsWith(UNKNOWN);
        } finally {
            jdbi.useHandle(handle -> handle.execute("alter table away rename to request_log"));
        }
        String state = jdbi.withHandle(handle -> handle.select("select state from document_intent")
                .mapTo(String.class)
                .one());
        assertThat(state).isEqualTo("pending");
    }

    @Test
    void anOutcomeOfAnEarlierAttemptCountsNoMore() throws Exception {
        try (var _ = onec(connection -> {
            if (asked.get() == 1) {
                go.await();
            }
            number(connection, asked.get() == 1 ? "old" : "new");
        })) {
            assertThat(register(one, ORDER)).startsWith(UNKNOWN);
            began("11 minutes");
            asked.set(1);
            assertThat(register(two, ORDER)).isEqualTo("200 {\"number\":\"new\"}");
            go.countDown();
            await().during(Duration.ofMillis(300))
                    .until(() -> register(two, ORDER).equals("200 {\"number\":\"new\"}"));
        }
    }

    // ── 1C ──

    private FarSide onec(FarSide.Script answer) throws IOException {
        var far = new FarSide(counted(answer));
        TestOneC.isAt(TestOneC.settings(jdbi), far.uri().getPort());
        return far;
    }

    private FarSide.Script counted(FarSide.Script answer) {
        return connection -> {
            while (connection.readRequest()) {
                asked.incrementAndGet();
                answer.run(connection);
            }
        };
    }

    private void number(FarSide.Connection connection) throws IOException {
        number(connection, Integer.toString(asked.get()));
    }

    private static void number(FarSide.Connection connection, String number) throws IOException {
        answer(connection, "200 OK", "{\"number\":\"" + number + "\"}");
    }

    private static void answer(FarSide.Connection connection, String status, String body) throws IOException {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        connection.write("HTTP/1.1 " + status + "\r\nContent-Length: " + length + "\r\n\r\n" + body);
    }

    // ── The replicas ──

    private Documents replica(Duration patience) {
        var config = new TestConfig(4, patience, patience);
        OneC onec = TestOneC.of(jdbi, VERTX, config);
        return new Documents(onec, new Intents(jdbi), new Hours(onec, config), new Journal(jdbi), jdbi, config);
    }

    private String register(Documents replica, String order) throws InterruptedException {
        return answer(replica, "token:1", order);
    }

    private String answer(Documents replica, String owner, String order) throws InterruptedException {
        WidgetRequest request = WidgetRequest.read(order.getBytes(StandardCharsets.UTF_8), Question.DOCUMENT, false)
                .orElseThrow();
        var visit = new Visit("r", "10.0.0.1", "test", "/API/create_document", System.nanoTime());
        Answer answer = replica.register(owner, request, visit);
        return answer.status() + " " + new String(answer.body(), StandardCharsets.UTF_8);
    }

    private interface Work {
        String run() throws InterruptedException;
    }

    private static CompletableFuture<String> async(Work work) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return work.run();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                task -> Thread.ofVirtual().start(task));
    }

    // ── The database ──

    /** As a replica leaves it that died before 1C answered. */
    private void crashed(String listeningUntil) {
        WidgetRequest request = WidgetRequest.read(ORDER.getBytes(StandardCharsets.UTF_8), Question.DOCUMENT, false)
                .orElseThrow();
        jdbi.useHandle(handle -> handle.execute(
                "insert into document_intent (key, state, request_id, listening_until)"
                        + " values (?, 'pending', 'r', " + listeningUntil + ") on conflict (key) do update"
                        + " set state = 'pending', listening_until = excluded.listening_until, started_at = now()",
                Intent.of("token:1", request).bytes()));
    }

    private void began(String ago) {
        jdbi.useHandle(
                handle -> handle.execute("update document_intent set started_at = now() - interval '" + ago + "'"));
    }

    private List<String> logged() {
        return jdbi.withHandle(handle -> handle.select(
                        "select status || ' ' || case when result then 'true' else 'false' end from request_log order by id")
                .mapTo(String.class)
                .list());
    }
}
