package dev.mosty.testbed.bench;

import dev.mosty.testbed.launcher.Stand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** PostgreSQL alone: one row of a post's size, one durable commit, and again, on as many connections as the posts use. */
final class CommitLoad {

    private static final String INSERT = "insert into bench_commit (key, payload) values (%s, %s)";
    private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+)");

    private final Stand stand;

    CommitLoad(Stand stand) throws IOException, SQLException {
        this.stand = stand;
        try (Connection database = stand.database();
                var statement = database.createStatement()) {
            statement.execute("create table if not exists bench_commit"
                    + " (id bigint generated always as identity primary key, key text, payload text)");
        }
    }

    static boolean pgbench() {
        return Stream.of(System.getenv().getOrDefault("PATH", "/usr/bin").split(":", -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "pgbench")));
    }

    static String name() {
        return pgbench() ? "pgbench, prepared, 1 thread" : "JDBC, " + Load.CONNECTIONS + " threads";
    }

    /** Commits a second. */
    double perSecond(Duration length) throws IOException, SQLException, InterruptedException {
        return pgbench() ? byPgbench(length) : byJdbc(length);
    }

    private double byPgbench(Duration length) throws IOException, InterruptedException {
        Path script = Files.createTempFile("commit", ".sql");
        try {
            String payload = "'" + Posts.booking(Posts.FIRST_LEAD, 100_000) + "'";
            // A colon before a letter or digit would be pgbench's variable.
            Files.writeString(
                    script,
                    "\\set lead random(1, " + Posts.LEADS + ")\n"
                            + INSERT.formatted(":lead", payload.replaceAll(":(?=[A-Za-z0-9])", ";")) + ";\n");
            ProcessBuilder builder = new ProcessBuilder(
                            "pgbench",
                            "-n",
                            "-M",
                            "prepared",
                            "-c" + Load.CONNECTIONS,
                            "-j1",
                            "-T" + length.toSeconds(),
                            "-f",
                            script.toString(),
                            "-h",
                            "127.0.0.1",
                            "-p",
                            Integer.toString(stand.suite().postgresPort()),
                            "-U",
                            stand.databaseUser(),
                            stand.suite().database())
                    .redirectErrorStream(true);
            builder.environment().put("PGPASSWORD", stand.databasePassword());
            Process pgbench = builder.start();
            String said = new String(pgbench.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            pgbench.waitFor();
            Matcher found = TPS.matcher(said);
            if (!found.find()) {
                throw new IOException("pgbench said: " + said);
            }
            return Double.parseDouble(found.group(1));
        } finally {
            Files.delete(script);
        }
    }

    private double byJdbc(Duration length) throws IOException, SQLException, InterruptedException {
        AtomicLong commits = new AtomicLong();
        List<Connection> connections = new ArrayList<>();
        try {
            for (int i = 0; i < Load.CONNECTIONS; i++) {
                connections.add(stand.database());
            }
            long begun = System.nanoTime();
            List<Thread> threads = connections.stream()
                    .map(connection ->
                            Thread.ofPlatform().start(() -> commit(connection, begun + length.toNanos(), commits)))
                    .toList();
            for (Thread thread : threads) {
                thread.join();
            }
            return commits.get() / ((System.nanoTime() - begun) / 1e9);
        } finally {
            for (Connection connection : connections) {
                connection.close();
            }
        }
    }

    private static void commit(Connection connection, long until, AtomicLong commits) {
        String payload = Posts.booking(Posts.FIRST_LEAD, 100_000);
        try (PreparedStatement insert = connection.prepareStatement(INSERT.formatted("?", "?"))) {
            for (long i = 0; System.nanoTime() < until; i++) {
                insert.setString(1, Long.toString(i % Posts.LEADS));
                insert.setString(2, payload);
                insert.executeUpdate();
                commits.incrementAndGet();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The baseline's insert failed", e);
        }
    }
}
