package dev.mosty.testbed.deploy;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code start.sh} and what it becomes. */
final class DoorProcess implements AutoCloseable {
    static final Path SCRIPT = Path.of("..", "deploy", "nginx", "start.sh").toAbsolutePath();

    private final Process process;
    private final Path run;
    private final int port;

    private DoorProcess(Process process, Path run, int port) {
        this.process = process;
        this.run = run;
        this.port = port;
    }

    static DoorProcess start(Map<String, String> variables) {
        try {
            Path run = Files.createTempDirectory("mosty-door");
            int port = freePort();
            var builder = new ProcessBuilder(SCRIPT.toString())
                    .redirectOutput(run.resolve("out.log").toFile())
                    .redirectError(run.resolve("said.log").toFile());
            builder.environment().keySet().retainAll(List.of("HOME", "LANG"));
            builder.environment().put("PATH", System.getenv("PATH") + ":/usr/sbin:/sbin");
            builder.environment().putAll(environment(run, port, variables));
            return new DoorProcess(builder.start(), run, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> environment(Path run, int port, Map<String, String> variables) {
        var environment = new HashMap<>(Map.of(
                "NGX_RUN_DIR", run.toString(),
                "NGX_TLS_DIR", run.resolve("tls").toString(),
                "NGX_ACCESS_LOG", run.resolve("access.log").toString(),
                "NGX_ADDRESS", "127.0.0.1",
                "NGX_PORT", Integer.toString(port),
                "NGX_WATCH_SECONDS", "1",
                "PBX_PATH", FrontDoor.PBX_PATH));
        for (String service : List.of("GATE", "PROXY", "BRIDGE", "BITRIX", "ADMIN")) {
            environment.put(service + "_UPSTREAM", FrontDoor.NOBODY);
        }
        environment.putAll(variables);
        environment.values().removeIf(String::isEmpty);
        return environment;
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    void awaitListening() {
        await(said()).atMost(Duration.ofSeconds(20)).until(() -> !process.isAlive() || serves());
        if (!process.isAlive()) {
            throw new IllegalStateException("it has ended: " + said());
        }
    }

    /** The script's own look at the configuration opens the port too, for a moment; so whose it is matters. */
    private boolean serves() {
        try {
            return Files.readString(run.resolve("nginx.pid")).strip().equals(Long.toString(process.pid()))
                    && listens(port);
        } catch (IOException e) {
            return false;
        }
    }

    static boolean listens(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** For those that do not become nginx. */
    int exitCode() {
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("it goes on: " + said());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String said() {
        try {
            return Files.readString(run.resolve("said.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path run() {
        return run;
    }

    /** The one that nginx begins with. */
    Path certificate() {
        try {
            String line = Files.readAllLines(run.resolve("conf/tls.conf")).stream()
                    .filter(text -> text.startsWith("ssl_certificate "))
                    .findFirst()
                    .orElseThrow();
            return Path.of(line.substring(line.indexOf(' ') + 1, line.length() - 1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path accessLog() {
        return run.resolve("access.log");
    }

    int port() {
        return port;
    }

    boolean stops(long limit, TimeUnit unit) throws InterruptedException {
        process.destroy();
        return process.waitFor(limit, unit);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
