package dev.mosty.testbed.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** What a figure depends on, to stand beside it. */
final class Machine {

    private static final List<String> SETTINGS = List.of(
            "server_version",
            "fsync",
            "synchronous_commit",
            "full_page_writes",
            "wal_sync_method",
            "shared_buffers",
            "max_wal_size");

    private Machine() {}

    static Map<String, String> describe(Path root, Connection database)
            throws IOException, SQLException, InterruptedException {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        facts.put("CPU", first("/proc/cpuinfo", "model name\\s*:\\s*(.*)"));
        facts.put("memory", Long.parseLong(first("/proc/meminfo", "MemTotal:\\s*(\\d+)")) / 1024 + " MB");
        facts.put(
                "kernel",
                Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip());
        facts.put("load before", Files.readString(Path.of("/proc/loadavg")).split(" ", -1)[0]);
        facts.put("JDK", Runtime.version().toString());
        for (String setting : SETTINGS) {
            facts.put("PostgreSQL " + setting, show(database, setting));
        }
        facts.put("commit", commit(root));
        return facts;
    }

    private static String first(String file, String pattern) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(Path.of(file)))
                .results()
                .map(found -> found.group(1).strip())
                .findFirst()
                .orElse("0");
    }

    private static String show(Connection database, String setting) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery("show " + setting)) {
            row.next();
            return row.getString(1);
        }
    }

    /** With {@code -dirty} where files differ from it. */
    private static String commit(Path root) throws IOException, InterruptedException {
        try {
            Process git = new ProcessBuilder(
                            "git", "-C", root.toString(), "describe", "--always", "--dirty", "--abbrev=12")
                    .redirectErrorStream(true)
                    .start();
            String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.waitFor(10, TimeUnit.SECONDS) && git.exitValue() == 0 ? said : "unknown";
        } catch (IOException e) {
            return "unknown: git is not installed";
        }
    }
}
