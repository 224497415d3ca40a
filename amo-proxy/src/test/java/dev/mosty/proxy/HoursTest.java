package dev.mosty.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mosty.proxy.onec.OneCReply;
import dev.mosty.proxy.onec.TestConfig;
import dev.mosty.proxy.onec.TestOneC;
import dev.mosty.testsupport.Database;
import dev.mosty.testsupport.FarSide;
import io.vertx.core.Vertx;
import java.io.IOException;
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
import org.junit.jupiter.api.Test;

class HoursTest {
    private static final Vertx VERTX = Vertx.vertx();

    @AutoClose
    private static final Database DATABASE = Database.migrated();

    private final Jdbi jdbi = DATABASE.jdbi();
    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch go = new CountDownLatch(1);

    @AfterAll
    static void stop() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void whoAsksForOneDateAtOnceSharesOneCall() throws Exception {
        try (var far = new FarSide(connection -> {
            while (connection.readRequest()) {
                int mine = asked.incrementAndGet();
                go.await();
                answer(connection, mine);
            }
        })) {
            Hours hours = at(far, Duration.ofSeconds(10));
            List<CompletableFuture<String>> same = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                same.add(ask(hours, "2026-02-03"));
            }
            var other = ask(hours, "2026-02-04");
            await().until(() -> asked.get() == 2);
            go.countDown();
            var answers = new ArrayList<String>();
            for (var one : same) {
                answers.add(one.get());
            }
            assertThat(answers).hasSize(50).containsOnly(answers.getFirst());
            assertThat(other.get()).isNotEqualTo(answers.getFirst());
            assertThat(asked).hasValue(2);
            assertThat(ask(hours, "2026-02-03").get()).isEqualTo("{\"n\":3}");
        }
    }

    @Test
    void whoAsksAfterARegistrationIsNotToldTheHoursOfBefore() throws Exception {
        try (var far = new FarSide(connection -> {
            while (connection.readRequest()) {
                int mine = asked.incrementAndGet();
                if (mine == 1) {
                    go.await();
                }
                answer(connection, mine);
            }
        })) {
            Hours hours = at(far, Duration.ofSeconds(10));
            var before = ask(hours, "2026-02-03");
            await().until(() -> asked.get() == 1);
            hours.changed();
            assertThat(ask(hours, "2026-02-03").get()).isEqualTo("{\"n\":2}");
            go.countDown();
            assertThat(before.get()).isEqualTo("{\"n\":1}");
        }
    }

    @Test
    void whoJoinedACallThatFailedAsksForItself() throws Exception {
        try (var far = new FarSide(connection -> {
            while (connection.readRequest()) {
                int mine = asked.incrementAndGet();
                if (mine <= 2) {
                    go.await();
                    connection.reset();
                } else {
                    answer(connection, mine);
                }
            }
        })) {
            Hours hours = at(far, Duration.ofSeconds(10));
            var first = ask(hours, "2026-02-03");
            await().until(() -> asked.get() == 1);
            var joined = ask(hours, "2026-02-03");
            go.countDown();
            assertThat(first.get()).isEqualTo("Broken");
            assertThat(joined.get()).isEqualTo("{\"n\":3}");
        }
    }

    @Test
    void nobodyWaitsLongerThanItsOwnPatience() throws Exception {
        try (var far = new FarSide(connection -> go.await())) {
            Hours hours = at(far, Duration.ofMillis(500));
            long start = System.nanoTime();
            assertThat(ask(hours, "2026-02-03").get()).isEqualTo("TooSlow");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
            go.countDown();
        }
    }

    private Hours at(FarSide far, Duration patience) {
        TestOneC.isAt(TestOneC.settings(jdbi), far.uri().getPort());
        var config = new TestConfig(4, patience, patience);
        return new Hours(TestOneC.of(jdbi, VERTX, config), config);
    }

    private static CompletableFuture<String> ask(Hours hours, String date) {
        byte[] body = "{\"date\":\"%s\"}".formatted(date).getBytes(StandardCharsets.UTF_8);
        WidgetRequest request = WidgetRequest.read(body, Question.HOURS, false).orElseThrow();
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        OneCReply reply = hours.ask(request);
                        return reply instanceof OneCReply.Good good
                                ? good.text()
                                : reply.getClass().getSimpleName();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                task -> Thread.ofVirtual().start(task));
    }

    private static void answer(FarSide.Connection connection, int number) throws IOException {
        String body = "{\"n\":" + number + "}";
        connection.write("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }
}
