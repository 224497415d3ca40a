package dev.mosty.bitrix.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.testsupport.MovableClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MethodTimesTest {
    private final MovableClock clock = new MovableClock();
    private final MethodTimes times = new MethodTimes(clock);

    private ObjectNode time(double duration, double operating) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("duration", duration)
                .put("operating", operating)
                .put("operating_reset_at", clock.instant().plusSeconds(60).getEpochSecond());
    }

    @Test
    void aMethodWhoseTimeIsSpentWaitsForItsReset() {
        times.learn("crm.deal.add", time(1, 455.5));

        assertThat(times.reserve("crm.deal.add")).isFalse();
        assertThat(times.reserve("crm.deal.update")).isTrue();
        assertThat(times.untilFree("crm.deal.add")).isEqualTo(Duration.ofSeconds(60));
        clock.advance(Duration.ofSeconds(61));
        assertThat(times.reserve("crm.deal.add")).isTrue();
    }

    @Test
    void whatIsUnderWayCountsToo() {
        times.learn("crm.deal.add", time(1, 450));

        assertThat(IntStream.range(0, 10)
                        .filter(i -> times.reserve("crm.deal.add"))
                        .count())
                .isEqualTo(6);
    }

    /** What was reserved before anything was measured must not stay reserved when it turns out to be quick. */
    @Test
    void aBeginningThatWasReservedForASlowPortalLeavesNothingBehind() {
        IntStream.range(0, 100).forEach(i -> times.reserve("crm.deal.add"));
        IntStream.range(0, 100).forEach(i -> times.learn("crm.deal.add", time(0.1, 400)));

        assertThat(IntStream.range(0, 600)
                        .filter(i -> times.reserve("crm.deal.add"))
                        .count())
                .isBetween(559L, 560L);
    }

    @Test
    void aBatchIsAsLargeAsThePortalDoesInHalfOfItsTime() {
        var rest = new ArrayDeque<Command>();
        IntStream.range(0, 200)
                .forEach(i -> rest.add(new Command(
                        "c" + i,
                        "crm.deal.add",
                        JsonNodeFactory.instance.objectNode().put("a", i))));

        assertThat(Packing.next(rest, 50, times::seconds)).hasSize(10);
        times.learn("crm.deal.add", time(0.05, 1));
        assertThat(Packing.next(rest, 50, times::seconds)).hasSize(50);
        times.learn("crm.deal.add", time(30, 1));
        assertThat(Packing.next(rest, 50, times::seconds)).hasSize(2);
    }
}
