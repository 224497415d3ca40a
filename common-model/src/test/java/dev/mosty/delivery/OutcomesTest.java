package dev.mosty.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mosty.delivery.Outcome.Dead;
import dev.mosty.delivery.Outcome.Done;
import dev.mosty.delivery.Outcome.Fault;
import dev.mosty.delivery.Outcome.Pause;
import dev.mosty.delivery.Outcome.Retry;
import dev.mosty.delivery.Outcome.Uncertain;
import dev.mosty.testsupport.Database;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class OutcomesTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @AutoClose
    private static final Database DATABASE = Database.migrated();

    @AutoClose
    private final Rig rig = new Rig(DATABASE);

    @Test
    void doneMovesTheDeliveryAwayWithItsOneAttempt() {
        rig.accept("done", "k", "a");
        rig.drain(Remote.oneByOne("done").answers(new Done("as lead 7")));

        await().until(() -> rig.done("done").equals(List.of("a done 1")));
        assertThat(rig.live("done")).isEmpty();
        assertThat(rig.lanes("done")).isEmpty();
        assertThat(rig.texts("select note from delivery_done where channel = 'done'"))
                .containsExactly("as lead 7");
    }

    @Test
    void doneWithoutARequestIsNoAttempt() {
        rig.accept("nothing", "k", "a", "b");
        rig.drain(Remote.oneByOne("nothing")
                .plans(parcels -> new Plan<>(
                        Map.of(parcels.getFirst().newest().id(), new Done("nothing to change")), Optional.empty())));

        await().until(() -> rig.done("nothing").equals(List.of("a done 0", "b done 0")));
        assertThat(rig.lanes("nothing")).isEmpty();
    }

    @Test
    void supersededNamesWhatCarriedIt() {
        rig.accept("superseded", "k", "a", "b");
        rig.drain(Remote.merged("superseded", 50, 10));

        await().until(() -> rig.done("superseded").equals(List.of("a superseded 0", "b done 1")));
        assertThat(rig.number("""
                        select count(*) from delivery_done old join delivery_done new on new.id = old.superseded_by
                         where old.channel = 'superseded' and old.payload = 'a' and new.payload = 'b'""")).isEqualTo(1);
    }

    @Test
    void uncertainCountsAnAttemptAndWaits() {
        rig.accept("uncertain", "k", "a");
        var remote = Remote.oneByOne("uncertain").answers(new Uncertain("timed out"));
        var engine = rig.drain(remote);
        await().until(() -> rig.live("uncertain").equals(List.of("a 1")));
        assertThat(rig.texts("select last_error from delivery where channel = 'uncertain'"))
                .containsExactly("timed out");
        assertThat(waits("uncertain", "k", 1)).isTrue();

        rig.hurry(engine, "uncertain");
        await().until(() -> rig.live("uncertain").equals(List.of("a 2")));
        assertThat(waits("uncertain", "k", 2)).isTrue();

        remote.answers(new Done());
        rig.hurry(engine, "uncertain");
        await().until(() -> rig.done("uncertain").equals(List.of("a done 3")));
    }

    @Test
    void retryBlocksItsOwnLaneOnly() {
        rig.accept("retry", "bad", "b1", "b2");
        rig.accept("retry", "good", "g1", "g2");
        var remote = Remote.oneByOne("retry")
                .answers(delivery ->
                        Optional.of(delivery.key().equals("bad") ? new Retry(HOUR, "not now") : new Done()));
        rig.drain(remote);

        await().until(() -> rig.lanes("retry").equals(Map.of("bad", 2)));
        assertThat(remote.arrived("good")).containsExactly("g1", "g2");
        assertThat(remote.arrived("bad")).containsExactly("b1");
        assertThat(rig.live("retry")).containsExactly("b1 1", "b2 0");
        assertThat(waits("retry", "bad", 3_600)).isTrue();
    }

    /** An unreachable remote: the channel may only ever say Retry, Uncertain or Pause, and none of them ends. */
    @Test
    void noNumberOfFailedAttemptsMakesADeadLetter() {
        rig.accept("unreachable", "k", "a");
        rig.execute("update delivery set attempts = 100000 where channel = 'unreachable'");
        rig.drain(Remote.oneByOne("unreachable").answers(new Uncertain("connection refused")));

        await().until(() -> rig.live("unreachable").equals(List.of("a 100001")));
        assertThat(rig.dead("unreachable")).isEmpty();
        assertThat(waits("unreachable", "k", 300)).isTrue();
    }

    @Test
    void deadIsKeptWithItsReasonAndItsLaneGoesOn() {
        rig.accept("dead", "k", "bad", "good");
        rig.drain(Remote.oneByOne("dead")
                .answers(delivery -> Optional.of(
                        delivery.payload().equals("bad")
                                ? new Dead("no such field", new Fault("E7", "/a"))
                                : new Done())));

        await().until(() -> rig.done("dead").equals(List.of("good done 1")));
        assertThat(rig.dead("dead")).containsExactly("bad 1");
        assertThat(rig.lanes("dead")).isEmpty();
        assertThat(rig.texts(
                        "select concat_ws(' ', dead_code, dead_path, last_error) from delivery where channel = 'dead'"))
                .containsExactly("E7 /a no such field");
    }

    @Test
    void pauseCountsNothingAndStopsTheWholeChannel() {
        rig.accept("pause", "k", "a");
        rig.accept("pause", "l", "b");
        var remote =
                new Remote("pause", new Grouping.OneByOne(), oneAtATime()).answers(new Pause(HOUR, "429", "too many"));
        var engine = rig.drain(remote);

        await().until(() -> pause("pause").equals(List.of("429 outcome 3600")));
        assertThat(rig.live("pause")).containsExactly("a 0", "b 0");
        assertThat(remote.requests).hasSize(1);

        remote.answers(new Done());
        rig.execute("update channel set paused_until = now() where name = 'pause'");
        engine.wake(List.of("pause"));
        await().until(() -> rig.done("pause").equals(List.of("a done 1", "b done 1")));
    }

    @Test
    void aShorterPauseDoesNotCutALongerOne() {
        rig.accept("longer", "k", "long");
        rig.accept("longer", "l", "short");
        var remote = Remote.oneByOne("longer")
                .answers(delivery -> Optional.of(
                        delivery.payload().equals("long")
                                ? new Pause(HOUR, "ban", "go away")
                                : new Pause(Duration.ofSeconds(1), "429", "too many")))
                .shut();
        rig.drain(remote);
        await().until(() -> remote.underWay.get() == 2);
        remote.open();

        await().until(() -> rig.registry
                        .counter("mosty.delivery.pauses", "channel", "longer")
                        .count()
                == 2);
        assertThat(pause("longer")).containsExactly("ban outcome 3600");
    }

    @Test
    void anOperatorsPauseIsNotTouchedByOutcomes() {
        rig.accept("operator", "k", "a");
        var remote = Remote.oneByOne("operator")
                .answers(new Pause(HOUR, "429", "too many"))
                .shut();
        var engine = rig.drain(remote);
        await().until(() -> remote.underWay.get() == 1);
        rig.execute("select mosty_pause('operator', 'moving house')");
        remote.open();
        await().until(() -> remote.underWay.get() == 0
                && rig.texts("select last_error from delivery where channel = 'operator' and last_error is not null")
                        .equals(List.of("too many")));

        assertThat(
                        rig.texts(
                                "select pause_by || ' ' || pause_reason || ' ' || paused_until from channel where name = 'operator'"))
                .containsExactly("operator moving house infinity");
        remote.answers(new Done());
        rig.execute("select mosty_resume('operator')");
        engine.wake(List.of("operator"));
        await().until(() -> rig.done("operator").equals(List.of("a done 1")));
    }

    @Test
    void whatTheAnswerDoesNotNameStaysLiveAndIsNotAskedAboutWithoutPause() {
        rig.accept("unnamed", "k", "a");
        rig.accept("unnamed", "l", "b");
        var remote = Remote.merged("unnamed", 50, 10)
                .answers(delivery -> delivery.key().equals("l") ? Optional.of(new Done()) : Optional.empty());
        rig.drain(remote);

        await().until(() -> rig.done("unnamed").equals(List.of("b done 1")));
        assertThat(rig.live("unnamed")).containsExactly("a 0");
        assertThat(rig.lanes("unnamed")).isEqualTo(Map.of("k", 1));
        assertThat(waits("unnamed", "k", 1)).isTrue();
        remote.answers(new Done());
        await().until(() -> rig.lanes("unnamed").isEmpty());
    }

    /** A plan that decides nothing and sends nothing would else be made thousands of times a second. */
    @Test
    void aPlanThatDecidesNothingDoesNotSpin() {
        rig.accept("spin", "k", "a");
        var remote = Remote.oneByOne("spin").plans(parcels -> new Plan<>(Map.of(), Optional.empty()));
        var engine = rig.drain(remote);
        await().until(() -> waits("spin", "k", 1));
        rig.execute("update delivery_lane set due_at = 'infinity' where channel = 'spin'");
        var prepared = remote.prepared.get();

        rig.hurry(engine, "spin");
        await().until(() -> remote.prepared.get() > prepared && waits("spin", "k", 1));
    }

    @Test
    void aDeliveryThatCannotBePreparedDoesNotStopTheOthers() {
        rig.accept("poison", "k", "poison");
        rig.accept("poison", "l", "good");
        rig.accept("poison", "m", "good too");
        var remote = Remote.merged("poison", 50, 10).plans(parcels -> {
            if (parcels.stream().anyMatch(parcel -> parcel.newest().payload().equals("poison"))) {
                throw new IllegalStateException("cannot read it");
            }
            return new Plan<>(Map.of(), Optional.of(parcels));
        });
        rig.drain(remote);

        await().until(() -> rig.done("poison").equals(List.of("good done 1", "good too done 1")));
        assertThat(rig.live("poison")).containsExactly("poison 0");
        assertThat(rig.texts("select last_error from delivery where channel = 'poison'"))
                .containsExactly("internal: java.lang.IllegalStateException: cannot read it");
        assertThat(waits("poison", "k", 60)).isTrue();
    }

    @Test
    void deliveriesThatCannotBePreparedTogetherGoOneByOne() {
        var keys = List.of("a", "b", "c");
        keys.forEach(key -> rig.accept("together", key, key));
        var remote = Remote.merged("together", 50, 10).plans(parcels -> {
            if (parcels.size() > 1) {
                throw new IllegalStateException("one at a time");
            }
            return new Plan<>(Map.of(), Optional.of(parcels));
        });
        var engine = rig.drain(remote);

        await().until(() -> {
            rig.hurry(engine, "together");
            return rig.lanes("together").isEmpty();
        });
        assertThat(remote.arrived()).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void aDefectWhileSendingDoesNotStopTheChannel() {
        rig.accept("defect", "k", "exception");
        rig.accept("defect", "l", "error");
        rig.accept("defect", "m", "good");
        var remote = Remote.oneByOne("defect").answers(delivery -> switch (delivery.payload()) {
            case "exception" -> throw new IllegalStateException("a defect");
            case "error" -> throw new StackOverflowError("a deep one");
            default -> Optional.of(new Done());
        });
        rig.drain(remote);

        await().until(() -> rig.live("defect").equals(List.of("exception 1", "error 1"))
                && rig.done("defect").equals(List.of("good done 1")));
        assertThat(rig.texts("select last_error from delivery where channel = 'defect' order by id"))
                .containsExactly(
                        "internal: java.lang.IllegalStateException: a defect",
                        "internal: java.lang.StackOverflowError: a deep one");
        assertThat(waits("defect", "k", 1)).isTrue();
        assertThat(waits("defect", "l", 1)).isTrue();
    }

    @Test
    void aDefectWhileSettlingIsARetryAndBlocksNobodyElse() {
        var broken = new AtomicBoolean(true);
        var keys = List.of("a", "b", "c", "d", "e", "f");
        keys.forEach(key -> rig.accept("settle", key, key));
        var remote = Remote.oneByOne("settle").settles(outcomes -> {
            if (broken.get()) {
                throw new IllegalStateException("cannot settle");
            }
        });
        var engine = rig.drain(remote);

        await().until(() -> rig.texts("select key from delivery where channel = 'settle' and attempts = 1 order by id")
                .equals(keys));
        assertThat(rig.dead("settle")).isEmpty();
        broken.set(false);
        rig.hurry(engine, "settle");
        await().until(() -> rig.lanes("settle").isEmpty());
        assertThat(rig.done("settle"))
                .containsExactly("a done 2", "b done 2", "c done 2", "d done 2", "e done 2", "f done 2");
    }

    @Test
    void aDefectInTheUpkeepIsAPauseThatEndsWithIt() {
        var broken = new AtomicBoolean(true);
        rig.accept("upkeep", "k", "a");
        var remote = Remote.oneByOne("upkeep").looksAfterItselfBy(() -> {
            if (broken.get()) {
                throw new IllegalStateException("a defect");
            }
            return Optional.empty();
        });
        var engine = rig.drain(remote);
        await().until(() -> pause("upkeep").equals(List.of("internal upkeep 60")));

        broken.set(false);
        engine.wantUpkeep("upkeep");
        await().until(() -> rig.done("upkeep").equals(List.of("a done 1")));
        assertThat(pause("upkeep")).isEmpty();
    }

    @Test
    void anUnfitChannelSendsNothingUntilItsUpkeepIsContent() {
        var pause = new CopyOnWriteArrayList<>(List.of(new Pause(HOUR, "token", "no token")));
        rig.accept("unfit", "k", "a");
        var remote =
                Remote.oneByOne("unfit").looksAfterItselfBy(() -> pause.stream().findFirst());
        var engine = rig.drain(remote);
        await().until(() -> pause("unfit").equals(List.of("token upkeep 3600")));
        assertThat(remote.requests).isEmpty();

        pause.clear();
        engine.wantUpkeep("unfit");
        await().until(() -> rig.done("unfit").equals(List.of("a done 1")));
    }

    @Test
    void aLateOutcomeWithCharactersThatTheDatabaseRefusesIsWritten() {
        rig.accept("nul", "a", "done");
        rig.accept("nul", "b", "dead");
        rig.accept("nul", "c", "retry");
        rig.drain(Remote.oneByOne("nul")
                .answers(delivery -> Optional.of(
                        switch (delivery.payload()) {
                            case "done" -> new Done("a\0b");
                            case "dead" -> new Dead("a\0b", new Fault("c\0d", "e\0f"));
                            default -> new Retry(HOUR, "a\0b");
                        })));

        await().until(() -> rig.done("nul").equals(List.of("done done 1"))
                && rig.dead("nul").equals(List.of("dead 1"))
                && rig.live("nul").equals(List.of("retry 1")));
    }

    @Test
    void oneRequestMergesWhatWaitsPerKeyWithinItsBounds() {
        for (int key = 0; key < 5; key++) {
            rig.accept("merged", "k" + key, "a", "b", "c", "d", "e");
        }
        var remote = new Remote("merged", new Grouping.MergedPerKey(3, 2), oneAtATime());
        rig.drain(remote);

        await().until(() -> rig.lanes("merged").isEmpty());
        assertThat(remote.requests).allSatisfy(request -> {
            assertThat(request).hasSizeLessThanOrEqualTo(3);
            assertThat(request).extracting(Parcel::key).doesNotHaveDuplicates();
            assertThat(request)
                    .allSatisfy(parcel -> assertThat(parcel.deliveries()).hasSizeLessThanOrEqualTo(2));
        });
        assertThat(remote.requests.getFirst()).hasSize(3);
        for (int key = 0; key < 5; key++) {
            assertThat(remote.arrived("k" + key)).containsExactly("b", "d", "e");
        }
    }

    @Test
    void aRowInFlightIsNeverMergedInto() {
        rig.accept("inflight", "k", "a");
        var remote = Remote.merged("inflight", 50, 10).shut();
        var engine = rig.drain(remote);
        await().until(() -> remote.underWay.get() == 1);

        rig.accept("inflight", "k", "b");
        rig.accept("inflight", "l", "c");
        engine.wake(List.of("inflight"));
        await().until(() -> remote.requests.size() == 2);
        assertThat(remote.requests.get(1)).extracting(Parcel::key).containsExactly("l");
        remote.open();

        await().until(() -> rig.lanes("inflight").isEmpty());
        assertThat(rig.done("inflight")).containsExactly("a done 1", "b done 1", "c done 1");
        assertThat(remote.arrived("k")).containsExactly("a", "b");
        assertThat(remote.overlaps).isEmpty();
    }

    @Test
    void oneByOneIsOneByOne() {
        rig.accept(Rig.spread("onebyone", 12, 2));
        var remote = Remote.oneByOne("onebyone");
        rig.drain(remote);

        await().until(() -> rig.lanes("onebyone").isEmpty());
        assertThat(remote.requests)
                .hasSize(12)
                .allSatisfy(request -> assertThat(request)
                        .singleElement()
                        .satisfies(parcel -> assertThat(parcel.deliveries()).hasSize(1)));
    }

    @Test
    void aConflictWhilePreparingIsRepeatedInPlace() {
        var failures = new AtomicInteger(2);
        rig.accept("conflict", "k", "a");
        var remote = Remote.oneByOne("conflict").plans(parcels -> {
            if (failures.getAndDecrement() > 0) {
                throw new IllegalStateException(new SQLException("deadlock detected", "40P01"));
            }
            return new Plan<>(Map.of(), Optional.of(parcels));
        });
        rig.drain(remote);

        await().until(() -> rig.done("conflict").equals(List.of("a done 1")));
        assertThat(remote.prepared).hasValue(3);
        assertThat(rig.number("select epoch from channel where name = 'conflict'"))
                .isEqualTo(1);
    }

    static Terms oneAtATime() {
        return new Terms(1, Duration.ofSeconds(2), 0, Duration.ofMinutes(1));
    }

    /** Whether the lane was told to wait: it is due so many seconds after its work was accepted, or later. */
    private boolean waits(String channel, String key, int seconds) {
        return rig.number("""
                        select count(*) from delivery_lane l join delivery d using (channel, key)
                         where channel = ? and key = ? and due_at >= accepted_at + ? * interval '1 second'""", channel, key, seconds) > 0;
    }

    private List<String> pause(String channel) {
        return rig.texts("""
                select pause_code || ' ' || pause_by || ' ' || round(extract(epoch from paused_until - paused_at))
                  from channel where name = ? and paused_until is not null""", channel);
    }
}
