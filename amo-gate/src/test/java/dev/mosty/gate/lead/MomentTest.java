package dev.mosty.gate.lead;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentTest {

    @ParameterizedTest
    @CsvSource({
        "2025-12-18T10:30:00.000Z, 2025-12-18T13:30:00+03:00, 18.12.2025 13:30",
        "2025-12-18T10:30:00z, 2025-12-18T13:30:00+03:00, 18.12.2025 13:30",
        "2025-12-18T23:30Z, 2025-12-19T02:30:00+03:00, 19.12.2025 02:30",
        "2025-12-18T10:30:15.123456789+05:00, 2025-12-18T08:30:15+03:00, 18.12.2025 08:30",
        "2025-12-18 10:30:15 +0500, 2025-12-18T08:30:15+03:00, 18.12.2025 08:30",
        "2025-12-18 10:30+05, 2025-12-18T08:30:00+03:00, 18.12.2025 08:30",
        "2025-12-18 10:30, 2025-12-18T10:30:00+03:00, 18.12.2025 10:30",
        "2025-12-18T10:30:00, 2025-12-18T10:30:00+03:00, 18.12.2025 10:30",
        "18.12.2025 10:30, 2025-12-18T10:30:00+03:00, 18.12.2025 10:30",
        "18.12.2025, 2025-12-18T00:00:00+03:00, 18.12.2025",
        "2025-12-18, 2025-12-18T00:00:00+03:00, 18.12.2025",
        "2025-12-18+05:00, 2025-12-18T00:00:00+03:00, 18.12.2025",
        "1985-07-15, 1985-07-15T00:00:00+04:00, 15.07.1985",
        "1917-11-07, 1917-11-07T00:00:00+03:31, 07.11.1917"
    })
    void aMomentIsShiftedIntoTheZoneAndADayStaysThatDay(String text, String sent, String shown) {
        Moment moment = Moment.parse(text, Samples.MOSCOW).orElseThrow();

        assertThat(moment.rfc3339(Samples.MOSCOW)).isEqualTo(sent);
        assertThat(moment.shown()).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "31.02.2025",
                "2025-02-30",
                "2025-13-01",
                "2025-1-1",
                "2025-12-18T24:00",
                "2025-12-18T10",
                "10:30",
                "0001-01-01T00:00:00",
                "0000-00-00",
                "1899-12-30",
                "20251218",
                "+999999999-12-31T23:59:59-18:00",
                "-2025-12-18",
                "2025-12-18T10:30:00[Europe/Moscow]",
                "18.12.25",
                "2025-12-18 и позже"
            })
    void whatIsNoPlausibleDateIsNone(String text) {
        assertThat(Moment.parse(text, Samples.MOSCOW)).isEmpty();
    }

    @Test
    void anOffsetWithSecondsIsRoundedTowardsTheSameDayWestOfGreenwichToo() {
        ZoneId zone = ZoneId.of("America/Caracas");

        assertThat(Moment.parse("1905-01-01", zone).orElseThrow().rfc3339(zone)).isEqualTo("1905-01-01T00:00:00-04:28");
    }
}
