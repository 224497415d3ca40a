package dev.mosty.admin.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NoticeTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Problem DEAD = new Problem("dead", "amocrm", "3");

    @Test
    void aNewProblemIsToldOnce() {
        assertThat(Notice.of(Map.of(), List.of(DEAD), NOW)).containsExactly(new Notice(Notice.Kind.RAISED, DEAD));
        assertThat(Notice.of(open(Duration.ZERO, Duration.ofHours(5)), List.of(DEAD), NOW))
                .isEmpty();
    }

    @Test
    void aProblemThatStaysIsToldOfAgainAfterSixHours() {
        assertThat(Notice.of(open(Duration.ZERO, Duration.ofHours(6)), List.of(DEAD), NOW))
                .containsExactly(new Notice(Notice.Kind.AGAIN, DEAD));
    }

    @Test
    void aProblemThatIsGoneForFiveMinutesIsOver() {
        assertThat(Notice.of(open(Duration.ofMinutes(4), Duration.ofHours(1)), List.of(), NOW))
                .isEmpty();
        assertThat(Notice.of(open(Duration.ofMinutes(5), Duration.ofHours(1)), List.of(), NOW))
                .containsExactly(new Notice(Notice.Kind.OVER, new Problem("dead", "amocrm", "")));
    }

    private static Map<String, Notice.Open> open(Duration seenBefore, Duration toldBefore) {
        return Map.of("dead:amocrm", new Notice.Open(NOW.minus(seenBefore), NOW.minus(toldBefore)));
    }
}
