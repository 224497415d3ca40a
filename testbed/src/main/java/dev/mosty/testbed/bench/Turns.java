package dev.mosty.testbed.bench;

import dev.mosty.testbed.PlainHttp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/**
 * GETs at a constant rate, each on a thread of its own when its turn comes, whether the other side keeps up or not. What
 * one waits in a queue of the other side counts.
 */
record Turns(int perSecond) {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /**
     * One GET.
     *
     * @param askedMicros since 1970, as the other
     */
    record Turn(int number, int status, String body, long askedMicros, long answeredMicros) {
        double millis() {
            return (answeredMicros - askedMicros) / 1e3;
        }
    }

    /**
     * @param from number of the first turn
     * @param to number after the last
     * @param url of the turn of that number
     */
    List<Turn> take(int from, int to, IntFunction<String> url) throws InterruptedException {
        List<Turn> taken = new ArrayList<>();
        try (HttpClient http = PlainHttp.client();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long begun = System.nanoTime();
            for (int i = from; i < to; i++) {
                long due = begun + (i - from) * TimeUnit.SECONDS.toNanos(1) / perSecond;
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                int number = i;
                threads.execute(() -> {
                    Turn turn = turn(http, number, url.apply(number));
                    synchronized (taken) {
                        taken.add(turn);
                    }
                });
            }
        }
        return taken;
    }

    private static Turn turn(HttpClient http, int number, String url) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build();
        long asked = micros(Instant.now());
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            return new Turn(number, response.statusCode(), response.body(), asked, micros(Instant.now()));
        } catch (IOException e) {
            return new Turn(number, 0, "", asked, micros(Instant.now()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Turn(number, 0, "", asked, micros(Instant.now()));
        }
    }

    static long micros(Instant at) {
        return TimeUnit.SECONDS.toMicros(at.getEpochSecond()) + at.getNano() / 1_000;
    }
}
