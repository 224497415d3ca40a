package dev.mosty.testbed.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts everything, waits until it is ready, says where to look, and stops it all when told to. */
final class Up {

    /** What a second start ends with: nothing is wrong, but it has started nothing either. */
    private static final int ALREADY_RUNNING = 3;

    private static final Duration READY_LIMIT = Duration.ofSeconds(60);
    private static final Duration PROGRESS_EVERY = Duration.ofSeconds(5);

    private final Suite suite;
    private final List<Service> all;
    private final List<Service> services;
    private final Console console;

    Up(Suite suite, List<Service> all) {
        this.suite = suite;
        this.all = all;
        this.services = Service.running(all, suite);
        this.console = new Console(
                System.out,
                Boolean.getBoolean("suite.color"),
                services.stream().map(Service::name).toList());
    }

    int run(List<String> arguments) throws IOException, InterruptedException {
        if (!arguments.isEmpty()) {
            throw new Complaint(2, suite.text("wrong.argument", arguments.getFirst()));
        }
        Instant begun = Instant.now();
        createPrivately(suite.data());
        Optional<SuiteLock> lock = SuiteLock.take(suite);
        if (lock.isEmpty()) {
            return sayAlreadyRunning();
        }
        Map<String, String> dotEnv = dotEnv();
        requireBuilt();
        Leftovers.stop(suite, console::say);
        requireFreePorts();
        Files.createDirectories(suite.serviceData());
        Fleet fleet = new Fleet(suite, Secrets.in(suite.data(), suite.messages()), dotEnv, console);
        // Ctrl-C, SIGTERM, a closed terminal and our own end all come through here.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(fleet, lock.get())));
        start(fleet);
        if (!waitUntilReady(fleet, begun)) {
            return 1;
        }
        console.say(new Addresses(suite, services).ready(Duration.between(begun, Instant.now())));
        return fleet.givenUp().join();
    }

    private static void createPrivately(Path data) throws IOException {
        if (!Files.isDirectory(data)) {
            Files.createDirectories(
                    data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    private int sayAlreadyRunning() throws IOException {
        Optional<Running> running = Running.in(suite.data());
        // Empty for the instant between its lock and its line.
        console.say(suite.text(
                "already",
                running.map(other -> Long.toString(other.launcher().pid())).orElse("?")));
        if (running.isPresent()) {
            Suite other = running.get().suite(suite);
            console.say(new Addresses(other, Service.running(all, other)).list());
        }
        return ALREADY_RUNNING;
    }

    private Map<String, String> dotEnv() throws IOException {
        Path file = suite.root().resolve(".env");
        if (!suite.real()) {
            return Map.of();
        }
        if (!Files.exists(file)) {
            throw new Complaint(2, suite.text("dotenv.none", file));
        }
        return DotEnv.read(file, suite.messages());
    }

    private void requireBuilt() {
        services.stream()
                .filter(service -> !service.program().exists(suite))
                .findFirst()
                .ifPresent(service -> {
                    throw new Complaint(1, suite.text("not-built", service.name()));
                });
    }

    private void requireFreePorts() {
        List<String> complaints = Ports.complaints(Ports.of(services, suite), suite.messages());
        if (!complaints.isEmpty()) {
            throw new Complaint(1, String.join("\n", complaints) + "\n" + suite.text("port.advice"));
        }
    }

    private void start(Fleet fleet) throws IOException, InterruptedException {
        Instant begun = Instant.now();
        console.say(suite.text("postgres.starting"));
        fleet.startPostgres();
        console.say(suite.text("ready.one", "postgres", since(begun)));
        for (Service service : services) {
            LogFile.rotate(suite.logs(), service.name());
            fleet.start(service);
        }
    }

    private boolean waitUntilReady(Fleet fleet, Instant begun) throws InterruptedException {
        List<Service> waiting = new ArrayList<>(services);
        Instant started = Instant.now();
        Instant told = started;
        while (!fleet.givenUp().isDone()) {
            for (Service service : List.copyOf(waiting)) {
                if (Ready.is(service, suite)) {
                    waiting.remove(service);
                    console.say(suite.text("ready.one", service.name(), since(started)));
                }
            }
            if (waiting.isEmpty()) {
                return true;
            }
            if (Instant.now().isAfter(started.plus(READY_LIMIT))) {
                sayNotReady(fleet, waiting);
                return false;
            }
            if (Instant.now().isAfter(told.plus(PROGRESS_EVERY))) {
                told = Instant.now();
                console.say(suite.text("waiting", names(waiting), since(begun)));
            }
            Thread.sleep(100);
        }
        return false;
    }

    private void sayNotReady(Fleet fleet, List<Service> waiting) throws InterruptedException {
        console.say(suite.text("not-ready", names(waiting), READY_LIMIT.toSeconds()));
        for (Service service : waiting) {
            console.say(suite.text("not-ready.one", service.name(), suite.logs().resolve(service.name() + ".log")));
            fleet.lastLines(service).forEach(line -> console.say("  " + line));
        }
    }

    private void stop(Fleet fleet, SuiteLock lock) {
        console.say(suite.text("stopping"));
        fleet.stop();
        try {
            lock.close();
        } catch (IOException e) {
            // The kernel lets go of it in a moment anyway.
            console.say(suite.text("stopped.not", "suite.lock", e.getMessage()));
        }
        console.say(suite.text("stopped", suite.data()));
    }

    private static String names(List<Service> services) {
        return String.join(", ", services.stream().map(Service::name).toList());
    }

    private static String since(Instant begun) {
        return Fleet.seconds(Duration.between(begun, Instant.now()));
    }
}
