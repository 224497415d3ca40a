package dev.mosty.proxy.onec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mosty.settings.Settings;
import dev.mosty.testsupport.Database;
import dev.mosty.testsupport.FarSide;
import dev.mosty.testsupport.MovableClock;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Against raw sockets: each way in which 1C can fail. */
class OneCTest {
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(500);
    private static final byte[] JSON = "{\"date\":\"2026-02-03\"}".getBytes(StandardCharsets.UTF_8);
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

    private static final Vertx VERTX = Vertx.vertx();

    @AutoClose
    private static final Database DATABASE = Database.migrated();

    private final Settings settings = TestOneC.settings(DATABASE.jdbi());
    private final LastCall last = new LastCall(new MovableClock());

    @AfterAll
    static void stop() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aRefusedConnectionIsUnreachable() throws Exception {
        OneC onec = at(freePort());
        assertThat(onec.ask(JSON, LONG)).isInstanceOf(OneCReply.Unreachable.class);
        assertThat(order(onec, SHORT, LONG)).isInstanceOf(OneCReply.Unreachable.class);
        assertThat(onec.test(LONG)).isInstanceOf(OneCReply.Unreachable.class);
        assertThat(last.last().orElseThrow().trouble()).contains("refused");
    }

    @Test
    void settingsThatAreNoAddressAreUnreachable() throws Exception {
        OneC onec = at(freePort());
        settings.put("onec.port", "nonsense", "test");
        assertThat(onec.ask(JSON, LONG)).isInstanceOf(OneCReply.Unreachable.class);
        assertThat(order(onec, SHORT, LONG)).isInstanceOf(OneCReply.Unreachable.class);
    }

    @Test
    void aQuestionIsAskedAgainWhenAKeptConnectionTurnsOutToBeDead() throws Exception {
        try (var far = new FarSide(connection -> {
            connection.readRequest();
            connection.write(OK);
            connection.readRequest();
            if (connection.isFirst()) {
                connection.reset();
            }
        })) {
            OneC onec = at(far.uri().getPort());
            assertThat(onec.ask(JSON, LONG)).isInstanceOf(OneCReply.Good.class);
            assertThat(onec.ask(JSON, LONG)).isInstanceOf(OneCReply.Good.class);
            assertThat(far.requests()).hasSize(3);
        }
    }

    @Test
    void anOrderIsNeverSentTwice() throws Exception {
        try (var far = new FarSide(connection -> {
            connection.readRequest();
            connection.reset();
        })) {
            assertThat(order(at(far.uri().getPort()), LONG, LONG)).isInstanceOf(OneCReply.Broken.class);
            assertThat(far.requests()).hasSize(1);
        }
    }

    @Test
    void anOrderDoesNotTrustAKeptConnection() throws Exception {
        try (var far = new FarSide(connection -> {
            connection.readRequest();
            connection.write(OK);
            connection.readRequest();
        })) {
            OneC onec = at(far.uri().getPort());
            onec.ask(JSON, LONG);
            assertThat(order(onec, LONG, LONG)).isInstanceOf(OneCReply.Good.class);
            assertThat(far.connections()).isEqualTo(2);
        }
    }

