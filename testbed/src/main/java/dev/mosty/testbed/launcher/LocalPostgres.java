package dev.mosty.testbed.launcher;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL of the suite's own, durable as a server is: an acknowledged commit survives a kill.
 * Listens on loopback only, with a password even there, since other users of the machine reach loopback too.
 */
final class LocalPostgres {

    /** The services' role: owns its database and is no superuser, as at a customer's. */
    static final String ROLE = "mosty";

    /** Crash recovery may take a while. */
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);

    private static final String ACCESS_RULES = """
            # Written by ./suite at the end of the first start; its presence says that the first start was finished.
            host all all 127.0.0.1/32 scram-sha-256
            """;

    private final Suite suite;
    private final Secrets secrets;
    private final Path directory;
    private @Nullable EmbeddedPostgres server;

    LocalPostgres(Suite suite, Secrets secrets) {
        this.suite = suite;
        this.secrets = secrets;
        this.directory = directory(suite.data());
    }

    static boolean holdsData(Path data) throws IOException {
        Path rules = directory(data).resolve("pg_hba.conf");
        return Files.exists(rules) && Files.readString(rules).equals(ACCESS_RULES);
    }

    void start() throws IOException {
        if (Files.exists(directory) && !holdsData(suite.data())) {
            // A first start that was cut short; nobody could store anything in it yet.
            Trees.delete(directory);
        }
        Path log = LogFile.rotate(suite.logs(), "postgres");
        try {
            EmbeddedPostgres started = EmbeddedPostgres.builder()
                    .setDataDirectory(directory)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPort(suite.postgresPort())
                    .setPGStartupWait(START_LIMIT)
                    // A file and not our pipe: the server may outlive a killed launcher and must be able to log.
                    .setOutputRedirector(Redirect.appendTo(log.toFile()))
                    .setErrorRedirector(Redirect.appendTo(log.toFile()))
                    // Off by default in this library, which is made for tests.
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("max_connections", "200")
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("unix_socket_directories", "")
                    // The same order and lower case of Cyrillic whatever locales the machine has.
                    .setLocaleConfig("locale-provider", "builtin")
                    .setLocaleConfig("builtin-locale", "C.UTF-8")
                    .setLocaleConfig("locale", "C")
                    .setConnectConfig("password", secrets.superuserPassword())
                    .start();
            server = started;
            prepare(started);
        } catch (IOException | IllegalStateException | SQLException e) {
            throw new Complaint(
                    1,
                    suite.text("postgres.failed", e.getMessage(), log)
                            + "\n  "
                            + String.join("\n  ", LogFile.lastLines(log, 10)));
        }
    }

    /** Role, database and access rules; says the same thing on every start, so a start cut short is mended by the next. */
    private void prepare(EmbeddedPostgres started) throws SQLException, IOException {
        try (Connection connection = started.getPostgresDatabase().getConnection();
                Statement sql = connection.createStatement()) {
            sql.execute("ALTER ROLE postgres PASSWORD '" + secrets.superuserPassword() + "'");
            if (missing(sql, "SELECT FROM pg_roles WHERE rolname = '" + ROLE + "'")) {
                sql.execute("CREATE ROLE " + ROLE + " LOGIN");
            }
            sql.execute("ALTER ROLE " + ROLE + " PASSWORD '" + secrets.databasePassword() + "'");
            if (missing(sql, "SELECT FROM pg_database WHERE datname = '" + suite.database() + "'")) {
                sql.execute("CREATE DATABASE " + suite.database() + " OWNER " + ROLE);
            }
            if (!holdsData(suite.data())) {
                Files.writeString(directory.resolve("pg_hba.conf"), ACCESS_RULES);
                sql.execute("SELECT pg_reload_conf()");
            }
        }
    }

    private static boolean missing(Statement sql, String query) throws SQLException {
        try (ResultSet rows = sql.executeQuery(query)) {
            return !rows.next();
        }
    }

    boolean started() {
        return server != null;
    }

    void stop() throws IOException, InterruptedException {
        EmbeddedPostgres started = server;
        if (started == null) {
            return;
        }
        Optional<Identity> postmaster = postmaster(directory);
        // Gives up after 5 s, but by then the server has been told to shut down at once.
        started.close();
        if (postmaster.isPresent() && !postmaster.get().ends(STOP_LIMIT)) {
            // Ends it by force in the end. Safe: what was committed is in the log on disk, read by the next start.
            postmaster.get().stop(STOP_LIMIT);
        }
    }

    /** PostgreSQL's immediate shutdown: as a power cut, except for what the system itself still had to write. */
    void crash() throws IOException, InterruptedException {
        Identity postmaster = postmaster(directory).orElseThrow();
        Node.signal("QUIT", postmaster.pid());
        if (!postmaster.ends(STOP_LIMIT)) {
            postmaster.stop(STOP_LIMIT);
        }
        EmbeddedPostgres crashed = server;
        server = null;
        if (crashed != null) {
            // Nothing is left to be stopped, but it holds a lock on the directory.
            crashed.close();
        }
    }

    ProcessHandle process() throws IOException {
        return postmaster(directory)
                .flatMap(identity -> ProcessHandle.of(identity.pid()))
                .orElseThrow();
    }

    /** Stops the server that a killed launcher left running on this data directory; false when there is none. */
    static boolean stopLeftover(Path data) throws IOException, InterruptedException {
        Path directory = directory(data);
        Optional<Identity> orphan = postmaster(directory);
        if (orphan.isEmpty()) {
            deleteForeignPid(directory);
            return false;
        }
        // SIGINT is PostgreSQL's fast shutdown, which does not wait for clients; Java can only send SIGTERM.
        new ProcessBuilder(
                        "sh",
                        "-c",
                        "kill -INT \"$0\"",
                        Long.toString(orphan.get().pid()))
                .start()
                .waitFor();
        if (!orphan.get().ends(STOP_LIMIT)) {
            orphan.get().stop(STOP_LIMIT);
        }
        return true;
    }

    /** The server of this very directory, if it runs: the number in its file may be another program's by now. */
    private static Optional<Identity> postmaster(Path directory) throws IOException {
        Optional<Long> pid = recordedPid(directory);
        if (pid.isEmpty() || !commandLine(pid.get()).contains("postgres\0-D\0" + directory + "\0")) {
            return Optional.empty();
        }
        return Identity.of(pid.get());
    }

    /** PostgreSQL believes a recorded number that is alive, whoever has it now, and would refuse to start. */
    private static void deleteForeignPid(Path directory) throws IOException {
        Optional<Long> pid = recordedPid(directory);
        if (pid.isPresent() && ProcessHandle.of(pid.get()).isPresent()) {
            Files.delete(directory.resolve("postmaster.pid"));
        }
    }

    private static Optional<Long> recordedPid(Path directory) throws IOException {
        Path file = directory.resolve("postmaster.pid");
        return Files.exists(file)
                ? Files.readString(file)
                        .lines()
                        .findFirst()
                        .map(String::strip)
                        .filter(line -> line.matches("\\d{1,18}"))
                        .map(Long::valueOf)
                : Optional.empty();
    }

    private static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"));
        } catch (IOException e) {
            return "";
        }
    }

    private static Path directory(Path data) {
        return data.resolve("postgres");
    }
}
