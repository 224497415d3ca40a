package dev.mosty.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mosty.testsupport.Database;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Two processes that compete for a channel, one of which is killed or frozen. */
class ProcessesTest {
    private static final Duration LONG = Duration.ofSeconds(40);

    @AutoClose
    private static final Database DATABASE = Database.migrated();

    @AutoClose
    private final Rig rig = new Rig(DATABASE);

    @AutoClose
    private final OtherSide otherSide = new OtherSide();

    @AutoClose
    private final Children children = new Children();

    @Test
    void afterAKillTheOtherProcessGoesOnWithEveryDelivery() {
        var channel = "killed";
        children.start(channel, "one", otherSide.port());
        children.start(channel, "two", otherSide.port());
        otherSide.shutFor("n30");
        rig.accept(channel, "k", "n10", "n20", "n30", "n40");
        await().atMost(LONG).until(() -> otherSide.payloads().contains("n30"));
        var killed = otherSide.senders().getFirst();
        var survivor = killed.equals("one") ? "two" : "one";
        assertThat(otherSide.senders()).containsOnly(killed);
        children.of(killed).destroyForcibly();

        await().atMost(LONG).until(() -> rig.lanes(channel).isEmpty());
        // The third had left and nobody knows whether it arrived: it goes out again, and nothing else does.
        assertThat(otherSide.lines)
                .containsExactly(
                        killed + " k n10",
                        killed + " k n20",
                        killed + " k n30",
                        survivor + " k n30",
                        survivor + " k n40");
        assertThat(rig.texts("select note from delivery_done where channel = ? order by id", channel))
                .containsExactly(killed + " ok", killed + " ok", survivor + " ok", survivor + " ok");
        assertThat(rig.number("select epoch from channel where name = ?", channel))
                .isEqualTo(2);
    }

    @Test
    void aThawedProcessWritesNoOutcomeAndSendsNothingMore() throws Exception {
        var channel = "frozen";
        children.start(channel, "one", otherSide.port());
        otherSide.shutFor("n10");
        rig.accept(channel, "k", "n10", "n20");
        await().atMost(LONG).until(() -> otherSide.payloads().contains("n10"));
        var epoch = rig.number("select epoch from channel where name = ?", channel);
        children.signal("one", "STOP");
        children.start(channel, "two", otherSide.port());

        // PostgreSQL ends the frozen process's session by itself; until then nobody else may send.
        await().atMost(LONG).until(() -> rig.lanes(channel).isEmpty());
        assertThat(otherSide.lines).containsExactly("one k n10", "two k n10", "two k n20");
        otherSide.open();
        rig.accept(channel, "l", "n30", "n40");
        children.signal("one", "CONT");
        rig.accept(channel, "m", "n50", "n60");

        await().atMost(LONG).until(() -> rig.lanes(channel).isEmpty());
        // The thawed one has noticed when it competes for the lock again, with a new session each time.
        await().atMost(LONG).until(() -> children.output("one").contains("left uncertain: epoch " + epoch));
        assertThat(otherSide.lines)
                .hasSize(7)
                .filteredOn(line -> line.startsWith("one"))
                .containsExactly("one k n10");
        assertThat(rig.texts("select note from delivery_done where channel = ? order by id", channel))
                .hasSize(6)
                .containsOnly("two ok");
    }

    /** Answers every line with "ok", and keeps the lines. */
    private static final class OtherSide implements AutoCloseable {
        final List<String> lines = new CopyOnWriteArrayList<>();
        private final ServerSocket server;
        private final Map<String, CountDownLatch> shut = new ConcurrentHashMap<>();

        OtherSide() {
            try {
                server = new ServerSocket(0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Thread.ofVirtual().start(this::run);
        }

        int port() {
            return server.getLocalPort();
        }

        /** The first request with this payload gets no answer until {@link #open}. */
        void shutFor(String payload) {
            shut.put(payload, new CountDownLatch(1));
        }

        void open() {
            opened.countDown();
        }

        private final CountDownLatch opened = new CountDownLatch(1);

        List<String> payloads() {
            return lines.stream().map(line -> line.split(" ", 3)[2]).toList();
        }

        List<String> senders() {
            return lines.stream().map(line -> line.split(" ", 3)[0]).toList();
        }

        private void run() {
            while (true) {
                try {
                    var socket = server.accept();
                    Thread.ofVirtual().start(() -> answer(socket));
                } catch (SocketException e) {
                    return;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }

        private void answer(Socket socket) {
            try (socket;
                    var in = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
                var line = in.readLine();
                lines.add(line);
                if (shut.remove(line.split(" ", 3)[2]) != null) {
                    opened.await();
                }
                socket.getOutputStream().write("ok\n".getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() throws IOException {
            open();
            server.close();
        }
    }

    private static final class Children implements AutoCloseable {
        private final Map<String, Process> processes = new ConcurrentHashMap<>();
        private final Map<String, List<String>> outputs = new ConcurrentHashMap<>();

        void start(String channel, String name, int port) {
            try {
                var process = new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-Xmx128m",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                HolderProcess.class.getName(),
                                DATABASE.url(),
                                DATABASE.user(),
                                channel,
                                name,
                                Integer.toString(port))
                        .redirectErrorStream(true)
                        .start();
                processes.put(name, process);
                var output = outputs.computeIfAbsent(name, key -> new CopyOnWriteArrayList<>());
                Thread.ofVirtual()
                        .start(() -> process.inputReader(StandardCharsets.UTF_8)
                                .lines()
                                .forEach(output::add));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        Process of(String name) {
            return Objects.requireNonNull(processes.get(name));
        }

        String output(String name) {
            return Objects.requireNonNull(outputs.get(name)).toString();
        }

        void signal(String name, String signal) throws IOException, InterruptedException {
            assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(of(name).pid()))
                            .start()
                            .waitFor())
                    .isEqualTo(0);
        }

        @Override
        public void close() {
            processes.values().forEach(Process::destroyForcibly);
            processes.values().forEach(process -> process.onExit().join());
        }
    }
}
