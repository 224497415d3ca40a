package dev.mosty.widget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class VersionTest {

    @Test
    void countsDaysAndSeconds() {
        assertThat(Version.at(Instant.parse("2026-01-01T00:00:00Z"))).isEqualTo("1.0.0");
        assertThat(Version.at(Instant.parse("2026-01-01T23:59:59Z"))).isEqualTo("1.0.86399");
        assertThat(Version.at(Instant.parse("2026-01-02T00:00:00Z"))).isEqualTo("1.1.0");
        assertThat(Version.at(Instant.parse("2027-03-01T00:01:00Z"))).isEqualTo("1.424.60");
    }

    @Test
    void aClockBeforeTheFirstDayIsRefused() {
        assertThatThrownBy(() -> Version.at(Instant.parse("2025-12-31T23:59:59Z")))
                .hasMessageContaining("would not rise");
    }
}
