package dev.mosty.telephony.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosty.telephony.call.CallEvent.Kind;
import dev.mosty.telephony.call.Calls.Taken;
import dev.mosty.testsupport.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What becomes of events that are repeated, reordered, lost, or of a whole group, on a real database. */
class CallsTest {
    private static final Instant BEGAN = MovableClock.START.minusSeconds(60);

    @AutoClose
    private final CallRig rig = new CallRig();

    // ── One extension ──

    @Test
    void aCallRingsIsAnsweredAndEnds() {
        rig.rings("7", "100");
        assertThat(rig.known()).containsExactly("1 -: 100 1 -");
        rig.answers("7", "100");
        assertThat(rig.known()).containsExactly("2 -: 100 2 -");
        rig.ends("7", "100", "ANSWER");

        assertThat(rig.known()).containsExactly("3 success: 100 3 success");
        assertThat(rig.told()).containsExactly("INCOMING 100", "ACCEPTED 100", "HISTORY 100 success 20");
    }

    @Test
    void aRepeatChangesNothingAndTellsNobody() {
        rig.rings("7", "100");
        rig.answers("7", "100");
        rig.told();

        assertThat(rig.rings("7", "100")).isEqualTo(Taken.REPEAT);
        assertThat(rig.answers("7", "100")).isEqualTo(Taken.REPEAT);

        assertThat(rig.known()).containsExactly("2 -: 100 2 -");
        assertThat(rig.told()).isEmpty();
        assertThat(rig.text("select count(*) from pbx_event")).isEqualTo("2");
    }

    @Test
    void anAnswerThatOvertookItsStartStands() {
        rig.answers("7", "100");
        rig.rings("7", "100");

        assertThat(rig.known()).containsExactly("2 -: 100 2 -");
        assertThat(rig.told()).containsExactly("ACCEPTED 100");
    }

    @Test
    void anEndThatOvertookTheOthersStands() {
        rig.ends("7", "100", "ANSWER");
        rig.pass(Duration.ofSeconds(1));
        rig.rings("7", "100");
        rig.answers("7", "100");

        assertThat(rig.known()).containsExactly("3 success: 100 3 success");
        assertThat(rig.told()).containsExactly("HISTORY 100 success 20");
    }

    @Test
    void aHistoryWithoutAStartMakesTheCall() {
        rig.take(CallRig.ended("7", "100", "NOANSWER", BEGAN, 20, ""));

        assertThat(rig.known()).containsExactly("3 missed: 100 3 missed");
        assertThat(rig.text("select (began_at = timestamptz '" + BEGAN + "')::text from call"))
                .isEqualTo("true");
    }

    @Test
    void anEndWithoutAnAnswerThatWasToldIsAnsweredIfItSaysSo() {
        rig.rings("7", "100");
        rig.ends("7", "100", "ANSWER");

        assertThat(rig.known()).containsExactly("3 success: 100 3 success");
        assertThat(rig.text("select talker from call")).isEqualTo("100");
    }

    @Test
    void anUnknownStatusIsKeptAndMissedUnlessSomebodyAnswered() {
        rig.rings("7", "100");
        rig.ends("7", "100", "CONGESTION");
        rig.answers("8", "100");
        rig.ends("8", "100", "CONGESTION");

        assertThat(rig.known()).containsExactly("3 missed: 100 3 missed", "3 success: 100 3 success");
        assertThat(rig.text("select string_agg(distinct status, ',') from call"))
                .isEqualTo("CONGESTION");
    }

    @Test
    void aRecordThatComesLaterIsAddedAndTold() {
        rig.rings("7", "100");
        rig.take(CallRig.ended("7", "100", "ANSWER", BEGAN, 50, ""));
        rig.told();
        rig.pass(Duration.ofMinutes(10));

        rig.take(CallRig.ended("7", "100", "ANSWER", BEGAN, 50, "https://pbx.example/7.mp3"));

        assertThat(rig.text("select record_link from call")).isEqualTo("https://pbx.example/7.mp3");
        assertThat(rig.told()).containsExactly("HISTORY 100 success 50 https://pbx.example/7.mp3");
    }

    // ── The PBX's number is used again ──

    @Test
    void theSameStartWithinAMinuteOfTheEndIsALateRepeat() {
        rig.rings("7", "100");
        rig.ends("7", "100", "NOANSWER");
        rig.pass(Duration.ofSeconds(60));

        assertThat(rig.rings("7", "100")).isEqualTo(Taken.REPEAT);
        assertThat(rig.known()).hasSize(1);
    }

    @Test
    void theSameStartLaterIsANewCallWithACallidOfItsOwn() {
        rig.rings("7", "100");
        rig.ends("7", "100", "NOANSWER");
        rig.pass(Duration.ofSeconds(61));

        assertThat(rig.rings("7", "100")).isEqualTo(Taken.STORED);
        assertThat(rig.answers("7", "100")).isEqualTo(Taken.STORED);

        assertThat(rig.known()).containsExactly("3 missed: 100 3 missed", "2 -: 100 2 -");
        assertThat(rig.text("select count(distinct callid) from call")).isEqualTo("2");
    }

