package dev.mosty.delivery;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;

/** A durable PostgreSQL of a test's own, which can be stopped and started again. */
final class Server implements AutoCloseable {
    private final Path data;
    private final int port;
    private EmbeddedPostgres running;

    Server() {
        try {
            data = Files.createTempDirectory("mosty-durable");
            try (var free = new ServerSocket(0)) {
                port = free.getLocalPort();
            }
            running = run();
            Flyway.configure().dataSource(url(), "postgres", "").load().migrate();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "jdbc:postgresql://localhost:" + port + "/postgres";
    }

    /** A connection for every use, as a pool would after a restart. */
    Jdbi jdbi() {
        return Jdbi.create(url(), "postgres", "");
    }

    Sessions sessions() {
        return new Sessions(url(), "postgres", "");
    }

    void stop() {
        try {
            running.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void start() {
        try {
            running = run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private EmbeddedPostgres run() throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
    }

    @Override
    public void close() throws IOException {
        running.close();
        try (var files = Files.walk(data)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
