package dev.mosty.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstCredentialsTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);

    @Test
    void eachServiceAddsALineThatOnlyTheOwnerReads(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("first-login.txt");
        new FirstCredentials(directory, print).tell("amo-proxy, the widget's token", "abc");
        new FirstCredentials(directory, print).tell("admin-web, root", "xyz");

        assertThat(file).content().isEqualTo("amo-proxy, the widget's token: abc\nadmin-web, root: xyz\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(Files.readString(file));
    }

    @Test
    void withoutAPlaceForTheFileTheyAreStillPrinted(@TempDir Path directory) {
        new FirstCredentials(directory.resolve("missing"), print).tell("root", "xyz");

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("root: xyz\n");
    }
}
