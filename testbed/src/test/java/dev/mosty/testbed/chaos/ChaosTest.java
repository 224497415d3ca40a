package dev.mosty.testbed.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosty.testbed.chaos.Checks.Write;
import dev.mosty.testbed.chaos.Plan.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChaosTest {

    private static final Duration LENGTH = Duration.ofSeconds(60);

    @Test
    void theSameSeedIsTheSamePlan() {
        assertThat(gates(7)).isEqualTo(gates(7)).isNotEqualTo(gates(8));
        assertThat(proxies(7)).isEqualTo(proxies(7)).isNotEqualTo(proxies(8));
    }

    @Test
    void aMinuteHoldsEveryKindOfMischief() {
        for (long seed = 0; seed < 100; seed++) {
            assertThat(gates(seed).steps().stream().map(Step::kind)).contains(GateTrouble.values());
            assertThat(proxies(seed).steps().stream().map(Step::kind)).contains(ProxyTrouble.values());
        }
    }

    private static Plan<GateTrouble> gates(long seed) {
        return Plan.of(seed, LENGTH, GateTrouble.ROUND);
    }

    private static Plan<ProxyTrouble> proxies(long seed) {
        return Plan.of(seed, LENGTH, ProxyTrouble.ROUND);
    }

    @Test
    void aMinuteHoldsEveryKindOfMischiefAroundTheBridgeAndThePortalToo() {
        for (long seed = 0; seed < 100; seed++) {
            assertThat(Plan.of(seed, LENGTH, CallTrouble.ROUND).steps().stream().map(Step::kind))
                    .contains(CallTrouble.values());
            assertThat(Plan.of(seed, LENGTH, PortalTrouble.ROUND).steps().stream()
                            .map(Step::kind))
                    .contains(PortalTrouble.values());
        }
    }

    @Test
    void aLeadWithoutItsNewestStateIsLost() {
        assertThat(Checks.lost(Map.of(1L, 5L, 2L, 7L), Map.of(1L, 5L, 2L, 6L)))
                .containsExactly("lead 2 holds state 6 instead of 7");
        assertThat(Checks.lost(Map.of(1L, 5L), Map.of())).hasSize(1);
        assertThat(Checks.lost(Map.of(1L, 5L), Map.of(1L, 5L))).isEmpty();
    }

    @Test
    void skippedAndRepeatedStatesAreFineAndOlderOnesAreNot() {
        assertThat(Checks.backwards(List.of(new Write(1, 1), new Write(2, 9), new Write(1, 4), new Write(1, 4))))
                .isEmpty();
        assertThat(Checks.backwards(List.of(new Write(1, 4), new Write(2, 9), new Write(1, 3))))
                .containsExactly("lead 1 went from state 4 to 3");
    }
}
