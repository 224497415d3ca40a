package dev.mosty.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {
    @ParameterizedTest
    @CsvSource({
        "AMO_CLIENTID,       AMO_CLIENT_ID,     true",
        "FIELD_BOOKED_CHEKIN, FIELD_BOOKED_CHECK_IN, true",
        "NGX_SERVERNAMES,    NGX_SERVER_NAME,   true",
        "amo_client_id,      AMO_CLIENT_ID,     true",
        "HOSTNAME,           HOST_PORT,         false",
        "JAVA_HOME,          AMO_BATCH,         false",
        "TZ,                 TLS_MODE,          false",
        "DB_POLL,            DB_POOL,           false",
    })
    void aNameIsMisspeltWhenAFewLettersDiffer(String name, String meant, boolean misspelt) {
        assertThat(Configuration.misspelt(name, meant)).isEqualTo(misspelt);
    }
}
