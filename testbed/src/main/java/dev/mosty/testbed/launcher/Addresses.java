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
        lines.add("");
        lines.add(suite.text(suite.real() ? "next.real" : "next"));
        return String.join("\n", lines);
    }

    String list() {
        Map<String, String> rows = new LinkedHashMap<>();
        services.forEach(service -> rows.put(service.name(), suite.url(service)));
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
}
