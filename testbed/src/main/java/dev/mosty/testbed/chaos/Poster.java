package dev.mosty.testbed.chaos;

import dev.mosty.testbed.bench.Posts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntPredicate;

/**
 * RDESK for some leads: their states carry growing numbers, and the next one is posted when the one before was answered
 * 200. What was not is posted again, to either gate.
 */
final class Poster implements Runnable {

    /** Longer than any freeze: what a frozen gate may still do with a post must be over before the next one leaves. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration AFTER_REFUSAL = Duration.ofMillis(200);

    private final HttpClient http;
    private final List<URI> gates;
    private final long firstLead;
    private final int leads;
    private final Random random;
    private final IntPredicate fit;
    private final Map<Long, Long> states = new ConcurrentHashMap<>();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private volatile boolean enough;

    /** @param fit whether a balancer in front would choose this gate */
    Poster(HttpClient http, List<URI> gates, IntPredicate fit, long firstLead, int leads, long seed) {
        this.fit = fit;
        this.http = http;
        this.gates = gates;
        this.firstLead = firstLead;
        this.leads = leads;
        this.random = new Random(seed);
    }

    /** The newest state of each lead that was answered 200, as its price. */
    Map<Long, Long> states() {
        return states;
    }

    long answered() {
        return answered.get();
    }

    /** Posts that were refused or not answered, and sent again. */
    long refused() {
        return refused.get();
    }

    /** No further state is begun; the one under way is posted until it is answered. */
    void stop() {
        enough = true;
    }

    @Override
    public void run() {
        try {
            while (!enough) {
                long lead = firstLead + random.nextInt(leads);
                long state = states.getOrDefault(lead, 0L) + 1;
                for (int gate = balanced(random.nextInt(2));
                        !post(gates.get(gate), lead, state);
                        gate = balanced(1 - gate)) {
                    refused.incrementAndGet();
                    Thread.sleep(AFTER_REFUSAL);
                }
                states.put(lead, state);
                answered.incrementAndGet();
                Thread.sleep(random.nextInt(5, 25));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int balanced(int gate) {
        return fit.test(gate) ? gate : 1 - gate;
    }

    private boolean post(URI gate, long lead, long state) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(gate)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Posts.booking(lead, state)))
                .build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            // The gate is dead, was killed meanwhile, or its connection broke: whatever it stored is the same state.
            return false;
        }
    }
}
