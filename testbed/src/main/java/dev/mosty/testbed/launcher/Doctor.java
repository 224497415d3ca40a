package dev.mosty.testbed.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is wrong with this installation, in sentences. */
record Doctor(List<Service> all) implements Command {

    private static final int JDK_WANTED = 25;
    private static final long DISK_WANTED_MB = 1024;

    /** One sentence, good or bad. */
    private record Finding(boolean good, String sentence) {}

    @Override
    public int run(Suite mine, List<String> arguments) throws Exception {
        Optional<Running> running = Running.in(mine.data());
        Suite suite = running.map(up -> up.suite(mine)).orElse(mine);
        List<Service> services = Service.running(all, suite);
        List<Finding> findings = new ArrayList<>();
        findings.add(jdk(suite));
        findings.add(disk(suite));
        if (running.isPresent()) {
            findings.add(new Finding(
                    true, suite.text("running", running.get().launcher().pid())));
            findings.add(database(suite));
            for (Service service : services) {
                findings.addAll(health(service, suite));
            }
        } else {
            findings.add(new Finding(true, suite.text("not-running")));
            findings.addAll(ports(services, suite));
        }
        findings.forEach(finding -> System.out.println((finding.good() ? "✓ " : "✗ ") + finding.sentence()));
        long wrong = findings.stream().filter(finding -> !finding.good()).count();
        System.out.println(wrong == 0 ? suite.text("doctor.well") : suite.text("doctor.wrong", wrong));
        return wrong == 0 ? 0 : 1;
    }

    private static Finding jdk(Suite suite) {
        return new Finding(
                Runtime.version().feature() >= JDK_WANTED,
                suite.text("doctor.jdk", Runtime.version(), System.getProperty("java.home")));
    }

    private static Finding disk(Suite suite) throws IOException {
        Path present = Files.exists(suite.data()) ? suite.data() : suite.root();
        long free = Files.getFileStore(present).getUsableSpace() >> 20;
        return free >= DISK_WANTED_MB
                ? new Finding(true, suite.text("doctor.disk", free, suite.data()))
                : new Finding(false, suite.text("doctor.disk.little", free, suite.data(), DISK_WANTED_MB));
    }

    private static List<Finding> ports(List<Service> services, Suite suite) {
        Map<String, Integer> ports = Ports.of(services, suite);
        List<String> complaints = Ports.complaints(ports, suite.messages());
        return complaints.isEmpty()
                ? List.of(new Finding(
                        true,
                        suite.text(
                                "doctor.ports",
                                ports.values().stream().map(String::valueOf).collect(Collectors.joining(", ")))))
                : complaints.stream()
                        .map(complaint -> new Finding(false, complaint))
                        .toList();
    }

    private static Finding database(Suite suite) throws IOException {
        Secrets secrets = Secrets.in(suite.data(), suite.messages());
        try (Connection connection = DriverManager.getConnection(
                        suite.databaseUrl() + "?connectTimeout=5&loginTimeout=5",
                        LocalPostgres.ROLE,
                        secrets.databasePassword());
                Statement sql = connection.createStatement();
                ResultSet row = sql.executeQuery("SELECT pg_size_pretty(pg_database_size(current_database()))")) {
            row.next();
            return new Finding(true, suite.text("doctor.database", suite.databaseUrl(), row.getString(1)));
        } catch (SQLException e) {
            return new Finding(false, suite.text("doctor.database.not", suite.databaseUrl(), e.getMessage()));
        }
    }

    /** The service as a whole, then each of its own entries with what it has to say. */
    private static List<Finding> health(Service service, Suite suite) throws InterruptedException {
        return switch (Health.of(service, suite)) {
            case Health.Silent silent ->
                List.of(new Finding(
                        false, suite.text("doctor.silent", service.name(), suite.url(service), silent.why())));
            case Health.Told told -> {
                List<Finding> findings = new ArrayList<>();
                findings.add(new Finding(
                        told.ready(), suite.text(told.ready() ? "doctor.ready" : "doctor.not-ready", service.name())));
                told.checks().stream()
                        .filter(check -> !check.up() || !check.data().isEmpty())
                        .map(check -> new Finding(check.up(), sentence(service, check, suite)))
                        .forEach(findings::add);
                yield findings;
            }
        };
    }

    private static String sentence(Service service, Health.Check check, Suite suite) {
        String details = check.data().entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining("; "));
        String state = suite.text(check.up() ? "doctor.check.up" : "doctor.check.down", service.name(), check.name());
        return details.isEmpty() ? state : state + ": " + details;
    }
}
