package dev.mosty.testbed.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Remembers each child on disk, so that the next start can end what a killed launcher left behind. */
final class PidFile {

    private static final Duration GRACE = Duration.ofSeconds(15);

    private final Path file;

    PidFile(Path data, String name) throws IOException {
        file = Files.createDirectories(directory(data)).resolve(name + ".pid");
    }

    void write(Identity process) throws IOException {
        Files.writeString(file, process.text());
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    /** Stops what is still running and was started from this data directory; answers the names. */
    static List<String> stopLeftovers(Path data) throws IOException, InterruptedException {
        if (!Files.isDirectory(directory(data))) {
            return List.of();
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(directory(data))) {
            files = all.filter(file -> file.toString().endsWith(".pid"))
                    .sorted()
                    .toList();
        }
        List<String> stopped = new ArrayList<>();
        for (Path file : files) {
            Optional<Identity> leftover = Identity.parse(Files.readString(file)).filter(Identity::alive);
            if (leftover.isPresent()) {
                leftover.get().stop(GRACE);
                stopped.add(file.getFileName().toString().replace(".pid", ""));
            }
            Files.delete(file);
        }
        return stopped;
    }

    private static Path directory(Path data) {
        return data.resolve("run");
    }
}
