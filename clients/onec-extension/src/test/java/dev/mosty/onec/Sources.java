package dev.mosty.onec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the extension's sources lie: what the Designer's {@code LoadConfigFromFiles} is given. */
public final class Sources {
    public static final Path ROOT = Path.of("src", "cfe");

    private Sources() {}

    public static Path at(String path) {
        return ROOT.resolve(path);
    }

    /** Its text; the dump is UTF-8 with or without a byte order mark, which is cut off here. */
    public static String text(Path file) {
        try {
            String text = Files.readString(file);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    /** Files of that ending under the root, sorted. */
    public static List<Path> ending(String suffix) {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(ROOT + " cannot be read", e);
        }
    }
}
