package dev.mosty.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.mosty.settings.Misconfigured;
import dev.mosty.testsupport.Database;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.WithDefault;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.ErrorDetails;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartFaultTest {
    private static final String KEY = "bW9zdHkgdGVzdCBrZXksIDMyIGJ5dGVzIGxvbmcuLi4=";

    enum PaidSource {
        RDESK,
        ONEC
    }

    @ConfigMapping(prefix = "amo")
    interface Sample {
        @WithDefault("7")
        int rate();

        @WithDefault("15s")
        Duration timeout();

        @WithDefault("rdesk")
        PaidSource paidSource();

        @WithDefault("0")
        int clientSecret();

        String subdomain();
    }

    @Test
    void aWrongValueIsOneSentenceThatNamesTheVariable() {
        assertThat(fault("amo.rate", "abc")).isEqualTo("AMO_RATE: \"abc\" is not a whole number.");
        assertThat(fault("amo.timeout", "soon"))
                .isEqualTo("AMO_TIMEOUT: \"soon\" is not a duration such as 15s, 10m or 1h.");
        assertThat(fault("amo.paid-source", "sap")).isEqualTo("AMO_PAID_SOURCE: \"sap\" is not one of onec, rdesk.");
        assertThat(fault("amo.rate", "")).isEqualTo("AMO_RATE: is empty.");
    }

    @Test
    void theValueOfASecretIsNotShown() {
        assertThat(fault("amo.client-secret", "qwerty"))
                .isEqualTo("AMO_CLIENT_SECRET: its value is not a whole number.");
    }

    @Test
    void severalWrongValuesAreASentenceEach() {
        assertThat(of(Map.of("amo.rate", "x")).sentences())
                .containsExactlyInAnyOrder("AMO_RATE: \"x\" is not a whole number.", "AMO_SUBDOMAIN: is not set.");
    }

    @Test
    void anUnknownVariableInAnExpressionIsNotSet() {
        assertThat(StartFault.sentence(
                        "SRCFG00011: Could not expand value DB_URL in property quarkus.datasource.jdbc.url"))
                .contains("DB_URL: is not set.");
    }

    @Test
    void whatABeanFindsWrongIsFoundUnderItsWrappings() {
        var failure = new RuntimeException(new IllegalStateException(new Misconfigured("GATE_ALLOW_IPS", "no")));
        assertThat(StartFault.of(failure)).contains(new StartFault(List.of("GATE_ALLOW_IPS: no."), 78));
    }

    @Test
    void aDatabaseThatIsAwayOrRefusesIsASentenceToo() {
        assertThat(StartFault.of(new RuntimeException(new SQLException("x", "08001", new ConnectException()))))
                .contains(new StartFault(List.of("DB_URL: the database cannot be reached."), 1));
        assertThat(StartFault.of(new RuntimeException(new SQLException("x", "28P01"))))
                .contains(new StartFault(List.of("DB_USER, DB_PASSWORD: the database refuses this login."), 78));
    }

    @Test
    void theStartWaitsForADatabaseButNotForOneThatRefuses() {
        try (var database = Database.empty()) {
            assertThat(DatabaseAtStart.await(database.url(), database.user(), "", Duration.ofSeconds(5)))
                    .isEmpty();
            assertThat(DatabaseAtStart.await(database.url() + "_no", database.user(), "", Duration.ofMinutes(1)))
                    .contains(new StartFault(List.of("DB_URL: there is no such database."), 78));
        }
        assertThat(DatabaseAtStart.await("jdbc:postgresql://localhost:1/x", "x", "", Duration.ofMillis(100)))
                .contains(new StartFault(List.of("DB_URL: the database cannot be reached."), 1));
    }

    @Test
    void tablesOfAnotherVersionAreASentenceToo() {
        var changed = new FlywayValidateException(
                new ErrorDetails(CoreErrorCode.VALIDATE_ERROR, "Validate failed: V1 was changed\nlocal: 1"), "");
        assertThat(StartFault.of(new RuntimeException(changed)).orElseThrow().sentences())
                .first(STRING)
                .startsWith("The database's tables are not what this version expects: ")
                .doesNotContain("\n");
    }

    @Test
    void aFaultOfTheProgramIsNone() {
        assertThat(StartFault.of(new IllegalStateException("bug"))).isEmpty();
    }

    @Test
    void everyServiceNeedsADatabaseAndAKey() {
        assertThat(StartCheck.faults(name -> Optional.empty()))
                .containsExactly(
                        "MOSTY_SECRET_KEY: is not set; make one with: openssl rand -base64 32.",
                        "DB_URL: is not set; it is a JDBC address such as jdbc:postgresql://localhost:5432/mosty.");
        var wrong = Map.of("MOSTY_SECRET_KEY", KEY, "DB_URL", "postgres://db/mosty", "QUARKUS_HTTP_PORT", "80x");
        assertThat(StartCheck.faults(name -> Optional.ofNullable(wrong.get(name))))
                .containsExactly(
                        "DB_URL: must be a JDBC address such as jdbc:postgresql://localhost:5432/mosty.",
                        "QUARKUS_HTTP_PORT: \"80x\" is not a port (0 to 65535).");
        var right = Map.of("MOSTY_SECRET_KEY", KEY, "DB_URL", "jdbc:postgresql://db/mosty", "MOSTY_SECRET_KEY_OLD", "");
        assertThat(StartCheck.faults(name -> Optional.ofNullable(right.get(name))))
                .isEmpty();
    }

    @Test
    void aSecretComesFromItsFileUnlessItsVariableIsSet(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("password"), " qwerty\n");
        var files = new SecretFiles(Map.of("DB_PASSWORD_FILE", file.toString(), "SSL_KEY_FILE", file.toString()));

        assertThat(files.getValue("DB_PASSWORD")).isEqualTo(" qwerty");
        assertThat(files.getValue("db.password")).isEqualTo(" qwerty");
        assertThat(files.getValue("SSL_KEY")).isNull();
        assertThat(files.getValue("ONEC_PASSWORD")).isNull();
        assertThat(files.getOrdinal()).isLessThan(300);
    }

    @Test
    void aSecretFileThatCannotBeReadStopsTheStart() {
        var files = new SecretFiles(Map.of("AMO_CLIENT_SECRET_FILE", "/nowhere/secret"));
        assertThat(StartCheck.faults(name -> Optional.ofNullable(files.getValue(name))))
                .startsWith("AMO_CLIENT_SECRET_FILE: the file \"/nowhere/secret\" cannot be read.");
    }

    @Test
    void theSummaryShowsValuesAndOfSecretsOnlyWhetherTheyAreSet() {
        var config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(
                        Map.of(
                                "DB_URL", "jdbc:postgresql://u:pw@db/mosty?password=pw",
                                "AMO_RATE", "7",
                                "AMO_CLIENT_SECRET", "qwerty",
                                "HOME", "/root"),
                        "test",
                        300))
                .build();
        assertThat(StartSummary.line(config))
                .startsWith("Configuration: AMO_RATE=7, DB_URL=jdbc:postgresql://***@db/mosty?***; set:"
                        + " AMO_CLIENT_SECRET; not set: ADMIN_PASSWORD, ")
                .doesNotContain("qwerty", "pw@", "HOME");
    }

    private static String fault(String name, String value) {
        return of(Map.of(name, value, "amo.subdomain", "clinic")).sentences().getFirst();
    }

    private static StartFault of(Map<String, String> values) {
        try {
            var unused = new SmallRyeConfigBuilder()
                    .addDefaultInterceptors()
                    .addDiscoveredConverters()
                    .withSources(new PropertiesConfigSource(values, "test", 300))
                    .withMapping(Sample.class)
                    .build();
            throw new AssertionError("nothing was wrong with " + unused);
        } catch (ConfigValidationException e) {
            return StartFault.of(new RuntimeException(e)).orElseThrow();
        }
    }
}
