package dev.mosty.telephony.workplace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class GapsTest {
    private static final Instant NOON = Instant.parse("2026-03-02T09:00:00Z");

    private final Gaps gaps = new Gaps(10);

    @Test
    void aNumberThatIsPassedOverIsAskedForAgain() {
        gaps.read(List.of(11L, 14L), NOON);

        assertThat(gaps.top()).isEqualTo(14);
        assertThat(gaps.missing()).containsExactly(12L, 13L);
    }

    @Test
    void aNumberThatComesLateIsNotAskedForAnyMore() {
        gaps.read(List.of(13L), NOON);
        gaps.read(List.of(12L, 14L), NOON);

        assertThat(gaps.top()).isEqualTo(14);
        assertThat(gaps.missing()).containsExactly(11L);
    }

    @Test
    void aNumberThatNobodyWroteIsForgottenAfterAMinute() {
        gaps.read(List.of(12L), NOON);
        gaps.read(List.of(), NOON.plus(Gaps.AWAITED));
        assertThat(gaps.missing()).containsExactly(11L);

        gaps.read(List.of(), NOON.plus(Gaps.AWAITED).plusSeconds(1));
        assertThat(gaps.missing()).isEmpty();
    }

    @Test
    void aJumpOfTheNumbersIsNoEndlessList() {
        gaps.read(List.of(1_000_000_000_000L), NOON);

        assertThat(gaps.missing()).hasSize(Gaps.MOST).contains(999_999_999_999L);
    }
}
