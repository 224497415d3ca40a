package dev.mosty.testbed.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where to look once everything runs. */
record Addresses(Suite suite, List<Service> services) {

    /** The closing words of a start: addresses, first credentials, what to do next. */
    String ready(Duration took) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(suite.text(suite.real() ? "up.real" : "up", Fleet.seconds(took)));
        lines.add("");
        lines.add(list());
        if (Files.exists(suite.firstLogin())) {
            lines.add("");
            lines.add(suite.text("first-login", suite.firstLogin()));
            Files.readAllLines(suite.firstLogin()).forEach(line -> lines.add("  " + line));
        }
        if (!suite.real() && services.contains(Service.named("telephony"))) {
            lines.add("");
            lines.add(suite.text("telephony"));
            Secrets secrets = Secrets.in(suite.data(), suite.messages());
            SimulatedTelephony.toldToPeople(suite, secrets)
                    .forEach((name, value) -> lines.add("  " + name + ": " + value));
        }
        lines.add("");
        lines.add(suite.text(suite.real() ? "next.real" : "next"));
        return String.join("\n", lines);
    }

    String list() {
        Map<String, String> rows = new LinkedHashMap<>();
        for (Service service : services) {
            rows.put(service.name(), suite.url(service) + home(service));
            if (service.simulated()) {
                rows.putAll(pages(service));
            }
        }
        rows.put(
                "postgres",
                suite.text(
                        "about.postgres",
                        suite.databaseUrl(),
                        LocalPostgres.ROLE,
                        suite.data().resolve("secrets.env")));
        rows.put(suite.text("about.logs"), suite.logs().toString());
        int width = rows.keySet().stream().mapToInt(String::length).max().orElse(0);
        return String.join(
                "\n",
                rows.entrySet().stream()
                        .map(row -> ("  %-" + width + "s  %s").formatted(row.getKey(), row.getValue()))
                        .toList());
    }

    private static String home(Service service) {
        return switch (service.name()) {
            case "admin" -> "/admin/";
            case "telephony" -> "/workplace";
            default -> "";
        };
    }

    /** What else a simulator shows in a browser. */
    private Map<String, String> pages(Service simulator) {
        Map<String, String> pages = new LinkedHashMap<>();
        simulator
                .otherPorts()
                .forEach((name, port) -> pages.put(name, "http://127.0.0.1:" + (port + suite.portOffset())));
        if (Files.exists(suite.root().resolve("clients/amo-widget"))) {
            pages.put(suite.text("about.card"), suite.url(simulator) + "/card");
        }
        return pages;
    }
}
