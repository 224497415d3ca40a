package dev.mosty.testbed.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The container {@code init}, run in a directory of the test's own. */
class InitTest {
    @TempDir
    Path home;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void directories() {
        environment.put("MOSTY_SECRETS_DIR", home.resolve("secrets").toString());
        environment.put("MOSTY_TLS_DIR", home.resolve("tls").toString());
        environment.put("MOSTY_DATABASE_DIR", home.resolve("database").toString());
        environment.put("MOSTY_OWNED_DIRS", home.resolve("data").toString());
    }

    @Test
    void whatNobodyHasGivenIsMade() throws IOException {
        assertThat(init()).matches(ended -> ended.code() == 0);

        assertThat(Base64.getDecoder().decode(read("secrets/secret-key").strip()))
                .hasSize(32);
        assertThat(read("secrets/db-password")).matches("[A-Za-z0-9]{32}\n");
        assertThat(read("secrets/postgres-password"))
                .matches("[A-Za-z0-9]{32}\n")
                .isNotEqualTo(read("secrets/db-password"));
        assertThat(read("secrets/pbx-path")).matches("[A-Za-z0-9]{32}\n");
        assertThat(contents()).hasSize(7);
    }

    @Test
    void aServiceMayReadWhatItNeedsAndChangeNothing() throws IOException {
        init();

        assertThat(modes())
                .containsEntry("secrets", "rwxr-x---")
                .containsEntry("secrets/secret-key", "r--r-----")
                .containsEntry("secrets/db-password", "r--r-----")
                .containsEntry("secrets/pbx-path", "r--r-----")
                .containsEntry("secrets/grafana-password", "r--r-----")
                .containsEntry("secrets/postgres-password", "r--------")
                .containsEntry("tls/key.pem", "r--------")
                .containsEntry("tls/fullchain.pem", "r--r--r--");
    }

    @Test
    void theSecondTimeNothingIsMadeAndNothingChanged() throws IOException {
        init();
        Map<String, String> first = contents();

        assertThat(init().said()).isEmpty();
        assertThat(contents()).isEqualTo(first);
    }

    @Test
    void whatIsGivenIsTakenButNeverInThePlaceOfWhatIsThere() throws IOException {
        environment.put("DB_PASSWORD", "given-password");
        environment.put("PBX_PATH", "given-pbx-path");
        init();
        environment.put("DB_PASSWORD", "another-password");
        init();

        assertThat(read("secrets/db-password")).isEqualTo("given-password\n");
        assertThat(read("secrets/pbx-path")).isEqualTo("given-pbx-path\n");
    }

    @Test
    void aDatabaseWhoseKeyIsGoneGetsNoNewOne() throws IOException {
        init();
        Files.delete(home.resolve("secrets/secret-key"));
        Files.createDirectories(home.resolve("database"));
        Files.writeString(home.resolve("database/PG_VERSION"), "17\n");

        assertThat(init()).isEqualTo(new Ran(78, """
                init: there is a database, but its secret-key is gone: put it back from a backup \
                (deploy/docker/restore.sh), or set MOSTY_SECRET_KEY in .env
                """));
        assertThat(home.resolve("secrets/secret-key")).doesNotExist();
    }

    @Test
    void theCertificateIsForTheServersNamesAndThisMachine() throws IOException, GeneralSecurityException {
        environment.put("NGX_SERVER_NAME", "mosty.example.ru gate.example.ru 203.0.113.7");
        init();

        try (InputStream file = Files.newInputStream(home.resolve("tls/fullchain.pem"))) {
            X509Certificate certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(file);
            assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=mosty.example.ru");
            assertThat(certificate.getSubjectAlternativeNames())
                    .extracting(name -> String.valueOf(name.get(1)))
                    .containsExactly("localhost", "127.0.0.1", "mosty.example.ru", "gate.example.ru", "203.0.113.7");
        }
    }

    @Test
    void halfOfACertificateIsMadeAnew() throws IOException {
        init();
        String former = read("tls/fullchain.pem");
        Files.delete(home.resolve("tls/key.pem"));

        assertThat(init().said()).isEqualTo("init: made a self-signed certificate for localhost\n");
        assertThat(read("tls/fullchain.pem")).isNotEqualTo(former);
    }

    @Test
    void aRestoredKeyTakesThePlaceOfThePresentOneWhichIsKept() throws IOException {
        init();
        String former = read("secrets/secret-key");
        String key = Base64.getEncoder().encodeToString(new byte[32]);

        assertThat(script().told(key + "\r\n", "put-key").code()).isZero();
        assertThat(read("secrets/secret-key")).isEqualTo(key + "\n");
        assertThat(contents())
                .anySatisfy((name, content) -> assertThat(name + content)
                        .startsWith("secrets/secret-key.until-")
                        .endsWith(former));
    }

    @Test
    void whatIsNoKeyChangesNothing() throws IOException {
        init();
        Map<String, String> before = contents();

        assertThat(script().told("c2hvcnQ=\n", "put-key").code()).isEqualTo(78);
        assertThat(script().told("../../etc/passwd", "put-path").code()).isEqualTo(78);
        assertThat(contents()).isEqualTo(before);
    }

    private Ran init() {
        return script().run();
    }

    private Script script() {
        return Script.named("init.sh", environment);
    }

    private String read(String file) throws IOException {
        return Files.readString(home.resolve(file));
    }

    private Map<String, String> contents() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(home.relativize(file).toString(), Files.readString(file));
            }
        }
        return contents;
    }

    private Map<String, String> modes() throws IOException {
        Map<String, String> modes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.toList()) {
                modes.put(
                        home.relativize(file).toString(),
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            }
        }
        return modes;
    }
}
