package dev.mosty.testbed.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A world of its own for benches and chaos runs: the same PostgreSQL, simulators and services as {@code up} starts, with
 * the same flags, on spare ports and in a data directory that is deleted at the end. A running suite is not touched.
 */
public final class Stand implements AutoCloseable {

    /** What the services may know of the person's environment: nothing that could change how they work. */
    private static final Set<String> PASSED_ON = Set.of("PATH", "HOME", "LANG", "TZ");

    private static final int SPARE_STEP = 100;
    private static final int MOST_TRIES = 50;

    private final Suite suite;
    private final SuiteLock lock;
    private final Secrets secrets;
    private final LocalPostgres postgres;
    private final Spawner spawner = new Spawner();
    private final List<Node> nodes = new ArrayList<>();
    private boolean stopped;

    private Stand(Suite suite, SuiteLock lock) throws IOException {
        this.suite = suite;
        this.lock = lock;
        this.secrets = Secrets.in(suite.data(), suite.messages());
        this.postgres = new LocalPostgres(suite, secrets);
    }

    /** @param directory made here, deleted by {@link #close}; one stand at a time */
    public static Stand in(Suite mine, Path directory) throws IOException, InterruptedException {
        Map<String, String> environment = mine.environment().entrySet().stream()
                .filter(variable -> PASSED_ON.contains(variable.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Suite suite = onSparePorts(mine, directory.toAbsolutePath(), environment);
        Optional<SuiteLock> lock = SuiteLock.take(suite);
        if (lock.isEmpty()) {
            throw new Complaint(1, mine.text("stand.taken", directory));
        }
        Leftovers.stop(suite, System.err::println);
        forgetAll(suite);
        for (Service service : Service.running(Service.ALL, suite)) {
            if (!service.program().exists(suite)) {
                throw new Complaint(1, mine.text("not-built", service.name()));
            }
        }
        Stand stand = new Stand(suite, lock.get());
        // Ctrl-C comes through here; after a close there is nothing left to stop.
        Runtime.getRuntime().addShutdownHook(new Thread(stand::stopAll, "stand-stop"));
        return stand;
    }

    private static Suite onSparePorts(Suite mine, Path data, Map<String, String> environment) {
        for (int i = 1; i <= MOST_TRIES; i++) {
            int offset = mine.portOffset() + i * SPARE_STEP;
            Suite suite = new Suite(
                    mine.root(), data, false, offset, Suite.POSTGRES_PORT + offset, environment, mine.messages());
            if (Ports.complaints(Ports.of(Service.ALL, suite), mine.messages()).isEmpty()) {
                return suite;
            }
        }
        throw new Complaint(1, mine.text("stand.ports"));
    }

    public Suite suite() {
        return suite;
    }

    public void startPostgres() throws IOException {
        postgres.start();
    }

    /** Immediate shutdown: what was not committed is gone, connections break, the next start recovers from the log. */
    public void crashPostgres() throws IOException, InterruptedException {
        postgres.crash();
    }

    /** The number of PostgreSQL's first process. */
    public ProcessHandle postgresProcess() throws IOException {
        return postgres.process();
    }

    /** As the services' role. */
    public Connection database() throws IOException, SQLException {
        return suite.openDatabase();
    }

    public Secrets secrets() {
        return secrets;
    }

    public String databasePassword() {
        return secrets.databasePassword();
    }

    public String databaseUser() {
        return LocalPostgres.ROLE;
    }

    /** A program of this module with a {@code main}, to be run as a process. */
    public static Service program(String name, String mainClass, int port) {
        return new Service(name, new Program.MainClass(mainClass), port, Map.of(), "/", (suite, secrets) -> Map.of());
    }

    /**
     * Starts a process of the service.
     *
     * @param name of its log
     * @param portShift added to its usual port, for a second one
     * @param without names of variables that it does not get
     * @param more variables on top
     */
    public synchronized Node start(
            Service service, String name, int portShift, Predicate<String> without, Map<String, String> more)
            throws IOException, InterruptedException {
        Map<String, String> environment = new LinkedHashMap<>(Environment.of(service, suite, secrets, Map.of()));
        environment.keySet().removeIf(without);
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(suite.port(service) + portShift));
        environment.putAll(more);
        if (stopped) {
            throw new InterruptedException("the stand is being stopped");
        }
        Node node = Node.start(service, suite, name, environment, spawner);
        nodes.add(node);
        return node;
    }

    /**
     * Starts a program that is none of ours.
     *
     * @param url whose root answers 200 once it works
     */
    public synchronized Node start(String name, List<String> command, String url)
            throws IOException, InterruptedException {
        if (stopped) {
            throw new InterruptedException("the stand is being stopped");
        }
        Node node = Node.start(suite, name, command, suite.environment(), url, "/", spawner);
        nodes.add(node);
        return node;
    }

    /** As {@code up} would start it. */
    public Node start(String service) throws IOException, InterruptedException {
        return start(Service.named(service), service, 0, name -> false, Map.of());
    }

    private synchronized void stopAll() {
        if (stopped) {
            return;
        }
        stopped = true;
        try {
            for (Node node : nodes.reversed()) {
                if (node.alive()) {
                    node.thaw();
                    node.stop();
                }
            }
            if (postgres.started()) {
                postgres.stop();
            }
        } catch (IOException e) {
            System.err.println(suite.text("stopped.not", suite.data(), e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops everything, the database last; its data is deleted, the logs stay until the next stand. */
    @Override
    public void close() throws IOException {
        stopAll();
        forgetAll(suite);
        lock.close();
    }

    private static void forgetAll(Suite suite) throws IOException {
        Path database = suite.data().resolve("postgres");
        if (Files.exists(database)) {
            Trees.delete(database);
        }
        // An account that remembers tokens of a database that is gone would take no first consent again.
        Files.deleteIfExists(suite.data().resolve(SimulatedAmo.STATE));
        Files.deleteIfExists(suite.data().resolve(SimulatedOneC.STATE));
        Files.deleteIfExists(suite.data().resolve(SimulatedBitrix.STATE));
    }
}
