package dev.mosty.testbed.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;

/**
 * A real nginx as {@code deploy/nginx/start.sh} starts it, on a free port and in a directory of its own, with a
 * certificate that the script made. Its clients trust that one and check the name, as a program would that was given it.
 */
public final class FrontDoor implements AutoCloseable {
    /** Where nothing listens. */
    static final String NOBODY = "127.0.0.1:9";

    public static final String PBX_PATH = "NTJJWjU2XzE-secret";

    private final DoorProcess process;
    private final SSLContext trust;
    private final HttpClient client;

    private FrontDoor(DoorProcess process, Path certificate) {
        this.process = process;
        this.trust = Certificates.trusting(certificate);
        this.client = newClient();
    }

    /** @param variables over those that lead every route to nobody */
    public static FrontDoor open(Map<String, String> variables) {
        var process = DoorProcess.start(variables);
        process.awaitListening();
        return new FrontDoor(process, process.certificate());
    }

    /** A client with connections of its own. */
    HttpClient newClient() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(trust)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    /** Its address for clients. */
    public String url() {
        return "https://localhost:" + process.port();
    }

    public HttpResponse<String> get(String path, String... headers) {
        return send(path, request -> headers.length == 0 ? request : request.headers(headers));
    }

    public HttpResponse<String> post(String path, String body, String... headers) {
        return send(
                path,
                request ->
                        (headers.length == 0 ? request : request.headers(headers)).POST(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> send(String path, UnaryOperator<HttpRequest.Builder> shaped) {
        return send(client, shaped.apply(request(path)).build());
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url() + path)).timeout(Duration.ofSeconds(30));
    }

    static HttpResponse<String> send(HttpClient client, HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What no client of good manners would send; all that comes back until nginx closes the connection. */
    String raw(String request) {
        try (Socket socket = trust.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), process.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Says it and goes. */
    void tell(String request) throws IOException {
        try (Socket socket = trust.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), process.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    /** The same without TLS. */
    String plain(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), process.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The status of a path that is sent as it is. */
    int status(String path) {
        return Integer.parseInt(raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                .split(" ", 3)[1]);
    }

    /** The access log, once it has so many lines: nginx writes them after the reply. */
    List<String> log(int lines) {
        await().atMost(Duration.ofSeconds(10)).until(() -> log().size() >= lines);
        return log();
    }

    private List<String> log() {
        try {
            return Files.readAllLines(process.accessLog());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the script and nginx have said on standard error. */
    String said() {
        return process.said();
    }

    int port() {
        return process.port();
    }

    Path run() {
        return process.run();
    }

    /** Waits until the loop beside nginx has seen a change. */
    void awaitReload(int times) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(said().split("read anew", -1)).hasSize(times + 1));
    }

    boolean stops(Duration limit) throws InterruptedException {
        return process.stops(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        process.close();
    }
}
