package dev.mosty.testbed.launcher;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import dev.mosty.testbed.PlainHttp;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** One process of a {@link Stand}, to be measured or maltreated. */
public final class Node {

    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final HttpClient HTTP = PlainHttp.client(Duration.ofSeconds(2));

    private final Process process;
    private final long startedAt;
    private final String url;
    private final String readyPath;
    private final Path log;

    private Node(Process process, long startedAt, String url, String readyPath, Path log) {
        this.process = process;
        this.startedAt = startedAt;
        this.url = url;
        this.readyPath = readyPath;
        this.log = log;
    }

    static Node start(Service service, Suite suite, String name, Map<String, String> environment, Spawner spawner)
            throws IOException, InterruptedException {
        String url = "http://127.0.0.1:" + environment.get("QUARKUS_HTTP_PORT");
        return start(suite, name, service.program().command(suite), environment, url, service.readyPath(), spawner);
    }

    static Node start(
            Suite suite,
            String name,
            List<String> command,
            Map<String, String> environment,
            String url,
            String readyPath,
            Spawner spawner)
            throws IOException, InterruptedException {
        Path log = Files.createDirectories(suite.logs()).resolve(name + ".log");
        Files.writeString(log, "", CREATE, APPEND);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Files.createDirectories(suite.data().resolve("run")).toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log.toFile()));
        builder.environment().clear();
        builder.environment().putAll(environment);
        long startedAt = System.nanoTime();
        Process process = spawner.start(builder);
        Optional<Identity> identity = Identity.of(process.pid());
        if (identity.isPresent()) {
            new PidFile(suite.data(), name).write(identity.get());
        }
        return new Node(process, startedAt, url, readyPath, log);
    }

    public String url() {
        return url;
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    public boolean alive() {
        return process.isAlive();
    }

    /**
     * Waits until it can work.
     *
     * @return the time since its start
     * @throws Complaint when it ended, or is not ready within the limit
     */
    public Duration awaitReady(Duration limit) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + readyPath))
                .timeout(Duration.ofSeconds(5))
                .build();
        while (true) {
            Duration waited = Duration.ofNanos(System.nanoTime() - startedAt);
            if (answersWell(request)) {
                return Duration.ofNanos(System.nanoTime() - startedAt);
            }
            if (!process.isAlive() || waited.compareTo(limit) > 0) {
                throw new Complaint(1, log + ":\n  " + String.join("\n  ", LogFile.lastLines(log, 20)));
            }
            Thread.sleep(10);
        }
    }

    private static boolean answersWell(HttpRequest request) throws InterruptedException {
        try {
            return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** {@code kill -9}. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM, as a deployment does, and the end awaited. */
    public void stop() throws InterruptedException {
        process.toHandle().destroy();
        if (!process.waitFor(GRACE)) {
            kill();
        }
    }

    /** SIGSTOP: it neither runs nor notices, as under a suspended machine. */
    public void freeze() throws IOException, InterruptedException {
        signal("STOP", process.pid());
    }

    /** SIGCONT. */
    public void thaw() throws IOException, InterruptedException {
        signal("CONT", process.pid());
    }

    /** Resident memory now, in MB. */
    public long residentMb() throws IOException {
        return statusMb("VmRSS");
    }

    /** The most that was ever resident, in MB. */
    public long peakResidentMb() throws IOException {
        return statusMb("VmHWM");
    }

    private long statusMb(String name) throws IOException {
        String status = Files.readString(Path.of("/proc", Long.toString(process.pid()), "status"));
        return Pattern.compile(name + ":\\s+(\\d+) kB")
                .matcher(status)
                .results()
                .map(found -> Long.parseLong(found.group(1)) >> 10)
                .findFirst()
                .orElseThrow();
    }

    static void signal(String name, long pid) throws IOException, InterruptedException {
        new ProcessBuilder("sh", "-c", "kill -" + name + " \"$0\"", Long.toString(pid))
                .start()
                .waitFor();
    }
}
