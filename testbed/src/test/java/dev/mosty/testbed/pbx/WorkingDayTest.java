package dev.mosty.testbed.pbx;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WorkingDayTest {
    private static final Instant OPENING = Instant.parse("2026-03-02T06:00:00Z");
    private static final Instant START = Instant.ofEpochSecond(1_694_181_400);

    @Test
    void theSameSeedMakesTheSameDayAndAnotherAnother() {
        assertThat(WorkingDay.of(7, 300, OPENING)).isEqualTo(WorkingDay.of(7, 300, OPENING));
        assertThat(WorkingDay.of(8, 300, OPENING)).isNotEqualTo(WorkingDay.of(7, 300, OPENING));
    }

    @Test
    void everyPlotComesEvenInASmallDayAndEveryClientCallsOnce() {
        List<PlannedCall> day = WorkingDay.of(1, 400, OPENING);
        assertThat(day.stream().limit(Plot.values().length).map(PlannedCall::plot))
                .containsExactlyInAnyOrderElementsOf(EnumSet.allOf(Plot.class));
        assertThat(day.stream().map(PlannedCall::phone).collect(Collectors.toSet()))
                .hasSize(400);
    }

    @Test
    void theWordsAreThoseOfTheSeed() {
        var in = new Wording("32323", true, "89991234567", "3333333");
        assertThat(in.started("100"))
                .isEqualTo("event=1&src_type=1&call_id=32323&line=3333333&dst_num=100&src_num=89991234567");
        assertThat(in.answered("100"))
                .isEqualTo("event=3&src_type=1&call_id=32323&line=3333333&dst_num=100&src_num=89991234567");
        var out = new Wording("32323", false, "89991234567", "");
        assertThat(out.ended("100", START, Optional.empty(), START.plusSeconds(50), ""))
                .isEqualTo("event=2&call_start_timestamp=1694181400&timestamp=1694181450&status=NOANSWER"
                        + "&call_record_link=&src_type=2&call_id=32323&src_num=100&dst_num=89991234567");
        assertThat(Wording.whose("+7 999"))
                .isEqualTo("event=1&smart_transfer_is_required=1&call_id=32323&line=3333333&src_num=%2B7+999");
    }

    @Test
    void aGroupOfWhichOneAnswersHasNobodyWhoMissedIt() {
        PlannedCall group = new Screenplay(
                        new Wording("1", true, "89991234567", "3333333"),
                        List.of("100", "101", "102"),
                        START,
                        START.plusSeconds(5),
                        START.plusSeconds(50))
                .of(Plot.GROUP_ANSWERED);
        assertThat(group.told()).hasSize(7);
        assertThat(group.expected())
                .isEqualTo(Map.of(
                        "100", List.of("INCOMING", "CANCELLED"),
                        "101", List.of("INCOMING", "ACCEPTED", "SUCCESS"),
                        "102", List.of("INCOMING", "CANCELLED")));
    }
}
