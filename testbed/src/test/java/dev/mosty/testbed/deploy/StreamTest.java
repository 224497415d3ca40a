package dev.mosty.testbed.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events pass as they are told. */
class StreamTest {

    @ParameterizedTest
    @ValueSource(strings = {"/workplace/events", "/admin/logs/live"})
    @Timeout(30)
    void eachEventArrivesBeforeTheNextIsTold(String path) throws Exception {
        var heard = new Semaphore(0);
        try (FarEnd service = FarEnd.answering((exchange, request) -> {
                    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
                    exchange.getResponseHeaders().set("X-Accel-Buffering", "no");
                    exchange.sendResponseHeaders(200, 0);
                    for (int event = 1; event <= 3; event++) {
                        tell(exchange.getResponseBody(), event);
                        heard.acquire();
                    }
                });
                FrontDoor door = FrontDoor.open(
                        Map.of("BRIDGE_UPSTREAM", service.address(), "ADMIN_UPSTREAM", service.address()));
                BufferedReader events = new BufferedReader(new InputStreamReader(
                        door.newClient()
                                .send(door.request(path).build(), HttpResponse.BodyHandlers.ofInputStream())
                                .body(),
                        StandardCharsets.UTF_8))) {
            for (int event = 1; event <= 3; event++) {
                assertThat(events.readLine()).isEqualTo("data: " + event);
                assertThat(events.readLine()).isEmpty();
                heard.release();
            }
        }
    }

    private static void tell(OutputStream out, int event) throws IOException {
        out.write(("data: " + event + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