    @Test
    void anotherClientUnderTheSameNumberIsAnotherCall() {
        rig.rings("7", "100");
        rig.take(CallEvent.of(Kind.STARTED, new CallName.OfPbx("7"), Direction.IN, "100", "84951112233", ""));

        assertThat(rig.known()).containsExactly("1 -: 100 1 -", "1 -: 100 1 -");
    }

    @Test
    void anAnswerAfterTheEndIsIgnored() {
        rig.rings("7", "100");
        rig.ends("7", "100", "NOANSWER");
        rig.told();
        rig.answers("7", "100");

        assertThat(rig.known()).containsExactly("3 missed: 100 3 missed");
        assertThat(rig.told()).isEmpty();
    }

    // ── Groups ──

    @Test
    void whoAnswersIsTheTalkerAndNobodyElseMissedTheCall() {
        rig.rings("7", "100");
        rig.rings("7", "101");
        rig.rings("7", "102");
        rig.answers("7", "101");

        assertThat(rig.known()).containsExactly("2 -: 100 3 elsewhere, 101 2 -, 102 3 elsewhere");
        rig.ends("7", "100", "NOANSWER");
        rig.ends("7", "102", "NOANSWER");
        rig.ends("7", "101", "ANSWER");

        assertThat(rig.known()).containsExactly("3 success: 100 3 elsewhere, 101 3 success, 102 3 elsewhere");
        assertThat(rig.text("select talker from call")).isEqualTo("101");
        assertThat(rig.told())
                .containsExactly(
                        "INCOMING 100",
                        "INCOMING 101",
                        "INCOMING 102",
                        "ACCEPTED 101",
                        "CANCELLED 100",
                        "CANCELLED 102",
                        "HISTORY 101 success 20");
    }

    @Test
    void oneWhoDeclinesDoesNotEndTheCallForTheOthers() {
        rig.rings("7", "100");
        rig.rings("7", "101");
        rig.ends("7", "100", "BUSY");
        assertThat(rig.known()).containsExactly("1 -: 100 3 elsewhere, 101 1 -");

        rig.answers("7", "101");
        rig.ends("7", "101", "ANSWER");

        assertThat(rig.known()).containsExactly("3 success: 100 3 elsewhere, 101 3 success");
    }

    @Test
    void aGroupThatNobodyAnsweredMissedOneCall() {
        rig.rings("7", "100");
        rig.rings("7", "101");
        rig.ends("7", "100", "NOANSWER");
        rig.ends("7", "101", "NOANSWER");

        assertThat(rig.known()).containsExactly("3 missed: 100 3 missed, 101 3 missed");
        assertThat(rig.told())
                .containsExactly("INCOMING 100", "INCOMING 101", "CANCELLED 100", "HISTORY 101 missed 20");
    }

    @Test
    void anEndForTheWholeGroupEndsItForAll() {
        rig.rings("7", "100");
        rig.rings("7", "101");
        rig.ends("7", "600", "NOANSWER");

        assertThat(rig.known()).containsExactly("3 missed: 100 3 missed, 101 3 missed, 600 3 missed");
    }

    @Test
    void aCallThatIsPassedOnEndsWithItsLastTalker() {
        rig.answers("7", "100");
        rig.rings("7", "101");
        rig.answers("7", "101");
        rig.ends("7", "100", "ANSWER");
        assertThat(rig.known()).containsExactly("2 -: 100 3 success, 101 2 -");

        rig.ends("7", "101", "ANSWER");

        assertThat(rig.known()).containsExactly("3 success: 100 3 success, 101 3 success");
        assertThat(rig.told())
                .containsExactly(
                        "ACCEPTED 100",
                        "INCOMING 101",
                        "ACCEPTED 101",
                        "HISTORY 100 success 20",
                        "HISTORY 101 success 20");
    }

    // ── Ends that nobody told ──

    @Test
    void aCallOfWhichNothingIsHeardForTwelveHoursIsClosed() {
        rig.answers("7", "100");
        rig.rings("8", "101");
        rig.pass(Duration.ofHours(11));
        assertThat(rig.sweeper().sweep()).isZero();
        rig.pass(Duration.ofHours(2));

        assertThat(rig.sweeper().sweep()).isEqualTo(2);
        assertThat(rig.sweeper().sweep()).isZero();

        assertThat(rig.known()).containsExactly("3 success: 100 3 success", "3 missed: 101 3 missed");
        assertThat(rig.text("select string_agg(distinct closed_by, ',') from call"))
                .isEqualTo("sweeper");
        assertThat(rig.told())
                .containsExactly("ACCEPTED 100", "INCOMING 101", "HISTORY 100 success 0", "HISTORY 101 missed 0");
        assertThat(rig.text("select max(ended_at - began_at)::text from call")).isEqualTo("00:00:00");
    }

    @Test
    void theRestOfAGroupThatRangOutIsMissedAndOneCIsTold() {
        rig.rings("7", "100");
        rig.rings("7", "101");
        rig.ends("7", "100", "NOANSWER");
        rig.told();
        rig.pass(Duration.ofMinutes(4));

        assertThat(rig.sweeper().sweep()).isEqualTo(1);

        assertThat(rig.known()).containsExactly("3 missed: 100 3 missed, 101 3 missed");
        assertThat(rig.told()).containsExactly("HISTORY 101 missed 0");
    }

