package dev.mosty.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mosty.delivery.Outcome.Dead;
import dev.mosty.delivery.Outcome.Done;
import dev.mosty.delivery.Outcome.Pause;
import dev.mosty.delivery.Outcome.Retry;
import dev.mosty.testsupport.Database;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class DeliveryMetricsTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @AutoClose
    private static final Database DATABASE = Database.migrated();

    @AutoClose
    private final Rig rig = new Rig(DATABASE);

    @Test
    void depthAgeAndPauseAreWhatTheDatabaseSays() {
        rig.accept("depth", "k", "a", "b");
        rig.accept("depth", "l", "c");
        rig.execute("update delivery set dead_at = now() where channel = 'depth' and payload = 'c'");
        rig.execute("delete from delivery_lane where channel = 'depth' and key = 'l'");
        rig.execute("insert into channel (name, paused_until, pause_code) values ('depth', 'infinity', 'lunch')");

        rig.execute("update delivery set accepted_at = now() - interval '90 seconds' where payload = 'b'");

        var depth = DeliveryMetrics.read(rig.jdbi, "depth");
        assertThat(depth.pending()).isEqualTo(2);
        assertThat(depth.dead()).isEqualTo(1);
        assertThat(depth.pause()).contains("lunch");
        assertThat(depth.oldestSeconds()).isGreaterThanOrEqualTo(90);
        assertThat(DeliveryMetrics.read(rig.jdbi, "unknown"))
                .isEqualTo(new DeliveryMetrics.Depth(0, 0, 0.0, Optional.empty()));
    }

    @Test
    void everyChannelShowsItsGauges() {
        rig.accept("gauges", "k", "a", "b", "c");
        rig.execute("insert into channel (name, paused_until, pause_code) values ('gauges', 'infinity', 'lunch')");
        rig.drain(Remote.oneByOne("gauges"));

        assertThat(gauge("mosty.delivery.pending")).isEqualTo(3);
        assertThat(gauge("mosty.delivery.dead")).isEqualTo(0);
        assertThat(gauge("mosty.delivery.paused")).isEqualTo(1);
        assertThat(rig.registry
                        .get("mosty.delivery.paused.because")
                        .tag("code", "lunch")
                        .gauge()
                        .value())
                .isEqualTo(1);
        assertThat(gauge("mosty.delivery.oldest.seconds")).isGreaterThan(0);
    }

    @Test
    void requestsOutcomesAndPausesAreCounted() {
        rig.accept("counted", "a", "done", "done too");
        rig.accept("counted", "b", "dead");
        rig.accept("counted", "c", "retry");
        var remote = Remote.oneByOne("counted")
                .answers(delivery -> Optional.of(
                        switch (delivery.payload()) {
                            case "dead" -> new Dead("no", null);
                            case "retry" -> new Retry(HOUR, "later");
                            case "pause" -> new Pause(HOUR, "429", "too many");
                            default -> new Done();
                        }));
        var engine = rig.drain(remote);
        await().until(() ->
                count("mosty.delivery.requests") == 4 && rig.lanes("counted").size() == 1);
        rig.accept("counted", "d", "pause");
        engine.wake(List.of("counted"));

        await().until(() -> count("mosty.delivery.pauses") == 1);
        assertThat(count("mosty.delivery.requests")).isEqualTo(5);
        assertThat(outcomes("done")).isEqualTo(2);
        assertThat(outcomes("dead")).isEqualTo(1);
        assertThat(outcomes("retry")).isEqualTo(1);
        await().until(() -> outcomes("pause") == 1);
    }

    private double gauge(String name) {
        return rig.registry.get(name).tag("channel", "gauges").gauge().value();
    }

    private double count(String name) {
        return rig.registry.counter(name, "channel", "counted").count();
    }

    private double outcomes(String outcome) {
        return rig.registry
                .counter("mosty.delivery.outcomes", "channel", "counted", "outcome", outcome)
                .count();
    }
}
