package dev.mosty.telephony.onec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosty.testsupport.FarSide;
import dev.mosty.web.Outbound;
import dev.mosty.web.Reply;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How 1C's sessions are used again, against a server that says exactly what a test wants. */
class OneCLineTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    @AutoClose
    private final Outbound outbound = new Outbound(VERTX);

    private final AtomicInteger turns = new AtomicInteger();
    private final AtomicInteger sessions = new AtomicInteger();

    @AfterAll
    static void stop() {
        VERTX.close();
    }

    private Reply tell(OneCLine line) {
        return line.post("{\"cmd\":\"event\"}", false, DEADLINE, turns::incrementAndGet);
    }

    private static OneCLine line(Outbound outbound, FarSide onec) {
        return new OneCLine(outbound, onec.uri(), Optional.of("Обмен"), Optional.of("пароль"));
    }

    private static String answer(String status, String headers) {
        return "HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: 0\r\n\r\n";
    }

    /** A 1C that gives whoever asks a session of its own. */
    private FarSide givesSessions() throws IOException {
        return new FarSide(connection -> {
            while (connection.readRequest()) {
                connection.write(answer(
                        "200 OK", "Set-Cookie: ibsession=s" + sessions.incrementAndGet() + "; path=/; HttpOnly\r\n"));
            }
        });
    }

    @Test
    void aSessionIsStartedOnceAndUsedAgain() throws IOException {
        try (var onec = new FarSide(connection -> {
            while (connection.readRequest()) {
                connection.write(answer("200 OK", "Set-Cookie: ibsession=s1; path=/\r\n"));
            }
        })) {
            OneCLine line = line(outbound, onec);
            tell(line);
            tell(line);
            tell(line);

            assertThat(onec.requests().getFirst())
                    .containsIgnoringCase("IBSession: start")
                    .doesNotContainIgnoringCase("Cookie:")
                    .contains("Basic 0J7QsdC80LXQvTrQv9Cw0YDQvtC70Yw=");
            assertThat(onec.requests().subList(1, 3))
                    .allSatisfy(request -> assertThat(request)
                            .containsIgnoringCase("Cookie: ibsession=s1")
                            .doesNotContainIgnoringCase("IBSession: start"));
            assertThat(turns).hasValue(3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"400 Bad Request", "404 Not Found", "500 Internal Server Error"})
    void aDeadSessionIsReplacedWithinTheSameErrand(String complaint) throws IOException {
        try (var onec = new FarSide(connection -> {
            for (int i = 0; connection.readRequest(); i++) {
                connection.write(
                        i == 1 ? answer(complaint, "") : answer("200 OK", "Set-Cookie: ibsession=s" + i + "\r\n"));
            }
        })) {
            OneCLine line = line(outbound, onec);
            tell(line);

            assertThat(tell(line))
                    .isInstanceOfSatisfying(
                            Reply.Answered.class,
                            reply -> assertThat(reply.status()).isEqualTo(200));
            tell(line);

            List<String> requests = onec.requests();
            assertThat(requests).hasSize(4);
            assertThat(requests.get(1)).containsIgnoringCase("ibsession=s0");
            assertThat(requests.get(2)).containsIgnoringCase("IBSession: start");
            assertThat(requests.get(3)).containsIgnoringCase("ibsession=s2");
            assertThat(turns).hasValue(4);
        }
    }

    @Test
    void aRefusalInANewSessionStands() throws IOException {
        try (var onec = new FarSide(connection -> {
            while (connection.readRequest()) {
                connection.write(answer("400 Bad Request", ""));
            }
        })) {
            tell(line(outbound, onec));

            assertThat(onec.requests()).hasSize(1);
        }
    }

    @Test
    void noSessionServesTwoRequestsAtOnce() throws IOException {
        var both = new CountDownLatch(2);
        try (var onec = new FarSide(connection -> {
            for (int i = 0; connection.readRequest(); i++) {
                if (i == 0) {
                    both.countDown();
                    both.await();
                }
                connection.write(
                        answer("200 OK", "Set-Cookie: ibsession=s" + sessions.incrementAndGet() + "; path=/\r\n"));
            }
        })) {
            OneCLine line = line(outbound, onec);
            CompletableFuture.allOf(
                            CompletableFuture.runAsync(() -> tell(line)), CompletableFuture.runAsync(() -> tell(line)))
                    .join();

            assertThat(onec.requests())
                    .hasSize(2)
                    .allSatisfy(request -> assertThat(request).containsIgnoringCase("IBSession: start"));
        }
    }

    @Test
    void oldNewsIsMarkedInAHeaderAndNeverInTheBody() throws IOException {
        try (var onec = givesSessions()) {
            line(outbound, onec).post("{\"cmd\":\"event\"}", true, DEADLINE, turns::incrementAndGet);

            assertThat(onec.requests().getFirst())
                    .containsIgnoringCase("Mosty-Replay: late")
                    .endsWith("\r\n\r\n{\"cmd\":\"event\"}");
        }
    }
}
