package dev.mosty.testbed.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Services that are away, and two of a kind. */
class FailoverTest {

    @Test
    void aServiceThatIsAwayIsASentenceAndTheOthersGoOn() {
        try (FarEnd gate = FarEnd.named("gate");
                FrontDoor door = FrontDoor.open(
                        Map.of("GATE_UPSTREAM", gate.address(), "BITRIX_UPSTREAM", "nobody.invalid:8084"))) {
            HttpResponse<String> widget = door.post("/API/create_document", "{}");
            assertThat(widget.statusCode()).isEqualTo(502);
            assertThat(widget.headers().firstValue("Content-Type")).contains("application/json; charset=utf-8");
            assertThat(widget.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains("*");
            assertThat(widget.body())
                    .isEqualTo("{\"error\":\"Сервер записи не отвечает. Повторите через минуту; если не поможет,"
                            + " сообщите администратору.\"}");
            HttpResponse<String> pbx = door.get("/" + FrontDoor.PBX_PATH + "/?event=1");
            assertThat(pbx.statusCode()).isEqualTo(502);
            assertThat(pbx.headers().firstValue("Retry-After")).contains("5");
            assertThat(pbx.body())
                    .isEqualTo("{\"error\":\"The service behind this address cannot be reached; send it again.\"}");
            assertThat(door.get("/v1/runs/1").statusCode())
                    .as("a name that nobody knows")
                    .isEqualTo(502);
            assertThat(door.get("/admin").body())
                    .startsWith("<!doctype html><html lang=\"ru\">")
                    .contains("Служба перезапускается или остановлена");
            assertThat(door.get("/payments").body()).isEqualTo("gate");
        }
    }

    @Test
    void whatAServiceSaysOfItsOwnErrorsIsPassedOnAsItIs() {
        try (FarEnd gate = FarEnd.answering((exchange, request) -> {
                    exchange.getResponseHeaders().set("X-Request-Id", "its-own");
                    exchange.getResponseHeaders().set("Retry-After", "10");
                    FarEnd.reply(exchange, 503, "{\"error\":\"not stored, send it again\"}");
                });
                FrontDoor door = FrontDoor.open(Map.of("GATE_UPSTREAM", gate.address()))) {
            HttpResponse<String> reply = door.post("/zdrav/booked", "[]");
            assertThat(reply.statusCode()).isEqualTo(503);
            assertThat(reply.body()).isEqualTo("{\"error\":\"not stored, send it again\"}");
            assertThat(reply.headers().allValues("Retry-After")).containsExactly("10");
            assertThat(reply.headers().allValues("X-Request-Id")).containsExactly("its-own");
        }
    }

    @Test
    void oneOfTwoThatIsDownLosesNoPost() {
        try (FarEnd up = FarEnd.named("up");
                FrontDoor door = FrontDoor.open(Map.of("GATE_UPSTREAM", FrontDoor.NOBODY + " " + up.address()))) {
            IntStream.range(0, 20)
                    .forEach(i -> assertThat(
                                    door.post("/zdrav/booked", "[" + i + "]").body())
                            .isEqualTo("up"));
            assertThat(up.arrived()).hasSize(20);
        }
    }

    @Test
    void twoThatAreUpShareTheWork() {
        try (FarEnd one = FarEnd.named("one");
                FarEnd two = FarEnd.named("two");
                FrontDoor door = FrontDoor.open(Map.of("GATE_UPSTREAM", one.address() + " " + two.address()))) {
            IntStream.range(0, 20).forEach(i -> door.post("/zdrav/booked", "[]"));
            assertThat(one.arrived()).hasSize(10);
            assertThat(two.arrived()).hasSize(10);
        }
    }

    /** It may have been stored before the service died: who posted is told 502, and decides. */
    @Test
    void aPostThatMayHaveBeenTakenInIsNeverSentToTheOther() throws IOException {
        var taken = new AtomicInteger();
        try (ServerSocket dying = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                FarEnd other = FarEnd.named("the other");
                FrontDoor door = FrontDoor.open(
                        Map.of("GATE_UPSTREAM", "127.0.0.1:" + dying.getLocalPort() + " " + other.address()))) {
            Thread.ofVirtual().start(() -> takeAndDie(dying, taken));
            for (int post = 0; post < 8; post++) {
                int takenBefore = taken.get();
                int otherBefore = other.arrived().size();
                int status = door.post("/zdrav/booked", "[]").statusCode();
                boolean died = taken.get() > takenBefore;
                assertThat(status).isEqualTo(died ? 502 : 200);
                assertThat(other.arrived()).hasSize(otherBefore + (died ? 0 : 1));
            }
            assertThat(taken.get()).isPositive();
        }
    }

    private static void takeAndDie(ServerSocket dying, AtomicInteger taken) {
        while (!dying.isClosed()) {
            try (Socket socket = dying.accept()) {
                if (socket.getInputStream().read(new byte[8_192]) > 0) {
                    taken.incrementAndGet();
                }
            } catch (IOException e) {
                if (!dying.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    @Test
    void aServiceThatComesBackIsServedAtOnce() {
        FarEnd gone = FarEnd.named("before");
        int port = gone.port();
        try (FrontDoor door = FrontDoor.open(Map.of("GATE_UPSTREAM", gone.address()))) {
            assertThat(door.get("/payments").body()).isEqualTo("before");
            gone.close();
            assertThat(door.get("/payments").statusCode()).isEqualTo(502);
            try (FarEnd back = FarEnd.namedAt(port, "after")) {
                assertThat(door.get("/payments").body()).isEqualTo("after");
                assertThat(back.arrived()).hasSize(1);
            }
        }
    }

    /** A PBX tells and goes. What it told is not dropped with its connection. */
    @Test
    void whoDoesNotWaitForTheAnswerHasTold() throws IOException {
        try (FarEnd bridge = FarEnd.named("bridge");
                FrontDoor door = FrontDoor.open(Map.of("BRIDGE_UPSTREAM", bridge.address()))) {
            door.tell("GET /" + FrontDoor.PBX_PATH + "/?event=2 HTTP/1.1\r\nHost: localhost\r\n\r\n");
            await().atMost(Duration.ofSeconds(5)).until(() -> bridge.arrived().size() == 1);
        }
    }
}
