package dev.mosty.testbed.bench;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** The same load from this JVM over plain sockets: a cross-check, and what there is without {@code wrk}. */
record JavaLoad(Bodies bodies) implements Load {

    @Override
    public String name() {
        return "Java sockets, " + CONNECTIONS + " threads";
    }

    @Override
    public Outcome run(String url, Duration length) throws InterruptedException {
        URI address = URI.create(url);
        long begun = System.nanoTime();
        List<Connection> connections = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            connections.add(new Connection(bodies, address, begun + length.toNanos()));
        }
        List<Thread> threads = connections.stream()
                .map(connection -> Thread.ofPlatform().name("load").start(connection))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        double[] millis = connections.stream()
                .flatMapToDouble(connection -> connection.millis.stream().mapToDouble(Double::doubleValue))
                .toArray();
        long errors =
                connections.stream().mapToLong(connection -> connection.errors).sum();
        Samples samples = Samples.of(millis.length == 0 ? DoubleStream.of(0).toArray() : millis);
        return new Outcome(
                millis.length,
                errors,
                seconds,
                samples.median(),
                samples.percentile(95),
                samples.percentile(99),
                samples.most());
    }

    /** One keep-alive connection; a broken one is an error and is opened anew. */
    private static final class Connection implements Runnable {
        private static final Duration AFTER_BREAK = Duration.ofMillis(100);

        private final Bodies bodies;
        private final URI address;
        private final long until;
        private final List<Double> millis = new ArrayList<>(100_000);
        private long errors;

        Connection(Bodies bodies, URI address, long until) {
            this.bodies = bodies;
            this.address = address;
            this.until = until;
        }

        @Override
        public void run() {
            while (System.nanoTime() < until) {
                try (PostConnection connection = new PostConnection(address)) {
                    post(connection);
                } catch (IOException e) {
                    errors++;
                    pause();
                }
            }
        }

        private void post(PostConnection connection) throws IOException {
            while (System.nanoTime() < until) {
                byte[] body = bodies.next();
                long sent = System.nanoTime();
                if (connection.post(body) == 200) {
                    millis.add((System.nanoTime() - sent) / 1e6);
                } else {
                    errors++;
                }
            }
        }

        private static void pause() {
            try {
                Thread.sleep(AFTER_BREAK);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
