package dev.mosty.testbed.bench;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.DoubleStream;

/**
 * Posts at a constant rate, whether the other side keeps up or not: a post whose turn came while the one before was
 * still unanswered has waited since its turn.
 */
record SteadyLoad(Bodies bodies, int perSecond) {
    private static final int CONNECTIONS = 8;

    String name() {
        return "%d/s over %d connections (Java sockets)".formatted(perSecond, CONNECTIONS);
    }

    Load.Outcome run(String url, Duration length) throws InterruptedException {
        URI address = URI.create(url);
        long every = 1_000_000_000L * CONNECTIONS / perSecond;
        long begun = System.nanoTime();
        List<Turns> all = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            Turns turns = new Turns(bodies, address, begun + every * i / CONNECTIONS, every, begun + length.toNanos());
            all.add(turns);
            threads.add(Thread.ofPlatform().name("steady-" + i).start(turns));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        double[] millis = all.stream()
                .flatMapToDouble(turns -> turns.millis.stream().mapToDouble(Double::doubleValue))
                .toArray();
        Samples samples = Samples.of(millis.length == 0 ? DoubleStream.of(0).toArray() : millis);
        return new Load.Outcome(
                millis.length,
                all.stream().mapToLong(turns -> turns.errors).sum(),
                (System.nanoTime() - begun) / 1e9,
                samples.median(),
                samples.percentile(95),
                samples.percentile(99),
                samples.most());
    }

    /** The turns of one connection. */
    private static final class Turns implements Runnable {
        private final Bodies bodies;
        private final URI address;
        private final long every;
        private final long until;
        private final List<Double> millis = new ArrayList<>();
        private long turn;
        private long errors;

        Turns(Bodies bodies, URI address, long first, long every, long until) {
            this.bodies = bodies;
            this.address = address;
            this.turn = first;
            this.every = every;
            this.until = until;
        }

        @Override
        public void run() {
            while (turn < until) {
                try (PostConnection connection = new PostConnection(address)) {
                    while (turn < until) {
                        take(connection);
                    }
                } catch (IOException e) {
                    errors++;
                    turn += every;
                }
            }
        }

        private void take(PostConnection connection) throws IOException {
            // A late wake-up is this machine's fault, a late turn the other side's.
            boolean early = System.nanoTime() < turn;
            while (System.nanoTime() < turn) {
                LockSupport.parkNanos(turn - System.nanoTime());
            }
            long since = early ? System.nanoTime() : turn;
            if (connection.post(bodies.next()) == 200) {
                millis.add((System.nanoTime() - since) / 1e6);
            } else {
                errors++;
            }
            turn += every;
        }
    }
}
