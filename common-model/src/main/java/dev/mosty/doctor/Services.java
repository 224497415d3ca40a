package dev.mosty.doctor;

import dev.mosty.doctor.Health.Check;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Whether each service answers at its port, and what it has to say of itself. */
record Services(Map<String, URI> addresses, Sentences say) {

    List<Finding> findings() throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        for (Map.Entry<String, URI> service : addresses.entrySet()) {
            findings.addAll(findings(service.getKey(), service.getValue()));
        }
        return findings;
    }

    /** The service as a whole, then each of its own entries with what it has to say. */
    private List<Finding> findings(String name, URI address) throws InterruptedException {
        return switch (Health.of(address)) {
            case Health.Silent silent ->
                List.of(say.wrong(
                        "silent",
                        name,
                        address.getHost() + ":" + address.getPort(),
                        silent.failure().why(say)));
            case Health.Told told -> {
                List<Finding> findings = new ArrayList<>();
                findings.add(told.ready() ? say.well("ready", name) : say.wrong("not-ready", name));
                told.checks().stream()
                        .filter(check -> !check.up() || says(check))
                        .map(check -> Finding.of(check.up(), sentence(name, check)))
                        .forEach(findings::add);
                yield findings;
            }
        };
    }

    /** A database pool that is up says no more than that. */
    private static boolean says(Check check) {
        return check.data().values().stream().anyMatch(value -> !value.equals("UP"));
    }

    private String sentence(String service, Check check) {
        String details = check.data().entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining("; "));
        String state = say.text(check.up() ? "check-up" : "check-down", service, check.name());
        return details.isEmpty() ? state : state + ": " + details;
    }
}
