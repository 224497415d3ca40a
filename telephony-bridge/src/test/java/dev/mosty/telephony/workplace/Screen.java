package dev.mosty.telephony.workplace;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Somebody who reads a stream, and what came so far. */
final class Screen implements AutoCloseable {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpResponse<Stream<String>> response;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private volatile boolean ended;

    private Screen(URI address, String... headers) {
        var request = HttpRequest.newBuilder(address);
        if (headers.length > 0) {
            request.headers(headers);
        }
        response = client.sendAsync(request.build(), BodyHandlers.ofLines()).join();
        Thread.ofVirtual().start(() -> {
            try (Stream<String> body = response.body()) {
                body.forEach(lines::add);
            } catch (RuntimeException e) {
                lines.add("broken");
            } finally {
                ended = true;
            }
        });
    }

    /** Waits until it is told its first number, so that nothing is missed. */
    static Screen open(URI address, String... headers) {
        var screen = new Screen(address, headers);
        await().until(() -> screen.ended || screen.lines.contains("retry: 2000"));
        return screen;
    }

    int status() {
        return response.statusCode();
    }

    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    boolean ended() {
        return ended;
    }

    /** The kinds of the events so far, each with the extension that its data names. */
    List<String> events() {
        List<String> events = new ArrayList<>();
        String kind = "";
        for (String line : lines) {
            if (line.startsWith("event: ")) {
                kind = line.substring(7);
            } else if (line.startsWith("data: ")) {
                events.add(kind + " " + line.replaceAll(".*\"ext\": ?\"([^\"]*)\".*", "$1"));
            }
        }
        return events;
    }

    /** The number that a browser would come back with. */
    String lastId() {
        return lines.stream()
                .filter(line -> line.startsWith("id: "))
                .reduce((before, after) -> after)
                .map(line -> line.substring(4))
                .orElse("");
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
