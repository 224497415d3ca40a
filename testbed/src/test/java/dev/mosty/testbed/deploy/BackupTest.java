package dev.mosty.testbed.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code backup.sh} and {@code restore.sh} with a {@code docker} of the test's own, which tells what it was asked for.
 * With a real one {@code try.sh} runs them.
 */
class BackupTest {
    private static final String KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    /** Answers the questions of the two scripts, and writes down the last words of each and what it was told. */
    private static final String DOCKER = """
            #!/bin/sh
            echo "$*" | sed 's/.*docker-compose.yml //' >>"$TOLD"
            case "$*" in
                *"database dump") printf '%s' "$DUMP" ;;
                *"cat database /run/mosty/secret-key") echo "$KEY" ;;
                *"cat database /run/mosty/pbx-path") echo a-secret-path ;;
                *"config --images") printf 'postgres:17\\nmosty:0.1.0\\n' ;;
                *put-key | *put-path | *"database restore") sed 's/^/  < /' >>"$TOLD"; echo >>"$TOLD" ;;
            esac
            """;

    @TempDir
    Path home;

    private Map<String, String> environment = Map.of();

    @BeforeEach
    void aDockerOfOurOwn() throws IOException {
        Path docker = Files.writeString(home.resolve("docker"), DOCKER);
        Files.setPosixFilePermissions(docker, PosixFilePermissions.fromString("rwx------"));
        environment = Map.of(
                "PATH",
                home + ":" + System.getenv("PATH"),
                "TOLD",
                home.resolve("told").toString(),
                "DUMP",
                "PGDMP and so on",
                "KEY",
                KEY);
    }

    @Test
    void aBackupIsOneFileForItsOwnerAlone() throws IOException {
        Path file = backup();

        assertThat(file.getFileName().toString()).matches("mosty-\\d{8}-\\d{6}\\.tar");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(home.resolve("backups"))) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aDumpThatFailsLeavesNoBackup() throws IOException {
        Map<String, String> broken = new HashMap<>(environment);
        broken.put("DUMP", "pg_dump: error: connection refused");

        Ran ended =
                Script.named("backup.sh", broken).run(home.resolve("backups").toString());

        assertThat(ended).isEqualTo(new Ran(1, "backup: the database was not dumped; nothing was backed up.\n"));
        try (Stream<Path> files = Files.list(home.resolve("backups"))) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void aRestoreStopsWhatWritesThenPutsKeyAndDataBackAndSetsTheQueuesAside() throws IOException {
        Path file = backup();
        Files.delete(home.resolve("told"));

        assertThat(restore(file.toString())).matches(ended -> ended.code() == 0);
        assertThat(told())
                .containsExactly(
                        "--profile scale ps -q gate2",
                        "--profile scale ps -q telephony2",
                        "--profile scale stop gate proxy telephony bitrix admin",
                        "run --rm -T --no-deps init put-key",
                        "  < " + KEY,
                        "",
                        "run --rm -T --no-deps init put-path",
                        "  < a-secret-path",
                        "",
                        "up -d --wait postgres",
                        "run --rm -T database prepare",
                        "run --rm -T --no-deps database restore",
                        "  < PGDMP and so on",
                        "run --rm -T --no-deps database keep-back",
                        "run --rm -T --no-deps database set-aside",
                        "--profile scale up -d gate proxy telephony bitrix admin nginx",
                        "restart nginx");
    }

    @Test
    void whatWaitedOnAServerThatHasMovedIsStillSentAfterTheConfirmation() throws IOException {
        Path file = backup();
        Files.delete(home.resolve("told"));

        restore(file.toString(), "--moved");

        assertThat(told())
                .contains("run --rm -T --no-deps database keep-back")
                .doesNotContain("run --rm -T --no-deps database set-aside");
    }

    @Test
    void aDamagedBackupChangesNothing() throws IOException {
        Path file = backup();
        Files.delete(home.resolve("told"));
        byte[] bytes = Files.readAllBytes(file);
        int dump = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("PGDMP");
        bytes[dump] = 'X';
        Files.write(file, bytes);

        Ran ended = restore(file.toString());

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.said()).endsWith("is damaged; nothing was changed.\n");
        assertThat(home.resolve("told")).doesNotExist();
    }

    private Path backup() {
        Ran ended = Script.named("backup.sh", environment)
                .run(home.resolve("backups").toString());
        assertThat(ended.code()).as(ended.said()).isZero();
        return Path.of(ended.said().strip());
    }

    private Ran restore(String... arguments) {
        return Script.named("restore.sh", environment).run(arguments);
    }

    private List<String> told() throws IOException {
        return Files.readAllLines(home.resolve("told"));
    }
}
