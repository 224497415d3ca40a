package dev.mosty.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mosty.delivery.Outcome.Dead;
import dev.mosty.delivery.Outcome.Done;
import dev.mosty.delivery.Outcome.Fault;
import dev.mosty.testsupport.Database;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class RefusalStreakTest {
    private static final Fault FAULT = new Fault("NotSupportedChoice", "custom_fields_values.0.field_id");
    private static final Dead REFUSED = new Dead("no such field", FAULT);

    @AutoClose
    private static final Database DATABASE = Database.migrated();

    @AutoClose
    private final Rig rig = new Rig(DATABASE);

    @Test
    void fourKeysRefusedAlikeAreDeadLetters() {
        rig.accept(Rig.spread("four", 4, 4));
        rig.drain(Remote.oneByOne("four").answers(REFUSED));

        await().until(() -> rig.dead("four").equals(List.of("n0 1", "n1 1", "n2 1", "n3 1")));
        assertThat(pause("four")).isEmpty();
    }

    @Test
    void theFifthKeyRefusedAlikePausesTheChannelAndUnburiesTheFour() {
        rig.accept(Rig.spread("five", 5, 5));
        var remote = new Remote("five", new Grouping.OneByOne(), OutcomesTest.oneAtATime()).answers(REFUSED);
        rig.drain(remote);

        await().until(() -> !pause("five").isEmpty());
        assertThat(pause("five"))
                .containsExactly("configuration 600 5 different keys in a row were refused with NotSupportedChoice"
                        + " at custom_fields_values.0.field_id: the configuration is at fault, not the data");
        assertThat(rig.dead("five")).isEmpty();
        assertThat(rig.live("five")).containsExactly("n0 1", "n1 1", "n2 1", "n3 1", "n4 0");
        assertThat(rig.lanes("five")).isEqualTo(Map.of("k0", 1, "k1", 1, "k2", 1, "k3", 1, "k4", 1));
        assertThat(remote.requests).hasSize(5);
    }

    /** Refusals that arrive together are concluded one after another: none may be buried after the pause un-buried it. */
    @Test
    void refusalsThatArriveTogetherLeaveNoDeadLetterBehindThePause() {
        for (int round = 0; round < 10; round++) {
            var channel = "together" + round;
            rig.accept(Rig.spread(channel, 12, 12));
            var remote = new Remote(
                            channel,
                            new Grouping.OneByOne(),
                            new Terms(12, Remote.TERMS.requestDeadline(), 0, Remote.TERMS.upkeepEvery()))
                    .answers(REFUSED)
                    .shut();
            rig.drain(remote);
            await().until(() -> remote.underWay.get() == 12);
            remote.open();

            await().until(() -> rig.registry
                            .counter("mosty.delivery.pauses", "channel", channel)
                            .count()
                    == 8);
            assertThat(rig.dead(channel)).isEmpty();
            assertThat(rig.live(channel)).hasSize(12);
        }
    }

    @Test
    void oneRequestWithFiveRefusedKeysPausesTheChannel() {
        rig.accept(Rig.spread("batch", 6, 6));
        rig.drain(Remote.merged("batch", 50, 10).answers(REFUSED));

        await().until(() -> !pause("batch").isEmpty());
        assertThat(rig.live("batch")).hasSize(6);
        assertThat(rig.dead("batch")).isEmpty();
    }

    @Test
    void afterThePauseTheFirstRefusalPausesAgain() {
        rig.accept(Rig.spread("again", 5, 5));
        var remote = new Remote("again", new Grouping.OneByOne(), OutcomesTest.oneAtATime()).answers(REFUSED);
        var engine = rig.drain(remote);
        await().until(() -> !pause("again").isEmpty());

        rig.execute("update channel set paused_until = null where name = 'again'");
        engine.wake(List.of("again"));
        await().until(() -> !pause("again").isEmpty());
        assertThat(remote.requests).hasSize(6);
        assertThat(rig.dead("again")).isEmpty();

        remote.answers(new Done());
        rig.execute("update channel set paused_until = null where name = 'again'");
        engine.wake(List.of("again"));
        await().until(() -> rig.lanes("again").isEmpty());
        assertThat(rig.done("again")).hasSize(5);
    }

    @Test
    void anAcceptanceBetweenBeginsTheCountAnew() {
        assertThat(dead("a", "b", "c", "d", "+", "e", "f", "g", "h")).isEqualTo(8);
        assertThat(dead("a", "b", "c", "d", "+", "e", "f", "g", "h", "i")).isEqualTo(4);
    }

    @Test
    void theSameKeyAgainIsNoOtherKey() {
        assertThat(dead("a", "a", "a", "a", "a", "a", "a")).isEqualTo(7);
        assertThat(dead("a", "b", "c", "d", "d", "d", "e")).isEqualTo(0);
    }

    @Test
    void anotherFaultBeginsTheCountAnew() {
        assertThat(dead("a", "b", "c", "d", "!e", "f", "g", "h", "i")).isEqualTo(9);
    }

    @Test
    void anItemsOwnFaultNeverCounts() {
        assertThat(dead("a", "b", "c", "d", "?e", "?f", "?g")).isEqualTo(7);
        assertThat(dead("?a", "?b", "?c", "?d", "?e", "?f")).isEqualTo(6);
        assertThat(dead("a", "b", "?c", "c", "d", "e")).isEqualTo(1);
    }

    @Test
    void aRequestWithTwoFaultsUnburiesOnlyWhatTheBlamedOneBuried() {
        var streak = new RefusalStreak();
        var other = new Dead("other", new Fault("other", "/"));
        // Three of one fault and then one of another: the streak is the other's, with one key.
        var mixed = report(List.of("a", "b", "c", "x"), List.of(REFUSED, REFUSED, REFUSED, other));
        assertThat(Verdict.of(streak, mixed.parcels, mixed.found).exhumed()).isEmpty();
        var four = report(List.of("p", "q", "r", "s"), List.of(other, other, other, other));

        var verdict = Verdict.of(streak, four.parcels, four.found);

        assertThat(verdict.pause()).isPresent();
        assertThat(verdict.exhumed()).contains(3L).doesNotContain(0L, 1L, 2L);
    }

    private record Report(List<Parcel> parcels, Map<Long, Outcome> found) {}

    private static Report report(List<String> keys, List<? extends Outcome> outcomes) {
        var parcels = new ArrayList<Parcel>();
        var found = new HashMap<Long, Outcome>();
        for (int i = 0; i < keys.size(); i++) {
            long id = keys.getFirst().equals("p") ? 100 + i : i;
            parcels.add(parcel(id, keys.get(i)));
            found.put(id, outcomes.get(i));
        }
        return new Report(parcels, found);
    }

    private static Parcel parcel(long id, String key) {
        return new Parcel(key, List.of(new Delivery(id, key, "event", key, Instant.EPOCH, 0, false)));
    }

    /**
     * How many dead letters are left after these answers, one a request: a key is refused with the fault; {@code +} is
     * an acceptance, {@code !} another fault, {@code ?} a fault of the item's own.
     */
    private static int dead(String... answers) {
        var streak = new RefusalStreak();
        var dead = new HashMap<Long, Outcome>();
        IntStream.range(0, answers.length).forEach(i -> {
            Outcome answer = switch (answers[i].charAt(0)) {
                case '+' -> new Done();
                case '!' -> new Dead("no", new Fault("other", "/"));
                case '?' -> new Dead("no such lead", null);
                default -> REFUSED;
            };
            var verdict = Verdict.of(streak, List.of(parcel(i, answers[i])), Map.of((long) i, answer));
            verdict.outcomes().forEach((id, outcome) -> {
                if (outcome instanceof Dead) {
                    dead.put(id, outcome);
                }
            });
            verdict.exhumed().forEach(dead::remove);
        });
        return dead.size();
    }

    private List<String> pause(String channel) {
        return rig.texts("""
                select pause_code || ' ' || round(extract(epoch from paused_until - paused_at)) || ' ' || pause_reason
                  from channel where name = ? and paused_until is not null""", channel);
    }
}
