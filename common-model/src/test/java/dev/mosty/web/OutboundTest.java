package dev.mosty.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mosty.access.AddressList;
import dev.mosty.testsupport.FarSide;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Against raw sockets: each way in which the other side can fail, and what may be concluded from it. */
class OutboundTest {
    private static final Duration LONG = Duration.ofSeconds(5);
    private static final Duration SHORT = Duration.ofMillis(700);
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-A: b\r\n\r\nok";
    private static final Vertx VERTX = Vertx.vertx();

    private final Outbound outbound = new Outbound(VERTX);

    @AfterAll
    static void stop() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void anAnswerComesWithItsStatusHeadersAndBody() throws IOException {
        try (var far = new FarSide(OutboundTest::answerEverything)) {
            var reply = (Reply.Answered) outbound.send(Call.get(far.uri(), LONG).header("X-Token", "t"));

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.text()).isEqualTo("ok");
            assertThat(reply.header("x-a")).contains("b");
            assertThat(far.requests().getFirst())
                    .startsWith("GET /x?y=1 HTTP/1.1\r\n")
                    .contains("X-Token: t\r\n");
        }
    }

    @Test
    void aBodyIsSentAsItIs() throws IOException {
        byte[] body = "привет".getBytes(StandardCharsets.UTF_8);
        try (var far = new FarSide(connection -> {
            connection.readRequest();
            connection.write(OK);
        })) {
            outbound.send(Call.of("POST", far.uri(), body, LONG));
            assertThat(far.requests().getFirst()).containsIgnoringCase("content-length: 12\r\n");
        }
    }

    @Test
    void callsInTurnUseOneConnectionAndCallsAtOnceOneEach() throws Exception {
        try (var far = new FarSide(OutboundTest::answerEverything)) {
            for (int i = 0; i < 20; i++) {
                assertThat(outbound.send(Call.get(far.uri(), LONG))).isInstanceOf(Reply.Answered.class);
            }
            assertThat(far.connections()).isEqualTo(1);
        }
        var all = new CountDownLatch(64);
        try (var far = new FarSide(connection -> {
                    connection.readRequest();
                    all.countDown();
                    all.await(5, TimeUnit.SECONDS);
                    connection.write(OK);
                });
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 64; i++) {
                threads.execute(() -> outbound.send(Call.get(far.uri(), LONG)));
            }
            assertThat(all.await(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aRefusedConnectionSentNothing() throws IOException {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        assertThat(outbound.send(Call.get(URI.create("http://127.0.0.1:" + port + "/"), LONG)))
                .isInstanceOf(Reply.NotSent.class);
    }

    @Test
    void aHostThatDoesNotExistSentNothing() {
        URI nowhere = URI.create("http://nowhere.invalid/");
        assertThat(outbound.send(Call.get(nowhere, LONG))).isInstanceOf(Reply.NotSent.class);
        assertThat(outbound.send(Call.get(nowhere, LONG).onlyTo(AddressList::isPublic)))
                .isEqualTo(new Reply.NotSent("there is no host nowhere.invalid"));
    }

    @Test
    void tlsThatFailsSentNothing() throws IOException {
        try (var far = new FarSide(connection -> connection.write("this is not TLS\r\n"))) {
            URI tls = URI.create(far.uri().toString().replace("http:", "https:"));
            assertThat(outbound.send(Call.get(tls, LONG))).isInstanceOf(Reply.NotSent.class);
        }
    }

    @Test
    void tlsThatNeverAnswersSentNothing() throws IOException {
        try (var far = new FarSide(OutboundTest::hang)) {
            URI tls = URI.create(far.uri().toString().replace("http:", "https:"));
            assertThat(outbound.send(Call.get(tls, SHORT))).isInstanceOf(Reply.NotSent.class);
        }
    }

    @Test
    void aResetAfterTheRequestLeavesItUnknown() throws IOException {
        try (var far = new FarSide(connection -> {
            connection.readRequest();
            connection.reset();
        })) {
            assertThat(outbound.send(Call.get(far.uri(), LONG))).isInstanceOf(Reply.Unknown.class);
        }
    }

    @Test
    void aResetInTheMiddleOfTheBodyLeavesItUnknown() throws IOException {
        try (var far = new FarSide(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
            connection.reset();
        })) {
            assertThat(outbound.send(Call.get(far.uri(), LONG))).isInstanceOf(Reply.Unknown.class);
        }
    }

    @Test
    void aSilentServerIsUnknownAtTheDeadline() throws IOException {
        try (var far = new FarSide(OutboundTest::hang)) {
            long start = System.nanoTime();
            assertThat(outbound.send(Call.get(far.uri(), SHORT)))
                    .isEqualTo(new Reply.Unknown("no whole answer within 700 ms"));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(SHORT, LONG);
        }
    }

    @Test
    void aDrippingBodyEndsAtTheDeadline() throws IOException {
        try (var far = new FarSide(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
            for (int i = 0; i < 1000; i++) {
                connection.write("x");
                Thread.sleep(20);
            }
        })) {
            long start = System.nanoTime();
            assertThat(outbound.send(Call.get(far.uri(), SHORT))).isInstanceOf(Reply.Unknown.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(SHORT, LONG);
        }
    }

    @Test
    void aTooLargeBodyIsSaidToBeSoWhetherAnnouncedOrNot() throws IOException {
        try (var far = new FarSide(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 201 Created\r\nContent-Length: 11\r\n\r\n");
        })) {
            assertThat(outbound.send(Call.get(far.uri(), LONG).maxReplyBytes(10)))
                    .isEqualTo(new Reply.TooLarge(201));
        }
        try (var far = new FarSide(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (true) {
                connection.write("5\r\nhello\r\n");
            }
        })) {
            assertThat(outbound.send(Call.get(far.uri(), LONG).maxReplyBytes(10)))
                    .isEqualTo(new Reply.TooLarge(200));
        }
    }

    @Test
    void aBrokenExchangeLeavesNoConnectionBehind() throws IOException {
        try (var far = new FarSide(connection -> {
            connection.readRequest();
            if (connection.isFirst()) {
                hang(connection);
            }
            connection.write(OK);
        })) {
            assertThat(outbound.send(Call.get(far.uri(), SHORT))).isInstanceOf(Reply.Unknown.class);
            assertThat(outbound.send(Call.get(far.uri(), LONG))).isInstanceOf(Reply.Answered.class);
            assertThat(far.connections()).isEqualTo(2);
        }
    }

    @Test
    void whatDoesNotConnectInItsTimeSentNothing() throws IOException {
        try (var far = new FarSide(OutboundTest::hang)) {
            URI tls = URI.create(far.uri().toString().replace("http:", "https:"));
            long start = System.nanoTime();
            assertThat(outbound.send(Call.get(tls, LONG).connectWithin(SHORT))).isInstanceOf(Reply.NotSent.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(SHORT.minusMillis(50), LONG);
        }
    }

    @Test
    void whatHasConnectedMayTakeLongerThanConnectingMay() throws IOException {
        try (var far = new FarSide(connection -> {
            connection.readRequest();
            Thread.sleep(400);
            connection.write(OK);
        })) {
            assertThat(outbound.send(Call.get(far.uri(), LONG).connectWithin(Duration.ofMillis(100))))
                    .isInstanceOf(Reply.Answered.class);
        }
    }

    @Test
    void aFreshConnectionIsNobodyElsesBeforeAndAfter() throws IOException {
        try (var far = new FarSide(OutboundTest::answerEverything)) {
            outbound.send(Call.get(far.uri(), LONG));
            outbound.send(Call.get(far.uri(), LONG).overFreshConnection());
            outbound.send(Call.get(far.uri(), LONG).overFreshConnection());
            outbound.send(Call.get(far.uri(), LONG));
            assertThat(far.connections()).isEqualTo(3);
        }
    }

    @Test
    void redirectsAreAnswers() throws IOException {
        try (var far = new FarSide(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n");
        })) {
            assertThat(((Reply.Answered) outbound.send(Call.get(far.uri(), LONG))).status())
                    .isEqualTo(302);
        }
    }

    @Test
    void anAddressThatIsNotAllowedIsNeverConnectedTo() throws IOException {
        try (var far = new FarSide(OutboundTest::answerEverything)) {
            assertThat(outbound.send(Call.get(far.uri(), LONG).onlyTo(AddressList::isPublic)))
                    .isEqualTo(new Reply.NotSent("the address of 127.0.0.1 is not allowed"));
            assertThat(far.connections()).isZero();
        }
    }

    @Test
    void anAllowedAddressIsConnectedToUnderItsName() throws IOException {
        try (var far = new FarSide(OutboundTest::answerEverything)) {
            URI named = URI.create(far.uri().toString().replace("127.0.0.1", "localhost"));
            AddressList loopback = AddressList.parse("TARGETS_ALLOW_PRIVATE", "127.0.0.0/8");

            assertThat(outbound.send(Call.get(named, LONG).onlyTo(loopback::contains)))
                    .isInstanceOf(Reply.Answered.class);
            assertThat(far.requests().getFirst()).containsIgnoringCase("\r\nhost: localhost:" + named.getPort());
        }
    }

    @Test
    void onlyHttpAddressesWithoutALoginAreCalls() {
        for (String bad : new String[] {"ftp://a/", "/path", "http:///x", "http://user:pw@host/"}) {
            assertThatThrownBy(() -> Call.get(URI.create(bad), LONG)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(Call.get(URI.create("https://a.example/secret?token=x"), LONG))
                .hasToString("GET https://a.example");
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
