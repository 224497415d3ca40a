package dev.mosty.bitrix.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosty.bitrix.plan.Stages.Stage;
import dev.mosty.bitrix.plan.Stages.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StagesTest {
    private static final Stages STAGES = new Stages(Map.of(
            "DEAL_STAGE",
            List.of(new Stage("NEW", "Новая", 10), new Stage("WON", "Выиграна", 30)),
            "DEAL_STAGE_5",
            List.of(new Stage("C5:NEW", "Новая", 10))));

    @Test
    void forwardsAndNewOnesGo() {
        assertThat(STAGES.judge("DEAL_STAGE", Optional.of("NEW"), "WON", false)).isEqualTo(new Verdict.Go());
        assertThat(STAGES.judge("DEAL_STAGE", Optional.empty(), "WON", false)).isEqualTo(new Verdict.Go());
    }

    @Test
    void backwardsStaysUnlessForced() {
        assertThat(STAGES.judge("DEAL_STAGE", Optional.of("WON"), "NEW", false))
                .isEqualTo(new Verdict.Stay("Выиграна"));
        assertThat(STAGES.judge("DEAL_STAGE", Optional.of("WON"), "NEW", true)).isEqualTo(new Verdict.Go());
    }

    @Test
    void anotherFunnelsStageIsForeignEvenIfForced() {
        assertThat(STAGES.judge("DEAL_STAGE", Optional.of("NEW"), "C5:NEW", true))
                .isEqualTo(new Verdict.Foreign("DEAL_STAGE_5"));
        assertThat(STAGES.judge("DEAL_STAGE", Optional.of("NEW"), "NO", false)).isEqualTo(new Verdict.NoSuch());
    }

    @Test
    void withoutAnyStagesNothingIsJudged() {
        assertThat(new Stages(Map.of()).judge("DEAL_STAGE", Optional.empty(), "X", false))
                .isEqualTo(new Verdict.Go());
    }
}
