package dev.mosty.doctor;

import dev.mosty.web.Bundle;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at an installation and says what is wrong with it: {@code ./suite doctor} and {@code deploy/docker/bin/doctor}
 * start this program with the variables of a service and these arguments:
 *
 * <ul>
 *   <li>{@code language=ru} or {@code en};
 *   <li>{@code example=} the path of {@code env.example};
 *   <li>{@code service.gate=} the address of its readiness, for each service; none: nothing runs, and only what holds
 *       then is looked at;
 *   <li>{@code door=nginx:6000}, where TLS is served;
 *   <li>{@code wrong=} how many faults the caller has told of itself.
 * </ul>
 */
public final class Doctor {
    private static final String SERVICE = "service.";

    private Doctor() {}

    /** Ends with 1 if something is wrong. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.exit(run(List.of(arguments), System.getenv(), System.out));
    }

    static int run(List<String> arguments, Map<String, String> variables, PrintStream out)
            throws IOException, InterruptedException {
        Map<String, String> options = new LinkedHashMap<>();
        for (String argument : arguments) {
            String[] parts = argument.split("=", 2);
            if (parts.length < 2) {
                throw new IllegalArgumentException("\"" + argument + "\" is not name=value");
            }
            options.put(parts[0], parts[1]);
        }
        Site site = site(options, variables);
        Checkup checkup = new Checkup(site);
        List<Finding> findings = new ArrayList<>(checkup.atRest());
        if (!site.services().isEmpty()) {
            findings.addAll(checkup.running());
        }
        findings.forEach(out::println);
        long wrong = Long.parseLong(options.getOrDefault("wrong", "0"))
                + findings.stream().filter(Finding::wrong).count();
        Sentences say = new Sentences(site.language());
        out.println(wrong == 0 ? say.text("all-well") : say.text("all-wrong", Long.toString(wrong)));
        return wrong == 0 ? 0 : 1;
    }

    private static Site site(Map<String, String> options, Map<String, String> variables) {
        Map<String, URI> services = new LinkedHashMap<>();
        options.forEach((name, value) -> {
            if (name.startsWith(SERVICE)) {
                services.put(name.substring(SERVICE.length()), URI.create(value));
            }
        });
        return new Site(
                Bundle.language(options.get("language")),
                variables,
                services,
                Optional.ofNullable(options.get("door")).map(Doctor::door),
                Path.of(variables.getOrDefault("MOSTY_DATA_DIR", ".")),
                Path.of(options.getOrDefault("example", "deploy/env.example")));
    }

    private static InetSocketAddress door(String text) {
        int colon = text.lastIndexOf(':');
        return InetSocketAddress.createUnresolved(
                text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }
}