    @Test
    void aSilentADrippingAndAnEndlessAnswerEndInTime() throws Exception {
        try (var far = new FarSide(OneCTest::hang)) {
            assertThat(at(far.uri().getPort()).ask(JSON, SHORT)).isInstanceOf(OneCReply.TooSlow.class);
        }
        try (var far = new FarSide(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n{");
            while (true) {
                connection.write(" ");
                Thread.sleep(20);
            }
        })) {
            assertThat(at(far.uri().getPort()).ask(JSON, SHORT)).isInstanceOf(OneCReply.TooSlow.class);
        }
        try (var far = new FarSide(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\n\r\n");
            while (true) {
                connection.write(" ".repeat(100_000));
            }
        })) {
            assertThat(at(far.uri().getPort()).ask(JSON, LONG)).isInstanceOf(OneCReply.Strange.class);
        }
    }

    @Test
    void anAnswerThatIsCutOffIsBroken() throws Exception {
        try (var far = new FarSide(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{");
            connection.reset();
        })) {
            assertThat(at(far.uri().getPort()).ask(JSON, LONG)).isInstanceOf(OneCReply.Broken.class);
        }
    }

    @Test
    void theFirstCallAfter1CIsBackSucceeds() throws Exception {
        int port = freePort();
        OneC onec = at(port);
        for (int i = 0; i < Breaker.PATIENCE + 2; i++) {
            assertThat(onec.ask(JSON, SHORT)).isInstanceOf(OneCReply.Unreachable.class);
        }
        try (var far = new FarSide(port, OneCTest::answerEverything)) {
            assertThat(onec.ask(JSON, LONG)).isInstanceOf(OneCReply.Good.class);
            assertThat(order(onec, LONG, LONG)).isInstanceOf(OneCReply.Good.class);
            assertThat(far.requests()).hasSize(2);
        }
    }

    @Test
    void noMoreCallsAtOnceThanThereArePlacesAndTheRestIsBusy() throws Exception {
        var now = new AtomicInteger();
        var most = new AtomicInteger();
        var go = new CountDownLatch(1);
        try (var far = new FarSide(connection -> {
            while (connection.readRequest()) {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                go.await();
                now.decrementAndGet();
                connection.write(OK);
            }
        })) {
            OneC onec = at(far.uri().getPort());
            var first = new CompletableFuture<?>[3];
            for (int i = 0; i < 3; i++) {
                first[i] = async(() -> onec.ask(JSON, LONG));
            }
            await().until(() -> far.requests().size() == 2);
            // Two have the places, the third and this one wait.
            assertThat(onec.ask(JSON, SHORT)).isInstanceOf(OneCReply.Busy.class);
            assertThat(order(onec, SHORT, LONG)).isInstanceOf(OneCReply.Busy.class);
            go.countDown();
            for (var one : first) {
                assertThat(one.get()).isInstanceOf(OneCReply.Good.class);
            }
            assertThat(most).hasValue(2);
        }
    }

    @Test
    void whetherOneCIsThereIsKnownWhenAllPlacesAreTaken() throws Exception {
        try (var far = new FarSide(connection -> {
            connection.readRequest();
            if (connection.isFirst()) {
                hang(connection);
            }
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        })) {
            OneC onec = at(far.uri().getPort(), 1);
            var waiting = async(() -> onec.ask(JSON, Duration.ofSeconds(3)));
            await().until(() -> far.requests().size() == 1);
            assertThat(onec.test(LONG)).isInstanceOf(OneCReply.Good.class);
            assertThat(waiting.get()).isInstanceOf(OneCReply.TooSlow.class);
        }
    }

    @Test
    void anOrderThatIsLateGivesItsPlaceBackAndIsStillHeard() throws Exception {
        var go = new CountDownLatch(1);
        var late = new CountDownLatch(1);
        try (var far = new FarSide(connection -> {
            connection.readRequest();
            if (connection.isFirst()) {
                go.await();
                connection.write("HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\n{\"number\":\"7\"}");
            } else {
                connection.write(OK);
            }
        })) {
            OneC onec = at(far.uri().getPort(), 1);
            var order = async(() -> onec.order(JSON, SHORT, LONG, late::countDown));
            late.await();
            assertThat(onec.ask(JSON, LONG)).isInstanceOf(OneCReply.Good.class);
            assertThat(order).isNotDone();
            go.countDown();
            assertThat(((OneCReply.Good) order.get()).text()).isEqualTo("{\"number\":\"7\"}");
        }
    }

    @Test
    void anOrderIsNotWaitedForForEver() throws Exception {
        try (var far = new FarSide(OneCTest::hang)) {
            assertThat(order(at(far.uri().getPort()), SHORT, SHORT.multipliedBy(2)))
                    .isInstanceOf(OneCReply.TooSlow.class);
        }
    }

    private OneC at(int port) {
        return at(port, 2);
    }

    private OneC at(int port, int places) {
        TestOneC.isAt(settings, port);
        return TestOneC.of(DATABASE.jdbi(), VERTX, last, new TestConfig(places));
    }

    private static OneCReply order(OneC onec, Duration patience, Duration longest) throws InterruptedException {
        return onec.order(JSON, patience, longest, () -> {});
    }

    private interface Work {
        OneCReply run() throws InterruptedException;
    }

    private static CompletableFuture<OneCReply> async(Work work) {
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

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void answerEverything(FarSide.Connection connection) throws IOException {
        while (connection.readRequest()) {
            connection.write(OK);
        }
    }

    /** Until the test closes the far side. */
    private static void hang(FarSide.Connection connection) throws IOException {
        while (connection.readRequest()) {
            // Reads and says nothing.
        }
    }
}
