package dev.mosty.delivery;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** A service in a process of its own: drains one channel to a socket. Arguments: JDBC URL, user, channel, name, port. */
final class HolderProcess {
    private HolderProcess() {}

    public static void main(String[] args) throws InterruptedException {
        var engine = new DeliveryEngine(
                Jdbi.create(args[0], args[1], ""),
                new Sessions(args[0], args[1], ""),
                new SimpleMeterRegistry(),
                args[3]);
        engine.open(new ToSocket(args[2], args[3], Integer.parseInt(args[4])));
        Thread.currentThread().join();
    }

    private record ToSocket(String name, String process, int port) implements Channel<Parcel> {
        @Override
        public Terms terms() {
            return new Terms(2, Duration.ofMillis(500), 0, Duration.ofMinutes(1));
        }

        @Override
        public Grouping grouping() {
            return new Grouping.OneByOne();
        }

        @Override
        public Plan<Parcel> prepare(Handle tx, List<Parcel> parcels) {
            return new Plan<>(Map.of(), Optional.of(parcels.getFirst()));
        }

        /** The answer is awaited without end: what a frozen process thaws into. */
        @Override
        public Map<Long, Outcome> send(Parcel request, Courier courier) throws Courier.LeaseLost {
            courier.turn();
            try (var socket = new Socket("localhost", port);
                    var in = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
                var line =
                        process + " " + request.key() + " " + request.newest().payload() + "\n";
                socket.getOutputStream().write(line.getBytes(StandardCharsets.UTF_8));
                return Map.of(request.newest().id(), new Outcome.Done(process + " " + in.readLine()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void settle(Handle tx, Parcel request, Map<Long, Outcome> outcomes) {
            // The other side is the test.
        }
    }
}
