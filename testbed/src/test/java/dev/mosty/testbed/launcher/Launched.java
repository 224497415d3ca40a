package dev.mosty.testbed.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mosty.testbed.PlainHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A launcher that runs as a process of its own, and what it has said so far. */
final class Launched implements AutoCloseable {

    /** Keeps every port below 32768, where the system itself begins to give them to connections. */
    private static final int OFFSET = 14_000;

    static final int POSTGRES_PORT = Suite.POSTGRES_PORT + OFFSET;

    private final Path data;
    private final Path said;
    private final Process process;

    private Launched(Path data, Map<String, String> variables, String... arguments) throws IOException {
        this.data = data;
        this.said = Files.createTempFile("launched", ".txt");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dstdout.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                StandInSuite.class.getName());
        builder.command().addAll(List.of(arguments));
        builder.environment().put("SUITE_ROOT", data.toString());
        builder.environment().put("SUITE_DATA", data.toString());
        builder.environment().put("SUITE_PORT_OFFSET", Integer.toString(OFFSET));
        builder.environment().put("LANG", "C");
        builder.environment().remove("LC_ALL");
        builder.environment().remove("SUITE_PG_PORT");
        builder.environment().putAll(variables);
        process =
                builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();
    }

    static Launched up(Path data) throws IOException {
        return up(data, Map.of());
    }

    static Launched up(Path data, Map<String, String> variables) throws IOException {
        return new Launched(data, variables, "up");
    }

    /** Another command on the same data directory, run to its end. */
    static Launched run(Path data, String... arguments) throws IOException {
        Launched launched = new Launched(data, Map.of(), arguments);
        launched.waitUntilEnded();
        return launched;
    }

    Launched waitUntilReady() {
        return waitUntilSaid("Mosty is up");
    }

    Launched waitUntilSaid(String words) {
        await(words).atMost(Duration.ofSeconds(30)).until(() -> said().contains(words) || !process.isAlive());
        assertThat(said()).contains(words);
        return this;
    }

    int waitUntilEnded() {
        await().atMost(Duration.ofSeconds(40)).until(() -> !process.isAlive());
        return process.exitValue();
    }

    String said() {
        try {
            return Files.readString(said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As Ctrl-C and {@code kill} do. */
    int terminate() {
        process.destroy();
        return waitUntilEnded();
    }

    /** As {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
        waitUntilEnded();
    }

    long pid() {
        return process.pid();
    }

    static int port(Service service) {
        return service.port() + OFFSET;
    }

    /** Tells a stand-in to die; it has no breath left to answer. */
    static void die(Service service) {
        var _ = PlainHttp.client()
                .sendAsync(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port(service) + "/die"))
                                .build(),
                        BodyHandlers.discarding());
    }

    String query(String sql) throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + POSTGRES_PORT + "/mosty",
                        "mosty",
                        Secrets.in(data, new Messages(Locale.ROOT)).databasePassword());
                Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (ResultSet rows = statement.getResultSet()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            terminate();
        }
    }
}
