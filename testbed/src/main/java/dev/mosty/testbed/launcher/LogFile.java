package dev.mosty.testbed.launcher;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A log on disk: one of this run, and one of the run before. */
final class LogFile {

    private LogFile() {}

    /** Puts the previous run's log aside. */
    static Path rotate(Path directory, String name) throws IOException {
        Files.createDirectories(directory);
        Path log = directory.resolve(name + ".log");
        if (Files.exists(log)) {
            Files.move(log, directory.resolve(name + ".previous.log"), REPLACE_EXISTING);
        }
        return log;
    }

    static List<String> lastLines(Path log, int count) throws IOException {
        if (!Files.exists(log)) {
            return List.of();
        }
        List<String> lines =
                Files.readString(log, StandardCharsets.UTF_8).lines().toList();
        return lines.subList(Math.max(0, lines.size() - count), lines.size());
    }
}
