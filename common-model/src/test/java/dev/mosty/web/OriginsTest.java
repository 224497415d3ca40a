package dev.mosty.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mosty.settings.Misconfigured;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginsTest {
    private static final Origins ORIGINS =
            Origins.parse("CORS_ORIGINS", "https://*.amocrm.ru, http://127.0.0.1:8090,http://[::1]:8090,");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://clinic.amocrm.ru",
                "https://a.b.amocrm.ru",
                "HTTPS://Clinic.AmoCRM.ru",
                "http://127.0.0.1:8090",
                "http://[::1]:8090"
            })
    void theseAreContained(String origin) {
        assertThat(ORIGINS.contains(origin)).isTrue();
        assertThat(origin).matches(ORIGINS.regex());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "https://amocrm.ru",
                "https://.amocrm.ru",
                "https://clinicXamocrm.ru",
                "https://clinic.amocrm.ru.evil.example",
                "https://evil.example/.amocrm.ru",
                "https://evil.example#.amocrm.ru",
                "https://user@clinic.amocrm.ru",
                "http://clinic.amocrm.ru",
                "https://clinic.amocrm.ru:8443",
                "http://127.0.0.1",
                "http://127.0.0.1:80900",
                "https://clinic.amocrm.ru\nhttps://x"
            })
    void theseAreNot(String origin) {
        assertThat(ORIGINS.contains(origin)).isFalse();
    }

    @Test
    void aStarIsEveryOriginAndNothingIsNone() {
        assertThat(Origins.parse("CORS_ORIGINS", "*").contains("http://localhost:1"))
                .isTrue();
        assertThat(Origins.parse("CORS_ORIGINS", "*").contains("null")).isFalse();
        assertThat(Origins.parse("CORS_ORIGINS", " ").contains("https://clinic.amocrm.ru"))
                .isFalse();
        assertThat(Origins.parse("CORS_ORIGINS", "").contains("")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"amocrm.ru", "https://*", "https://a.*.ru", "https://amocrm.ru/", "ftp://a.ru", "https://a.ru:x"
            })
    void whatIsNoOriginStopsTheStart(String entry) {
        assertThatThrownBy(() -> Origins.parse("CORS_ORIGINS", "https://a.ru," + entry))
                .isInstanceOf(Misconfigured.class)
                .hasMessage("CORS_ORIGINS: \"" + entry + "\" is not an origin like https://*.amocrm.ru.");
    }
}
