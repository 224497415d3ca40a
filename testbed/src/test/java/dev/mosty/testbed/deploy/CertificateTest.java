package dev.mosty.testbed.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS_MODE and what follows from it. */
class CertificateTest {
    @TempDir
    Path folder;

    private FrontDoor door(String mode, String... variable) {
        return FrontDoor.open(Map.of(
                "NGX_TLS_DIR",
                folder.toString(),
                "TLS_MODE",
                mode,
                variable.length == 0 ? "LANG" : variable[0],
                variable.length == 0 ? "C" : variable[1]));
    }

    @Test
    void withoutFilesThereIsASelfSignedOneOfTheServersName() throws IOException, GeneralSecurityException {
        try (FrontDoor door = door("", "NGX_SERVER_NAME", "mosty.example.ru www.example.ru")) {
            X509Certificate certificate = Certificates.shown(door);
            assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=mosty.example.ru");
            assertThat(certificate.getSubjectAlternativeNames()).hasToString("[[2, mosty.example.ru]]");
            certificate.verify(certificate.getPublicKey());
        }
    }

    @Test
    void theOneThatInitMadeIsUsedWhereThereIsOne() throws IOException {
        Certificates.make(folder.resolve("self"), "key.pem", "made-by-init");
        try (FrontDoor door = door("")) {
            assertThat(Certificates.shown(door).getSubjectX500Principal().getName())
                    .isEqualTo("CN=made-by-init");
        }
    }

    @Test
    void filesThatAreGivenAreUsedWithoutAnotherWord() throws IOException {
        Certificates.make(folder.resolve("files"), "key.pem", "from-files");
        try (FrontDoor door = door("")) {
            assertThat(Certificates.shown(door).getSubjectX500Principal().getName())
                    .isEqualTo("CN=from-files");
        }
    }

    @Test
    void aRenewedCertificateIsTakenWithoutARestart() throws IOException {
        Certificates.make(folder.resolve("files"), "key.pem", "old");
        try (FrontDoor door = door("files")) {
            assertThat(Certificates.shown(door).getSubjectX500Principal().getName())
                    .isEqualTo("CN=old");
            Certificates.make(folder.resolve("files"), "key.pem", "new");
            door.awaitReload(1);
            await().untilAsserted(() -> assertThat(
                            Certificates.shown(door).getSubjectX500Principal().getName())
                    .isEqualTo("CN=new"));
        }
    }

    @Test
    void aBrokenRenewalLeavesTheOldOneInPlace() throws IOException {
        Certificates.make(folder.resolve("files"), "key.pem", "old");
        try (FrontDoor door = door("files")) {
            Files.writeString(folder.resolve("files/fullchain.pem"), "half a certif");
            await().until(() -> door.said().contains("the old configuration goes on"));
            assertThat(Certificates.shown(door).getSubjectX500Principal().getName())
                    .isEqualTo("CN=old");
        }
    }

    @Test
    void acmeBeginsWithAStandInAndGoesOverToTheFirstThatIsIssued() throws IOException {
        try (FrontDoor door = door("acme", "NGX_SERVER_NAME", "localhost")) {
            assertThat(Certificates.shown(door).getSubjectX500Principal().getName())
                    .isEqualTo("CN=localhost");
            // As certbot lays them out: a folder of links to numbered files.
            Path archive = folder.resolve("acme/archive/mosty");
            Certificates.make(archive, "privkey1.pem", "issued");
            Path live = Files.createDirectories(folder.resolve("acme/live/mosty"));
            Files.createSymbolicLink(live.resolve("privkey.pem"), Path.of("../../archive/mosty/privkey1.pem"));
            Files.createSymbolicLink(live.resolve("fullchain.pem"), Path.of("../../archive/mosty/fullchain.pem"));
            door.awaitReload(1);
            await().untilAsserted(() -> assertThat(
                            Certificates.shown(door).getSubjectX500Principal().getName())
                    .isEqualTo("CN=issued"));
        }
    }

    /** It would lock everybody out of a name whose certificate browsers refuse. */
    @Test
    void noHostIsPinnedToHttpsByACertificateThatNobodyTrusts() {
        try (FrontDoor door = door("")) {
            assertThat(door.get("/").headers().firstValue("Strict-Transport-Security"))
                    .isEmpty();
        }
    }

    @Test
    void aTrustedOnePinsEveryReply() throws IOException {
        Certificates.make(folder.resolve("self"), "key.pem", "trusted");
        // What openssl takes for the machine's own list of authorities.
        try (FrontDoor door =
                door("", "SSL_CERT_FILE", folder.resolve("self/fullchain.pem").toString())) {
            for (String path : Stream.of("/", "/nothing", "/admin").toList()) {
                assertThat(door.raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                        .containsOnlyOnce("Strict-Transport-Security: max-age=15552000\r\n");
            }
        }
    }

    @Test
    void onlyTheTwoProtocolsThatHoldAreSpoken() throws IOException {
        try (FrontDoor door = door("")) {
            Certificates.shown(door, "TLSv1.2");
            Certificates.shown(door, "TLSv1.3");
            assertThatThrownBy(() -> Certificates.shown(door, "TLSv1.1")).isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void plainHttpIsToldWhatThePortSpeaks() throws IOException {
        try (FrontDoor door = door("")) {
            assertThat(door.plain("GET /admin HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 400")
                    .contains("{\"error\":\"This port speaks HTTPS: begin the address with https://.\"}");
        }
    }
}
