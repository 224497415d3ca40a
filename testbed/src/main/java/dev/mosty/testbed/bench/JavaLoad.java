package dev.mosty.testbed.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.DoubleStream;

/** The same load from this JVM over plain sockets: a cross-check, and what there is without {@code wrk}. */
record JavaLoad() implements Load {

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
            connections.add(new Connection(address, begun + length.toNanos()));
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

        private final URI address;
        private final long until;
        private final List<Double> millis = new ArrayList<>(100_000);
        private long errors;

        Connection(URI address, long until) {
            this.address = address;
            this.until = until;
        }

        @Override
        public void run() {
            while (System.nanoTime() < until) {
                try (Socket socket = new Socket(address.getHost(), address.getPort())) {
                    socket.setTcpNoDelay(true);
                    socket.setSoTimeout(20_000);
                    post(socket);
                } catch (IOException e) {
                    errors++;
                    pause();
                }
            }
        }

        private void post(Socket socket) throws IOException {
            OutputStream out = socket.getOutputStream();
            InputStream in = new BufferedInputStream(socket.getInputStream(), 2048);
            ThreadLocalRandom random = ThreadLocalRandom.current();
            while (System.nanoTime() < until) {
                byte[] body = Posts.booking(
                                Posts.FIRST_LEAD + random.nextInt(Posts.LEADS), random.nextLong(100_000, 1_000_000))
                        .getBytes(UTF_8);
                byte[] head = ("POST " + address.getPath() + " HTTP/1.1\r\nHost: " + address.getAuthority()
                                + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n")
                        .getBytes(ISO_8859_1);
                byte[] request = new byte[head.length + body.length];
                System.arraycopy(head, 0, request, 0, head.length);
                System.arraycopy(body, 0, request, head.length, body.length);
                long sent = System.nanoTime();
                out.write(request);
                if (status(in) == 200) {
                    millis.add((System.nanoTime() - sent) / 1e6);
                } else {
                    errors++;
                }
            }
        }

        private static int status(InputStream in) throws IOException {
            int status = Integer.parseInt(line(in).split(" ", -1)[1]);
            int length = 0;
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                    length = Integer.parseInt(line.substring(15).strip());
                }
            }
            in.skipNBytes(length);
            return status;
        }

        private static String line(InputStream in) throws IOException {
            StringBuilder line = new StringBuilder(64);
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    throw new IOException("the connection ended");
                }
                if (c != '\r') {
                    line.append((char) c);
                }
            }
            return line.toString();
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
