package dev.mosty.access;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Tells a person the credentials that an installation made for itself: once, into {@code first-login.txt} (mode 0600)
 * of the data directory and onto standard output, past the logger, so that no log collector keeps them. To be called
 * only by the replica whose insert made them.
 */
public final class FirstCredentials {
    private static final Logger LOG = Logger.getLogger(FirstCredentials.class);
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final Path file;
    private final PrintStream out;

    public FirstCredentials(Path directory, PrintStream out) {
        this.file = directory.resolve("first-login.txt");
        this.out = out;
    }

    /**
     * Appends one line for one credential. If the file cannot be written it says so, and still prints: the credential
     * exists by now, and this is the only time that it can be shown.
     *
     * @param what for a person, such as {@code "amo-proxy, the widget's token"}
     */
    public void tell(String what, String credential) {
        String line = what + ": " + credential + System.lineSeparator();
        try {
            append(line);
        } catch (IOException | UnsupportedOperationException e) {
            LOG.warnf("The first credentials could not be written to %s (%s): note them from the output.", file, e);
        }
        out.print(line);
        out.flush();
    }

    /** One write in append mode, so that services which start together do not mix their lines. */
    private void append(String line) throws IOException {
        Set<StandardOpenOption> options =
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        try (SeekableByteChannel channel =
                Files.newByteChannel(file, options, PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
            Files.setPosixFilePermissions(file, OWNER_ONLY);
            channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
        }
    }
}
