package dev.mosty.testbed.launcher;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/** A suite that is up, as its lock file tells: what {@code demo}, {@code status} and {@code stop} talk to. */
public record Running(Identity launcher, boolean real, int portOffset, int postgresPort) {

    /** The one that runs from this data directory, if any. */
    public static Optional<Running> in(Path data) throws IOException {
        Path file = SuiteLock.file(data);
        return Files.exists(file) ? parse(Files.readString(file)) : Optional.empty();
    }

    /** The suite it was started as: its ports and mode, whatever the options of this command say. */
    public Suite suite(Suite mine) {
        return new Suite(mine.root(), mine.data(), real, portOffset, postgresPort, mine.environment(), mine.messages());
    }

    static String write(Suite suite, Identity self) {
        return """
                pid=%d
                start=%d
                real=%s
                offset=%d
                postgres=%d
                """.formatted(self.pid(), self.startTicks(), suite.real(), suite.portOffset(), suite.postgresPort());
    }

    private static Optional<Running> parse(String text) {
        Properties values = new Properties();
        try {
            values.load(new StringReader(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Identity.parse(values.getProperty("pid", "") + " " + values.getProperty("start", ""))
                .filter(Identity::alive)
                .map(identity -> new Running(
                        identity,
                        Boolean.parseBoolean(values.getProperty("real")),
                        Integer.parseInt(values.getProperty("offset", "0")),
                        Integer.parseInt(values.getProperty("postgres", "0"))));
    }
}
