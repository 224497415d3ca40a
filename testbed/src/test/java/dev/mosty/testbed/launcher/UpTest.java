package dev.mosty.testbed.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a real process, with a real PostgreSQL and stand-ins for the services. */
class UpTest {

    /** One for all, since making a database anew takes a second; what a test says holds with an old one too. */
    @TempDir
    private static Path root = Path.of("");

    private final Path data = root.resolve("data");

    @Test
    void everythingStartsSaysWhereToLookAndStopsInReverseOrderOnSigterm() throws Exception {
        try (Launched up = Launched.up(data).waitUntilReady()) {
            assertThat(up.said())
                    .contains("first  │ here is the stand-in", "second │ here is the stand-in")
                    .contains("  first     http://127.0.0.1:22190")
                    .contains("  postgres  jdbc:postgresql://127.0.0.1:29432/mosty");
            assertThat(up.query("SHOW fsync") + up.query("SHOW synchronous_commit") + up.query("SHOW full_page_writes"))
                    .isEqualTo("ononon");
            assertThat(up.query("SELECT rolsuper FROM pg_roles WHERE rolname = current_user"))
                    .isEqualTo("f");
            assertThat(up.query("SELECT lower('ЖУК')")).isEqualTo("жук");
            assertThatThrownBy(UpTest::connectWithoutThePassword).isInstanceOf(SQLException.class);

            assertThat(up.terminate()).isEqualTo(143);

            assertThat(up.said())
                    .containsSubsequence(
                            "Stopping …",
                            "second │ asked to stop",
                            "second has stopped",
                            "first has stopped",
                            "postgres has stopped",
                            "Everything is stopped.")
                    .doesNotContain("exit code");
            assertThat(List.of(22190, 22191, 29432)).noneMatch(Ports::taken);
            assertThat(Files.readString(data.resolve("logs/first.log"))).contains("here is the stand-in");
        }
    }

    @Test
    void aSecondUpSaysThatItAlreadyRunsAndStopEndsTheFirst() throws Exception {
        try (Launched up = Launched.up(data).waitUntilReady()) {
            Launched second = Launched.run(data, "up");
            assertThat(second.waitUntilEnded()).isEqualTo(3);
            assertThat(second.said())
                    .contains("already running here (process " + up.pid() + ")", "http://127.0.0.1:22191");

            assertThat(Launched.run(data, "status").said()).contains("Mosty is running (process " + up.pid() + ").");
            assertThat(Launched.run(data, "reset", "--yes").said()).contains("stop it first");
            linkTheDoctor();
            Launched doctor = Launched.run(data, "doctor");
            assertThat(doctor.said())
                    .contains(
                            "✓ second is ready.", "✓ The database answers", "✓ The clock agrees", "Nothing is wrong.");

            assertThat(Launched.run(data, "stop").said()).contains("Everything is stopped.");
            assertThat(up.waitUntilEnded()).isEqualTo(143);
            assertThat(Launched.run(data, "reset", "--yes").said()).contains("is deleted");
            assertThat(data).doesNotExist();
        }
    }

    @Test
    void dataSurvivesARestartAndAKillAndNothingOfAKilledLauncherStays() throws Exception {
        try (Launched up = Launched.up(data).waitUntilReady()) {
            up.query("DROP TABLE IF EXISTS kept");
            up.query("CREATE TABLE kept (word text)");
            up.query("INSERT INTO kept VALUES ('restart')");
        }
        try (Launched up = Launched.up(data).waitUntilReady()) {
            up.query("INSERT INTO kept VALUES ('kill')");
            up.kill();
            await().atMost(10, TimeUnit.SECONDS)
                    .until(() -> !Ports.taken(Launched.port(StandInSuite.FIRST))
                            && !Ports.taken(Launched.port(StandInSuite.SECOND)));
            assertThat(Ports.taken(Launched.POSTGRES_PORT))
                    .as("the server outlives it")
                    .isTrue();
        }
        try (Launched up = Launched.up(data).waitUntilReady()) {
            assertThat(up.said()).contains("Stopped what an earlier run had left behind: postgres.");
            assertThat(up.query("SELECT string_agg(word, ' ' ORDER BY word DESC) FROM kept"))
                    .isEqualTo("restart kill");
        }
    }

    @Test
    void aServiceThatDiesIsReportedAndStartedAgain() throws Exception {
        try (Launched up = Launched.up(data).waitUntilReady()) {
            Launched.die(StandInSuite.SECOND);

            up.waitUntilSaid("second ended with exit code 3. Its last lines:");
            up.waitUntilSaid("second starts again in 0.2 s.");
            await().until(() -> up.said().split("second │ here is the stand-in", -1).length == 3);
        }
    }

    @Test
    void aServiceThatDiesAgainAndAgainEndsTheSuiteWithASentence() throws Exception {
        try (Launched up = Launched.up(data, Map.of("STAND_IN_SUITE_DIES", "yes"))) {
            assertThat(up.waitUntilEnded()).isEqualTo(1);

            assertThat(up.said())
                    .containsSubsequence(
                            "dying ended with exit code 7. Its last lines:",
                            "  the address of amoCRM is missing",
                            "dying starts again in 4.0 s.",
                            "dying has died after 5 restarts within a minute",
                            "first has stopped",
                            "postgres has stopped");
        }
    }

    @Test
    void aLeftoverWithOurPidAndStartIsStoppedAndAStrangerWithTheSameNumberIsNot(@TempDir Path data) throws Exception {
        Process leftover = new ProcessBuilder("sleep", "300").start();
        Process stranger = new ProcessBuilder("sleep", "300").start();
        try {
            new PidFile(data, "first").write(Identity.of(leftover.pid()).orElseThrow());
            Files.writeString(data.resolve("run/second.pid"), stranger.pid() + " 1");

            assertThat(PidFile.stopLeftovers(data)).containsExactly("first");

            // Java hears of a child's end from a thread of its own, a moment later.
            assertThat(leftover.waitFor(Duration.ofSeconds(10))).isTrue();
            assertThat(stranger.isAlive()).isTrue();
            assertThat(data.resolve("run")).isEmptyDirectory();
        } finally {
            leftover.destroy();
            stranger.destroy();
        }
    }

    @Test
    void aTakenPortStopsTheStartBeforeAnythingRuns(@TempDir Path data) throws IOException {
        try (var taken = new ServerSocket(Launched.port(StandInSuite.SECOND))) {
            Launched up = Launched.up(data);

            assertThat(up.waitUntilEnded()).isEqualTo(1);
            assertThat(up.said())
                    .contains("Port " + taken.getLocalPort() + ", which second needs, is taken by process")
                    .doesNotContain("PostgreSQL …");
            assertThat(data.resolve("postgres")).doesNotExist();
        }
    }

    private static void connectWithoutThePassword() throws SQLException {
        DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + Launched.POSTGRES_PORT + "/mosty", "postgres", "x")
                .close();
    }

    /** It runs from the jars of a service, which the stand-ins are not. */
    private void linkTheDoctor() throws IOException {
        Path built = Path.of("../admin-web/target/quarkus-app").toAbsolutePath();
        Files.createDirectories(data.resolve("admin-web/target"));
        Files.createSymbolicLink(data.resolve("admin-web/target/quarkus-app"), built);
        Files.createDirectories(data.resolve("deploy"));
        Files.copy(Path.of("../deploy/env.example"), data.resolve("deploy/env.example"));
    }
}
