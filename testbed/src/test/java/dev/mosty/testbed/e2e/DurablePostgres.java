package dev.mosty.testbed.e2e;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL of the test's own that keeps what it has committed, and can be stopped and started. */
final class DurablePostgres implements AutoCloseable {
    private final Path directory;
    private final int port;
    private @Nullable EmbeddedPostgres server;

    DurablePostgres() {
        try {
            directory = Files.createTempDirectory("e2e-postgres");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        port = freePort();
        start();
    }

    static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void start() {
        try {
            server = EmbeddedPostgres.builder()
                    .setDataDirectory(directory)
                    .setCleanDataDirectory(false)
                    .setPort(port)
                    // Ten seconds is its default, and a machine that is building something else needs more.
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("max_connections", "100")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void stop() {
        var running = server;
        if (running != null) {
            try {
                running.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            server = null;
        }
    }

    String create(String database) {
        execute("postgres", "create database " + database);
        return url(database);
    }

    String copy(String database, String copy) {
        execute("postgres", "create database " + copy + " template " + database);
        return url(copy);
    }

    String url(String database) {
        return "jdbc:postgresql://localhost:" + port + "/" + database;
    }

    void execute(String database, String statement) {
        try (var connection = DriverManager.getConnection(url(database), "postgres", "");
                var sql = connection.createStatement()) {
            sql.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(statement, e);
        }
    }

    List<String> texts(String database, String query) {
        try (var connection = DriverManager.getConnection(url(database), "postgres", "");
                var sql = connection.createStatement();
                var rows = sql.executeQuery(query)) {
            var texts = new ArrayList<String>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    long number(String database, String query) {
        return Long.parseLong(texts(database, query).getFirst());
    }

    @Override
    public void close() {
        stop();
    }
}
