package dev.mosty.testbed.chaos;

import dev.mosty.testbed.PlainHttp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Asks a proxy as the widget does, and keeps every answer. */
final class Widget {

    /** Longer than any timeout at the proxies. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http = PlainHttp.client(Duration.ofSeconds(2));
    private final Pair proxies;
    private final Collection<Answered> answers = new ConcurrentLinkedQueue<>();
    private final AtomicLong asked = new AtomicLong();

    Widget(Pair proxies) {
        this.proxies = proxies;
    }

    Optional<Answered> hours(int proxy, String date) throws InterruptedException {
        return ask(
                proxy,
                "/API/get_doctor_time",
                "{\"token\":\"" + ProxyMischief.TOKEN + "\",\"date\":\"" + date + "\"}",
                Optional.empty());
    }

    Optional<Answered> register(int proxy, Booking booking) throws InterruptedException {
        return ask(proxy, "/API/create_document", booking.request(ProxyMischief.TOKEN), Optional.of(booking));
    }

    /** Empty if there was no answer: the proxy is dead, or was killed meanwhile. */
    private Optional<Answered> ask(int proxy, String path, String body, Optional<Booking> booking)
            throws InterruptedException {
        Pair.Life life = proxies.life(proxy);
        String id = "chaos-" + asked.incrementAndGet();
        HttpRequest request = HttpRequest.newBuilder(URI.create(life.url() + path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("X-Request-Id", id)
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            Answered answer = new Answered(
                    id,
                    booking,
                    proxies.still(life),
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.body());
            answers.add(answer);
            return Optional.of(answer);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    long asked() {
        return asked.get();
    }

    Collection<Answered> answers() {
        return answers;
    }
}
