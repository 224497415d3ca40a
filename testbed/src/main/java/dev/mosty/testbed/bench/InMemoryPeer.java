package dev.mosty.testbed.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The least that a gate can do, as the original does it: reads the JSON, puts it into a queue in memory and answers.
 * Whatever it was given is lost with the process. The most that this machine, this load and this stack allow.
 */
final class InMemoryPeer {

    /** The oldest go, or a fast run would fill the heap. */
    private static final int KEPT = 10_000;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Queue<JsonNode> QUEUE = new ConcurrentLinkedQueue<>();
    private static final AtomicInteger SIZE = new AtomicInteger();

    private InMemoryPeer() {}

    public static void main(String[] arguments) {
        // Without it Netty makes the JDK warn about sun.misc.Unsafe, four lines at every start.
        System.setProperty("io.netty.noUnsafe", "true");
        Vertx.vertx()
                .createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    if (body.length() > 0) {
                        take(body);
                    }
                    request.response()
                            .putHeader("Content-Type", "application/json")
                            .end("{\"status\":\"ok\"}");
                }))
                .listen(Integer.parseInt(System.getenv("QUARKUS_HTTP_PORT")), "127.0.0.1");
    }

    private static void take(Buffer body) {
        try {
            QUEUE.add(JSON.readTree(body.getBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (SIZE.incrementAndGet() > KEPT) {
            QUEUE.poll();
        }
    }
}
