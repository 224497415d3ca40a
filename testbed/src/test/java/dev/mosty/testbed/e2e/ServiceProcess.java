package dev.mosty.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mosty.testbed.PlainHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A service's real jar as a process of its own, and what it has said so far. */
class ServiceProcess implements AutoCloseable {
    private static final HttpClient HTTP = PlainHttp.client();

    private final Process process;
    private final Path said;
    private final int port;

    /** @param module whose fast-jar is started */
    ServiceProcess(String module, Map<String, String> variables, List<String> arguments) {
        var jar = Path.of("..", module, "target/quarkus-app/quarkus-run.jar");
        assertThat(jar).as("built by: mvn package -pl %s -am", module).exists();
        try {
            said = Files.createTempFile(module, ".log");
            var data = Files.createTempDirectory(module + "-data");
            port = variables.containsKey("QUARKUS_HTTP_PORT")
                    ? Integer.parseInt(variables.get("QUARKUS_HTTP_PORT"))
                    : DurablePostgres.freePort();
            var builder = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-Xmx256m",
                            "-Dstdout.encoding=UTF-8",
                            "-Dstderr.encoding=UTF-8",
                            "-jar",
                            jar.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile());
            builder.command().addAll(arguments);
            var environment = builder.environment();
            environment.keySet().retainAll(List.of("PATH", "HOME", "LANG"));
            environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
            environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
            environment.put("MOSTY_DATA_DIR", data.toString());
            environment.put("MOSTY_SECRET_KEY", "bW9zdHkgdGVzdCBrZXksIDMyIGJ5dGVzIGxvbmcuLi4=");
            environment.put("DB_USER", "postgres");
            environment.put("DB_PASSWORD", "unused-password");
            environment.putAll(variables);
            environment.values().removeIf(String::isEmpty);
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it is ready. */
    static ServiceProcess start(String module, Map<String, String> variables) {
        var service = new ServiceProcess(module, variables, List.of());
        service.awaitReady();
        return service;
    }

    final void awaitReady() {
        await().atMost(Duration.ofSeconds(60)).until(() -> !process.isAlive() || ready());
        assertThat(process.isAlive()).as(said()).isTrue();
    }

    private boolean ready() {
        try {
            return get("/q/health/ready").statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    String said() {
        try {
            return Files.readString(said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    HttpResponse<String> post(String path, String body) {
        return send(request(path).POST(BodyPublishers.ofString(body)));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url() + path))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(30));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    /** As {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
        awaitExit(Duration.ofSeconds(10));
    }

    /** As {@code kill} does; true if it ended in time. */
    boolean terminate(Duration limit) {
        process.destroy();
        return awaitExit(limit);
    }

    private boolean awaitExit(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    int exitCode() {
        assertThat(awaitExit(Duration.ofSeconds(60))).as(said()).isTrue();
        return process.exitValue();
    }

    @Override
    public void close() {
        if (process.isAlive() && !terminate(Duration.ofSeconds(20))) {
            kill();
        }
    }
}
