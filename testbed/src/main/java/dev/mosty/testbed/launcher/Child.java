package dev.mosty.testbed.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** One running process of a service: what it says, and how it ends. */
final class Child {

    private static final int LAST_LINES = 12;
    private static final Duration GRACE = Duration.ofSeconds(15);

    private final Process process;
    private final PidFile pidFile;
    private final Thread reader;
    private final Deque<String> lastLines = new ArrayDeque<>();

    private Child(Process process, PidFile pidFile, Path log, Consumer<String> console) {
        this.process = process;
        this.pidFile = pidFile;
        this.reader = Thread.ofVirtual().start(() -> read(log, console));
    }

    static Child start(
            Service service, Suite suite, Map<String, String> environment, Spawner spawner, Consumer<String> console)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(service.program().command(suite))
                // Not the repository: Quarkus reads the .env of its working directory, and a run against the
                // simulators must not see a customer's keys.
                .directory(Files.createDirectories(suite.data().resolve("run")).toFile())
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = spawner.start(builder);
        PidFile pidFile = new PidFile(suite.data(), service.name());
        Optional<Identity> identity = Identity.of(process.pid());
        if (identity.isPresent()) {
            pidFile.write(identity.get());
        }
        return new Child(process, pidFile, suite.logs().resolve(service.name() + ".log"), console);
    }

    void whenEnded(Consumer<Child> action) {
        Thread.ofVirtual().start(() -> {
            process.onExit().join();
            action.accept(this);
        });
    }

    int exitCode() {
        return process.exitValue();
    }

    /** The end of what it said; complete once it has ended. */
    List<String> lastLines() throws InterruptedException {
        if (!process.isAlive()) {
            // A grandchild may hold the pipe open: not waited for beyond a second.
            reader.join(Duration.ofSeconds(1));
        }
        synchronized (lastLines) {
            return List.copyOf(lastLines);
        }
    }

    void stop() throws IOException, InterruptedException {
        // Not Process.destroy: that closes our end of the pipe too, and its last words would be lost.
        process.toHandle().destroy();
        if (!process.waitFor(GRACE)) {
            process.destroyForcibly().waitFor();
        }
        reader.join(Duration.ofSeconds(1));
        pidFile.delete();
    }

    private void read(Path log, Consumer<String> console) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
                Writer writer = Files.newBufferedWriter(log, UTF_8, CREATE, APPEND)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                console.accept(line);
                writer.write(line + "\n");
                writer.flush();
                synchronized (lastLines) {
                    lastLines.add(line);
                    if (lastLines.size() > LAST_LINES) {
                        lastLines.removeFirst();
                    }
                }
            }
        } catch (IOException e) {
            // The pipe of a killed process may break in the middle of a line; that it ended is told elsewhere.
            if (process.isAlive()) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
