package dev.mosty.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SameOriginTest {
    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
    void whatOnlyReadsMayComeFromAnywhere(String method) {
        assertThat(SameOrigin.allows(method, "cross-site", "https://evil.example", "mosty.example", false))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "same-origin, true",
        "same-site, false",
        "cross-site, false",
        "none, false",
        "SAME-ORIGIN, false",
        "'', false"
    })
    void theBrowsersOwnWordCounts(String fetchSite, boolean allowed) {
        assertThat(SameOrigin.allows("POST", fetchSite, "https://mosty.example", "mosty.example", false))
                .isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "http://mosty.example:9000, mosty.example:9000, true",
                "https://MOSTY.example, mosty.example, true",
                "https://mosty.example.evil.example, mosty.example, false",
                "https://mosty.example:444, mosty.example, false",
                "https://mosty.example@evil.example, mosty.example, false",
                "null, mosty.example, false",
                "-, mosty.example, false",
                "https://mosty.example, -, false",
                "not an origin, mosty.example, false"
            })
    void withoutItTheOriginMustBeTheHost(String origin, String host, boolean allowed) {
        assertThat(SameOrigin.allows("POST", null, origin, host, false)).isEqualTo(allowed);
    }

    @Test
    void everyOtherMethodIsTakenForAChange() {
        assertThat(SameOrigin.allows("PURGE", null, null, "mosty.example", false))
                .isFalse();
    }

    @Test
    void behindAProxyThatDoesNotTellThePortTheNameIsCompared() {
        assertThat(SameOrigin.allows("POST", null, "https://mosty.example:9000", "mosty.example", true))
                .isTrue();
        assertThat(SameOrigin.allows("POST", null, "https://evil.example:9000", "mosty.example", true))
                .isFalse();
        assertThat(SameOrigin.allows("POST", null, "https://mosty.example:9000", "mosty.example:9001", true))
                .isFalse();
    }
}