    // ── What people should look at twice ──

    @Test
    void oddTimesAreKeptAndFlagged() {
        rig.take(CallRig.ended("1", "100", "ANSWER", Instant.parse("2023-09-08T13:56:40Z"), 50, ""));
        rig.take(CallRig.ended("2", "100", "ANSWER", Instant.parse("9999-12-31T23:00:00Z"), 50, ""));
        rig.take(CallRig.ended("3", "100", "ANSWER", BEGAN, -30, ""));
        rig.take(CallRig.ended("4", "100", "ANSWER", BEGAN, 30, ""));

        assertThat(rig.text("select string_agg(coalesce(flag, '-'), ' ' order by id) from call"))
                .isEqualTo("past future backwards -");
    }

    // ── Many at once ──

    @Test
    void eventsOfOneCallAtOnceMakeOneCall() {
        var all = IntStream.range(0, 40)
                .mapToObj(i -> CompletableFuture.runAsync(
                        () -> rig.rings("7", Integer.toString(100 + i % 20)),
                        task -> Thread.ofVirtual().start(task)))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(all).join();

        assertThat(rig.known()).hasSize(1);
        assertThat(rig.text("select count(*) from call_leg")).isEqualTo("20");
        assertThat(rig.told()).hasSize(20).allMatch(word -> word.startsWith("INCOMING"));
    }

    @Test
    void twoReplicasThatMintInTheSameNanosecondNeverCollide() {
        var other = rig.replica();
        for (int i = 0; i < 20; i++) {
            rig.rings("a" + i, "100");
            rig.takeAt(other, CallRig.event(Kind.STARTED, "b" + i, "100"));
        }

        assertThat(rig.text("select count(distinct callid) from call")).isEqualTo("40");
    }

    @Test
    void mintedCallidsGrowWithinAProcess() {
        var callids = new Callids(rig.clock);
        List<Long> minted = IntStream.range(0, 1000)
                .mapToObj(i -> Long.parseLong(callids.next()))
                .toList();

        assertThat(minted).isSorted();
        assertThat(new HashSet<>(minted)).hasSize(1000);
        assertThat(Long.toString(minted.getFirst())).hasSize(19);
    }

    @Test
    void aDatabaseThatStaysAwayIsWaitedForAndThenTheSenderMustComeAgain() {
        var away = rig.replica(Jdbi.create("jdbc:postgresql://127.0.0.1:1/mosty", "mosty", ""));
        long began = System.nanoTime();

        assertThat(rig.takeAt(away, CallRig.event(Kind.STARTED, "7", "100"))).isEqualTo(Taken.NOT_STORED);

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(6));
        assertThat(rig.rings("7", "100")).isEqualTo(Taken.STORED);
    }

    // ── Calls by click ──

    @Test
    void theNextCallOfThatExtensionAndClientIsTheOneThatWasAskedFor() {
        var made = new MadeCalls(rig.jdbi);
        long id = made.asked("100", "+7 (999) 123-45-67", "request").orElseThrow();
        made.became(id, MadeCalls.Outcome.PLACED);
        rig.rings("6", "101");
        rig.rings("7", "100");
        rig.rings("8", "100");

        assertThat(rig.text("select pbx_call_id from call join made_call on made_call.call_id = call.id"))
                .isEqualTo("7");
    }

    @Test
    void oneThatThePbxRefusedIsNotWaitedFor() {
        var made = new MadeCalls(rig.jdbi);
        long id = made.asked("100", CallRig.CLIENT, "request").orElseThrow();
        made.became(id, MadeCalls.Outcome.REFUSED);
        rig.rings("7", "100");

        assertThat(rig.text("select count(call_id) from made_call")).isEqualTo("0");
    }

    // ── /hs ──

    @Test
    void aSendersCallidIsKeptAndItsCallNeverBeginsAgain() {
        var name = new CallName.OfSender("1659685427407907141");
        rig.take(CallEvent.of(Kind.STARTED, name, Direction.IN, "100", CallRig.CLIENT, ""));
        rig.take(CallEvent.of(Kind.CANCELLED, name, Direction.IN, "100", CallRig.CLIENT, ""));
        rig.take(new CallEvent(
                Kind.ENDED,
                name,
                Direction.IN,
                "100",
                CallRig.CLIENT,
                "",
                Optional.of(BEGAN),
                Optional.empty(),
                Optional.of(BEGAN.plusSeconds(20)),
                "Missed",
                ""));
        rig.pass(Duration.ofHours(1));
        rig.take(CallEvent.of(Kind.STARTED, name, Direction.IN, "100", CallRig.CLIENT, ""));

        assertThat(rig.text("select string_agg(callid, ' ') from call")).isEqualTo("1659685427407907141");
        assertThat(rig.known()).containsExactly("3 missed: 100 3 missed");
        assertThat(rig.told()).containsExactly("INCOMING 100", "CANCELLED 100", "HISTORY 100 missed 20");
    }
}
