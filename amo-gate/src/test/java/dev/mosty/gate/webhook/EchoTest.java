package dev.mosty.gate.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosty.gate.amocrm.Fingerprint;
import dev.mosty.gate.amocrm.WrittenLead;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EchoTest {
    private static final WrittenLead WRITTEN =
            new WrittenLead(List.of(200L, 100L), Map.of("10", print("checkin"), "11", print("")), false);

    @Test
    void theSecondOfOurNewestWriteWithOurValuesIsOurEcho() {
        assertThat(Echo.of(200, Map.of("10", "checkin"), WRITTEN)).isTrue();
        assertThat(Echo.of(200, Map.of("10", "checkin", "12", "a manager's own field"), WRITTEN))
                .isTrue();
    }

    @Test
    void theSameSecondWithAnotherValueIsSomebodysEdit() {
        assertThat(Echo.of(200, Map.of("10", "checkout"), WRITTEN)).isFalse();
        assertThat(Echo.of(200, Map.of(), WRITTEN)).isFalse();
        assertThat(Echo.of(200, Map.of("10", "checkin", "11", "filled by hand"), WRITTEN))
                .isFalse();
    }

    @Test
    void theSecondOfAnOlderWriteIsAnEchoWhateverItHolds() {
        assertThat(Echo.of(100, Map.of("10", "waiting"), WRITTEN)).isTrue();
    }

    @Test
    void anotherSecondIsSomebodysEditEvenWithOurValues() {
        assertThat(Echo.of(201, Map.of("10", "checkin"), WRITTEN)).isFalse();
        assertThat(Echo.of(0, Map.of("10", "checkin"), new WrittenLead(List.of(0L), Map.of(), false)))
                .isFalse();
    }

    private static String print(String value) {
        return Fingerprint.couldBe(value).iterator().next();
    }
}
