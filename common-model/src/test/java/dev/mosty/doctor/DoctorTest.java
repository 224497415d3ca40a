package dev.mosty.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosty.testsupport.Database;
import dev.mosty.testsupport.FarSide;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
    private static final Database DATABASE = Database.migrated();
    private static final String KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    @TempDir
    private static Path folder = Path.of("");

    private final Map<String, String> variables = new LinkedHashMap<>(Map.of(
            "DB_URL",
            DATABASE.url(),
            "DB_USER",
            DATABASE.user(),
            "MOSTY_SECRET_KEY",
            KEY,
            "MOSTY_DATA_DIR",
            folder.toString(),
            "QUARKUS_HTTP_PORT",
            "8080"));

    @AfterAll
    static void drop() {
        DATABASE.close();
    }

    @BeforeEach
    void forget() {
        DATABASE.jdbi().useHandle(handle -> {
            handle.execute("delete from setting");
            handle.execute("delete from amo_account");
        });
    }

    @Test
    void anInstallationThatWorksGetsNothingButGoodSentences() throws Exception {
        try (FarSide gate = answering("200 OK", Instant.now(), """
                        {"status":"UP","checks":[{"name":"amoCRM","status":"UP","data":{"state":"connected"}}]}""");
                FarSide oneC = answering("401 Unauthorized", Instant.now(), "");
                FarSide amo = answering("200 OK", Instant.now(), "")) {
            know(oneC, amo);

            assertThat(said("language=en", "service.gate=" + gate.uri()))
                    .contains("✓ The configuration has no fault")
                    .contains("✓ The database answers at " + DATABASE.url())
                    .contains("✓ The clock agrees with that of the database")
                    .contains("✓ gate is ready.")
                    .contains("✓ gate, amoCRM is well: state: connected")
                    .contains("✓ 1C can be reached at " + where(oneC) + " (it answered 401).")
                    .contains("✓ amoCRM can be reached at " + where(amo) + " (it answered 200).")
                    .contains("✓ The clock agrees with that of amoCRM")
                    .endsWith("Nothing is wrong.\n");
            assertThat(oneC.requests().getFirst()).startsWith("GET /clinic/hs/AmoCRM/TestRequest HTTP/1.1");
        }
    }

    @Test
    void whatIsWrongIsSaidInRussianAndCounted() throws Exception {
        variables.put("AMO_CLIENT_SECRT", "whatever");
        variables.put("DB_POOL", "many");
        try (FarSide gate = answering("503 Service Unavailable", Instant.now(), """
                        {"status":"DOWN","checks":[{"name":"amoCRM","status":"DOWN","data":{"state":"no token"}}]}""");
                FarSide amo = answering("200 OK", Instant.now().minusSeconds(600), "")) {
            know(amo, amo);
            DATABASE.jdbi()
                    .useHandle(handle -> handle.execute("update setting set value = '1' where name = 'onec.port'"));

            assertThat(said(
                            "language=ru",
                            "service.gate=" + gate.uri(),
                            "service.proxy=http://127.0.0.1:1/q/health/ready"))
                    .contains("✗ Настройки: DB_POOL: \"many\" is not a whole number from 1 to 999.")
                    .contains("✗ Настройки: переменной AMO_CLIENT_SECRT никто не знает; может быть, AMO_CLIENT_SECRET?")
                    .contains("✗ gate: запущено, но не готово.")
                    .contains("✗ gate, amoCRM: не в порядке: state: no token")
                    .contains("✗ proxy не отвечает по адресу 127.0.0.1:1: там никто не слушает")
                    .contains("✗ 1C недоступна по адресу http://127.0.0.1:1: там никто не слушает")
                    .containsPattern("✗ Часы этой машины спешат на (599|60[0-2]) с \\(amoCRM показывает другое\\)")
                    .endsWith("Неполадок: 7.\n")
                    .doesNotContain("whatever");
        }
    }

    @Test
    void withoutADatabaseItSaysSoAndGoesOn() throws Exception {
        variables.put("DB_URL", "jdbc:postgresql://127.0.0.1:1/mosty");
        try (FarSide gate = answering("200 OK", Instant.now(), "{}")) {
            assertThat(said("language=en", "service.gate=" + gate.uri()))
                    .contains("✗ The database does not answer at jdbc:postgresql://127.0.0.1:1/mosty: ")
                    .contains("✓ gate is ready.")
                    .endsWith("Wrong: 1.\n");
        }
    }

    @Test
    void systemsWithoutAnAddressAreNoFault() throws Exception {
        try (FarSide gate = answering("200 OK", Instant.now(), "{}")) {
            assertThat(said("language=en", "service.gate=" + gate.uri()))
                    .contains("• 1C has no address yet (ONEC_HOST)")
                    .contains("• amoCRM has no address yet (AMO_SUBDOMAIN)")
                    .endsWith("Nothing is wrong.\n");
        }
    }

    @Test
    void whatTheCallerHasToldOfIsCountedToo() throws Exception {
        assertThat(said("language=en", "wrong=2")).doesNotContain("database").endsWith("Wrong: 2.\n");
    }

    @Test
    void aSelfSignedCertificateIsANoteAndANameThatItLacksIsWrong() throws Exception {
        variables.put("NGX_SERVER_NAME", "clinic.example desk.clinic.example");
        try (TlsDoor door = new TlsDoor(folder, "-validity", "90", "-ext", "san=dns:*.clinic.example")) {
            assertThat(certificate(door))
                    .contains("• The certificate is self-signed (until ")
                    .contains("✗ The certificate does not cover the name clinic.example of NGX_SERVER_NAME.")
                    .doesNotContain("desk.clinic.example");
        }
    }

    @Test
    void aCertificateThatEndsSoonOrHasEndedIsWrong() throws Exception {
        try (TlsDoor soon = new TlsDoor(folder, "-validity", "5");
                TlsDoor over = new TlsDoor(folder, "-startdate", "-30d", "-validity", "10")) {
            assertThat(certificate(soon)).contains("✗ The certificate ends on ");
            assertThat(certificate(over)).contains("✗ The certificate ended on ");
        }
    }

    @Test
    void aDoorThatIsShutIsSaid() throws Exception {
        assertThat(said("language=en", "service.gate=http://127.0.0.1:1/", "door=127.0.0.1:1"))
                .contains("✗ nginx does not answer at 127.0.0.1:1");
    }

    private String certificate(TlsDoor door) throws IOException, InterruptedException {
        return said(
                "language=en",
                "service.gate=http://127.0.0.1:1/",
                "door=127.0.0.1:" + door.address().getPort());
    }

    private String said(String... arguments) throws IOException, InterruptedException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.add("example=../deploy/env.example");
        int code = Doctor.run(all, variables, new PrintStream(bytes, true, StandardCharsets.UTF_8));
        String said = bytes.toString(StandardCharsets.UTF_8);
        assertThat(code).isEqualTo(said.endsWith("Nothing is wrong.\n") ? 0 : 1);
        return said;
    }

    private static String where(FarSide side) {
        return "http://127.0.0.1:" + side.uri().getPort();
    }

    private static void know(FarSide oneC, FarSide amo) {
        Map<String, String> settings = Map.of(
                "onec.protocol", "HTTP",
                "onec.host", "127.0.0.1",
                "onec.port", Integer.toString(oneC.uri().getPort()),
                "onec.path", "/clinic/hs/AmoCRM/");
        DATABASE.jdbi().useHandle(handle -> {
            settings.forEach((name, value) -> handle.execute(
                    "insert into setting (name, value, sealed, changed_by) values (?, ?, false, 'test')", name, value));
            handle.execute(
                    "insert into amo_account (base, long_lived, mock, missing) values (?, false, false, '{}')",
                    where(amo));
        });
    }

    private static FarSide answering(String status, Instant date, String body) throws IOException {
        String told = DateTimeFormatter.RFC_1123_DATE_TIME.format(date.atOffset(ZoneOffset.UTC));
        return new FarSide(connection -> {
            while (connection.readRequest()) {
                connection.write("HTTP/1.1 " + status + "\r\nDate: " + told + "\r\nContent-Length: "
                        + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body);
            }
        });
    }
}
