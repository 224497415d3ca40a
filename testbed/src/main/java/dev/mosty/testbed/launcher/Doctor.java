package dev.mosty.testbed.launcher;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is wrong with this installation, in sentences. Those that only the launcher can say are made here; the rest is
 * {@code dev.mosty.doctor.Doctor}, the same program that looks at an installation of containers, out of the jars of a
 * service.
 */
record Doctor(List<Service> all) implements Command {

    private static final String ITS_JARS_ARE_IN = "admin-web";
    private static final int JDK_WANTED = 25;

    @Override
    public int run(Suite mine, List<String> arguments) throws Exception {
        Optional<Running> running = Running.in(mine.data());
        Suite suite = running.map(up -> up.suite(mine)).orElse(mine);
        List<Service> services = Service.running(all, suite);
        List<String> told = new ArrayList<>();
        told.add("language=" + suite.messages().language().getLanguage());
        told.add("example=" + suite.root().resolve("deploy/env.example"));
        int wrong = tell(jdkFits(), suite.text("doctor.jdk", Runtime.version(), System.getProperty("java.home")));
        if (running.isPresent()) {
            tell(true, suite.text("running", running.get().launcher().pid()));
            services.forEach(service -> told.add("service." + service.name() + "=" + suite.ready(service)));
        } else {
            tell(true, suite.text("not-running"));
            wrong += tellOfPorts(services, suite);
        }
        told.add("wrong=" + wrong);
        Secrets secrets = running.isPresent() ? Secrets.in(suite.data(), suite.messages()) : Secrets.made();
        return look(suite, told, Environment.of(services.getLast(), suite, secrets, dotEnv(suite)));
    }

    private static int look(Suite suite, List<String> told, Map<String, String> variables)
            throws IOException, InterruptedException {
        Path jars = suite.built(ITS_JARS_ARE_IN).resolve("lib/main");
        if (!Files.isDirectory(jars)) {
            throw new Complaint(1, suite.text("not-built", ITS_JARS_ARE_IN));
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dstdout.encoding=UTF-8",
                "-cp",
                jars + File.separator + "*",
                "dev.mosty.doctor.Doctor"));
        command.addAll(told);
        ProcessBuilder doctor = new ProcessBuilder(command).inheritIO();
        doctor.environment().putAll(variables);
        return doctor.start().waitFor();
    }

    private static Map<String, String> dotEnv(Suite suite) throws IOException {
        Path file = suite.root().resolve(".env");
        return suite.real() && Files.exists(file) ? DotEnv.read(file, suite.messages()) : Map.of();
    }

    /** Prints it, and counts it if it is a fault. */
    private static int tell(boolean good, String sentence) {
        System.out.println((good ? "✓ " : "✗ ") + sentence);
        return good ? 0 : 1;
    }

    private static boolean jdkFits() {
        return Runtime.version().feature() >= JDK_WANTED;
    }

    private static int tellOfPorts(List<Service> services, Suite suite) {
        Map<String, Integer> ports = Ports.of(services, suite);
        List<String> complaints = Ports.complaints(ports, suite.messages());
        if (complaints.isEmpty()) {
            String free = ports.values().stream().map(String::valueOf).collect(Collectors.joining(", "));
            tell(true, suite.text("doctor.ports", free));
        }
        return complaints.stream().mapToInt(complaint -> tell(false, complaint)).sum();
    }
}
