package dev.mosty.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosty.testsupport.Database;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real pgbouncer between the service and PostgreSQL; {@code ./suite test} installs it. */
class TransactionPoolerTest {
    @AutoClose
    private final Database database = Database.empty();

    @TempDir
    private Path directory = Path.of("");

    @Test
    void aPoolByTheTransactionStopsTheStart() throws Exception {
        assertThat(start("transaction")).contains(StartFault.transactionPooler());
    }

    @Test
    void aPoolByTheSessionIsGoodEnough() throws Exception {
        assertThat(start("session")).isEmpty();
    }

    private Optional<StartFault> start(String mode) throws IOException, InterruptedException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        int port = freePort();
        Process pooler = new ProcessBuilder("pgbouncer", "--user=nobody", settings(port, mode))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("pgbouncer.log").toFile())
                .start();
        try {
            return DatabaseAtStart.await(
                    "jdbc:postgresql://127.0.0.1:" + port + "/any", database.user(), "", Duration.ofSeconds(10));
        } finally {
            pooler.destroy();
            pooler.waitFor();
        }
    }

    private String settings(int port, String mode) throws IOException {
        URI server = URI.create(database.url().substring("jdbc:".length()));
        String settings = """
                [databases]
                any = host=127.0.0.1 port=%d dbname=%s user=%s
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = any
                ignore_startup_parameters = extra_float_digits
                pool_mode = %s
                """.formatted(server.getPort(), server.getPath().substring(1), database.user(), port, mode);
        return Files.writeString(directory.resolve("pgbouncer.ini"), settings).toString();
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }
}
