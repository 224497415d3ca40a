package dev.mosty.testbed.deploy;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** What stands behind nginx, or is the mirror's target: keeps what arrived, and answers with its own name. */
final class FarEnd implements AutoCloseable {

    /** A request as it arrived. */
    record Arrived(String method, String uri, Headers headers, Buffer body) {
        List<String> header(String name) {
            return headers.getOrDefault(name, List.of());
        }
    }

    /** What is done instead of the plain answer. */
    @FunctionalInterface
    interface Answer {
        void to(HttpExchange exchange, Arrived arrived) throws IOException, InterruptedException;
    }

    private final HttpServer server;
    private final List<Arrived> arrived = new CopyOnWriteArrayList<>();

    private FarEnd(int port, Answer answer) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 64);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            var request = new Arrived(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders(),
                    Buffer.buffer(exchange.getRequestBody().readAllBytes()));
            arrived.add(request);
            try (exchange) {
                answer.to(exchange, request);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    static FarEnd named(String name) {
        return answering((exchange, request) -> reply(exchange, 200, name));
    }

    static FarEnd answering(Answer answer) {
        return new FarEnd(0, answer);
    }

    /** One that comes back where another was. */
    static FarEnd namedAt(int port, String name) {
        return new FarEnd(port, (exchange, request) -> reply(exchange, 200, name));
    }

    static void reply(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** As the variables of nginx name it. */
    String address() {
        return "127.0.0.1:" + port();
    }

    List<Arrived> arrived() {
        return arrived;
    }

    Arrived last() {
        return arrived.getLast();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
