package dev.mosty.testbed.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells the containers of the profile {@code demo} where the simulated systems are: a file {@code <service>.env} for
 * each, of {@code NAME='value'} lines that a shell reads ({@code deploy/docker/bin/run}). A database and a directory of
 * the demo's own are among them, so that nothing of it is left in the installation when the simulators have gone.
 */
public final class ContainerDemo {
    private static final String SIMULATORS = "simulators";

    private ContainerDemo() {}

    /** @param arguments the directory of the files */
    public static void main(String[] arguments) throws IOException {
        Map<String, String> environment = System.getenv();
        Messages messages = Messages.of(environment);
        Suite suite = Suite.of(Options.parse(List.of("demo"), messages), environment, messages);
        write(suite, Secrets.in(suite.data(), messages), Path.of(arguments[0]));
    }

    static void write(Suite suite, Secrets secrets, Path directory) throws IOException {
        for (Service service : Service.ALL) {
            Path file = directory.resolve(service.name() + ".env");
            // Whole or not at all: a service that starts just now reads it.
            Path draft = directory.resolve(service.name() + ".new");
            Files.writeString(draft, lines(environment(service, suite, secrets)));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static Map<String, String> environment(Service service, Suite suite, Secrets secrets) {
        Map<String, String> environment =
                new LinkedHashMap<>(service.environment().apply(suite, secrets));
        if (service.name().equals(SIMULATORS)) {
            environment.put("QUARKUS_HTTP_PORT", Integer.toString(suite.port(service)));
            environment.put("QUARKUS_HTTP_HOST", "0.0.0.0");
        } else {
            environment.put("DB_URL", suite.databaseUrl());
            environment.put("MOSTY_DATA_DIR", suite.serviceData().toString());
        }
        return environment;
    }

    static String lines(Map<String, String> environment) {
        StringBuilder lines = new StringBuilder();
        environment.forEach((name, value) -> lines.append("%s='%s'\n".formatted(name, value.replace("'", "'\\''"))));
        return lines.toString();
    }
}
