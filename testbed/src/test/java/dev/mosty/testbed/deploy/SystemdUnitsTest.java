package dev.mosty.testbed.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** systemd itself reads the units, on a machine where Docker is said to be. */
class SystemdUnitsTest {
    private static final Path UNITS = Ran.ROOT.resolve("deploy/systemd");
    private static final Path SYSTEM = Path.of("/usr/lib/systemd/system");

    @TempDir
    private Path root;

    @BeforeEach
    void dockerIsThere() throws IOException {
        var docker = Files.createDirectories(root.resolve("usr/bin")).resolve("docker");
        Files.writeString(docker, "#!/bin/sh\n");
        assertThat(docker.toFile().setExecutable(true)).isTrue();
        Files.createDirectories(root.resolve("home/mosty/mosty"));
        var units = Files.createDirectories(root.resolve("etc/systemd/system"));
        Files.writeString(units.resolve("docker.service"), "[Service]\nExecStart=/usr/bin/docker\n");
        try (var targets = Files.newDirectoryStream(SYSTEM, "*.target")) {
            for (var target : targets) {
                Files.copy(target, units.resolve(target.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    @Test
    void theUnitOfTheSystemHasNothingThatSystemdDoesNotKnow() throws Exception {
        Files.copy(UNITS.resolve("mosty.service"), root.resolve("etc/systemd/system/mosty.service"));

        assertThat(Ran.of(Map.of(), "systemd-analyze", "verify", "--root=" + root, "mosty.service"))
                .isEqualTo(new Ran(0, ""));
    }

    @Test
    void soHasTheUnitOfTheAccount() throws Exception {
        // A manager of users takes no other root: the program has to be one that is there.
        var unit = Files.writeString(
                root.resolve("mosty-rootless.service"),
                Files.readString(UNITS.resolve("mosty-rootless.service")).replace("/usr/bin/docker", "/bin/true"));

        assertThat(Ran.of(
                        Map.of("XDG_RUNTIME_DIR", root.toString()),
                        "systemd-analyze",
                        "--user",
                        "verify",
                        unit.toString()))
                .isEqualTo(new Ran(0, ""));
    }

    @Test
    void aMisspeltKeyWouldHaveBeenSeen() throws Exception {
        Files.writeString(
                root.resolve("etc/systemd/system/mosty.service"),
                Files.readString(UNITS.resolve("mosty.service")).replace("Restart=", "Restrat="));

        assertThat(Ran.of(Map.of(), "systemd-analyze", "verify", "--root=" + root, "mosty.service")
                        .said())
                .contains("Restrat");
    }
}
