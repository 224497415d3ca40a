package dev.mosty.testbed.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code deploy/acme} with certbot and Pebble, Let's Encrypt's own authority for tests: an account, the question at
 * port 80 through nginx, the certificate, and the door that goes over to it. The real authority is not asked here.
 */
class AcmeTest {
    private static final Path SCRIPTS = Path.of("..", "deploy", "acme").toAbsolutePath();

    @TempDir
    Path folder;

    private final List<Process> processes = new ArrayList<>();
    private int authority;
    private int door80;

    @BeforeEach
    void anAuthorityAndAPort80() throws IOException {
        assumeTrue(
                Stream.of("certbot", "pebble", "pebble-challtestsrv")
                        .allMatch(program -> Files.isExecutable(Path.of("/usr/bin", program))),
                "certbot and pebble are not installed");
        // nginx's workers, who are somebody else, read what certbot lays out.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectory(folder.resolve("webroot"));
        Certificates.make(folder, "key.pem", "localhost");
        authority = DoorProcess.freePort();
        door80 = DoorProcess.freePort();
        int names = DoorProcess.freePort();
        start(
                List.of(
                        "pebble-challtestsrv",
                        "-http01",
                        "",
                        "-https01",
                        "",
                        "-tlsalpn01",
                        "",
                        "-defaultIPv6",
                        "",
                        "-management",
                        "127.0.0.1:" + DoorProcess.freePort(),
                        "-dns01",
                        "127.0.0.1:" + names),
                Map.of());
        Path config = Files.writeString(folder.resolve("pebble.json"), """
            {"pebble": {"listenAddress": "127.0.0.1:%d", "managementListenAddress": "127.0.0.1:%d",
              "certificate": "%s", "privateKey": "%s", "httpPort": %d, "tlsPort": %d}}
            """.formatted(
                        authority,
                        DoorProcess.freePort(),
                        folder.resolve("fullchain.pem"),
                        folder.resolve("key.pem"),
                        door80,
                        DoorProcess.freePort()));
        start(
                List.of("pebble", "-config", config.toString(), "-dnsserver", "127.0.0.1:" + names),
                Map.of("PEBBLE_VA_NOSLEEP", "1", "PEBBLE_WFE_NONCEREJECT", "0"));
        Path challenge = Files.writeString(
                folder.resolve("challenge.conf"),
                Files.readString(SCRIPTS.resolve("challenge.conf"))
                        .replace("listen 6080", "listen 127.0.0.1:" + door80)
                        .replace("/tmp/", folder + "/")
                        .replace("/webroot", folder + "/webroot"));
        start(List.of("/usr/sbin/nginx", "-e", "stderr", "-c", challenge.toString()), Map.of());
        await().atMost(Duration.ofSeconds(20))
                .until(() -> DoorProcess.listens(authority) && DoorProcess.listens(door80));
    }

    @AfterEach
    void stopThem() throws InterruptedException {
        processes.forEach(Process::destroy);
        for (Process process : processes) {
            process.waitFor(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void aCertificateIsIssuedForAllNamesAndTheDoorGoesOverToIt()
            throws IOException, GeneralSecurityException, InterruptedException {
        String names = "mosty.example.ru www.example.ru";
        try (FrontDoor door = FrontDoor.open(Map.of(
                "NGX_TLS_DIR", folder.resolve("tls").toString(), "TLS_MODE", "acme", "NGX_SERVER_NAME", names))) {
            assertThat(Certificates.shown(door).getIssuerX500Principal().getName())
                    .isEqualTo("CN=mosty.example.ru");
            assertThat(renewed(names)).isZero();
            door.awaitReload(1);
            await().untilAsserted(() -> assertThat(
                            Certificates.shown(door).getIssuerX500Principal().getName())
                    .startsWith("CN=Pebble Intermediate CA"));
            assertThat(Certificates.shown(door).getSubjectAlternativeNames())
                    .hasToString("[[2, mosty.example.ru], [2, www.example.ru]]");
            byte[] issued = Certificates.shown(door).getSignature();

            assertThat(renewed(names))
                    .as("a second look, long before it is due")
                    .isZero();
            assertThat(Certificates.shown(door).getSignature()).isEqualTo(issued);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        _            | NGX_SERVER_NAME is not set
        *.example.ru | NGX_SERVER_NAME has a *
        a;b          | NGX_SERVER_NAME is "a;b"; it should be like domain.example.ru
        """)
    void aNameThatCannotBeCertifiedIsOneSentence(String name, String sentence)
            throws IOException, InterruptedException {
        assertThat(renewed(name)).isEqualTo(78);
        assertThat(Files.readString(folder.resolve("renew.sh.log"))).startsWith("acme: " + sentence);
    }

    private int renewed(String names) throws IOException, InterruptedException {
        Process renew = start(
                List.of(SCRIPTS.resolve("renew.sh").toString()),
                Map.of(
                        "ACME_ONCE", "true",
                        "ACME_HOME", folder.resolve("tls/acme").toString(),
                        "ACME_WEBROOT", folder.resolve("webroot").toString(),
                        "ACME_WORK", folder.resolve("work").toString(),
                        "ACME_SERVER", "https://localhost:" + authority + "/dir",
                        "REQUESTS_CA_BUNDLE", folder.resolve("fullchain.pem").toString(),
                        "NGX_SERVER_NAME", names));
        assertThat(renew.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return renew.exitValue();
    }

    private Process start(List<String> command, Map<String, String> variables) throws IOException {
        String name = Path.of(command.getFirst()).getFileName().toString();
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile());
        builder.environment().putAll(variables);
        Process process = builder.start();
        processes.add(process);
        return process;
    }
}
