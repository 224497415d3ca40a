package dev.mosty.gate.amocrm;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static dev.mosty.gate.amocrm.FakeAmo.fieldLists;
import static dev.mosty.gate.amocrm.FakeAmo.json;
import static dev.mosty.gate.amocrm.FakeAmo.page;
import static dev.mosty.gate.amocrm.FakeAmo.patches;
import static dev.mosty.gate.amocrm.FakeAmo.refusing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.http.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of leads when amoCRM answers anything but yes. */
class AmoFaultsTest {
    @AutoClose
    private static final FakeAmo AMO = new FakeAmo();

    private static final String STATUS = "custom_fields_values.0.values.0.value";

    @AutoClose
    private final Gate gate = new Gate(AMO);

    @BeforeEach
    void everythingGoesWell() {
        AMO.goWell();
    }

    // ── pauses ──

    @Test
    void aBlockPausesForLongAndNothingMoreIsSent() {
        gate.start();
        awaitConnected();
        AMO.everything(page(403));
        gate.postLeads(120);

        assertThat(gate.awaitPause("banned"))
                .isEqualTo("banned: amoCRM has blocked the account or this address (403 page): ask its support to"
                        + " lift it");
        assertThat(gate.pauseMinutes()).isBetween(14L, 60L);
        await().until(() ->
                gate.number("select count(*) from delivery where last_error like 'amoCRM has blocked%'") == 120);
        nothingMoreIsSent();
        assertThat(gate.dead()).isEmpty();
        assertThat(gate.number("select sum(attempts)::bigint from delivery")).isZero();
    }

    @Test
    void aBlockThatIsThereAtTheStartIsNotAskedAboutEveryFewSeconds() {
        AMO.answer(fieldLists(), page(403));
        gate.start().post(1, "waiting");
        gate.awaitPause("banned");

        nothingMoreIsSent();
        // That has ended the pause; the upkeep goes on meanwhile, and keeps still as long.
        gate.wantUpkeep();
        gate.awaitPause("banned");
        assertThat(gate.pauseMinutes()).isBetween(14L, 15L);
        assertThat(AMO.urls("GET", "/api/v4/leads/custom_fields")).hasSize(1);
    }

    @Test
    void aMissingPermissionPausesUntilAPersonHasLooked() {
        gate.start();
        AMO.answerNext(patches(), json(403, "{\"detail\":\"No rights to edit\"}"));
        gate.post(1, "waiting");

        assertThat(gate.awaitPause("forbidden"))
                .isEqualTo("forbidden: the integration's user lacks a permission: amoCRM answered 403: No rights to"
                        + " edit");
        assertThat(gate.pauseMinutes()).isEqualTo(10);
        goesOutOnceItIsWell("1 waiting 0");
    }

    @Test
    void aLapsedSubscriptionPausesForAnHour() {
        gate.start();
        AMO.answerNext(patches(), json(402, "{}"));
        gate.post(1, "waiting");

        assertThat(gate.awaitPause("unpaid")).isEqualTo("unpaid: amoCRM's subscription has ended (402)");
        assertThat(gate.pauseMinutes()).isEqualTo(60);
        goesOutOnceItIsWell("1 waiting 0");
    }

    @Test
    void tooManyRequestsPauseForAsLongAsAmoCrmSays() {
        gate.start();
        AMO.answerNext(patches(), page(429).withHeader("Retry-After", "600"));
        gate.post(1, "waiting");

        assertThat(gate.awaitPause("too-many-requests"))
                .isEqualTo("too-many-requests: amoCRM answered 429: somebody else may be using the same"
                        + " integration's limit");
        assertThat(gate.pauseMinutes()).isEqualTo(10);
        goesOutOnceItIsWell("1 waiting 0");
    }

    @Test
    void tooManyRequestsWithoutAWordOnWhenPauseForASecondAndThenLonger() {
        gate.start();
        AMO.answerNext(patches(), page(429), page(429), page(429), page(429), page(429));
        gate.post(1, "waiting");

        for (var seconds : new int[] {1, 2, 5, 10, 30}) {
            gate.awaitPause("too-many-requests");
            assertThat(gate.number("select round(extract(epoch from paused_until - paused_at))::bigint from channel"))
                    .isEqualTo(seconds);
            gate.endPause();
        }
        gate.awaitDone(1);
        assertThat(AMO.patched()).hasSize(6);
    }

    @Test
    void anAccountThatHasMovedIsSaidAndNotFollowed() {
        gate.start();
        AMO.answerNext(patches(), aResponse().withStatus(301).withHeader("Location", "https://newname.amocrm.ru/"));
        gate.post(1, "waiting");

        assertThat(gate.awaitPause("moved"))
                .isEqualTo("moved: the account has moved to https://newname.amocrm.ru/: set AMO_SUBDOMAIN");
        goesOutOnceItIsWell("1 waiting 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>Works</html>", "", "\"ok\"", "{\"status\":\"ok\"}", "[]", "{\"_embedded\":{}}"})
    void aGoodStatusWithGarbageIsNoAnswerAboutALead(String body) {
        gate.start();
        AMO.answerNext(patches(), aResponse().withStatus(200).withBody(body));
        gate.post(Gate.booked(1, "waiting"), Gate.booked(2, "waiting"));

        if (body.equals("[]")) {
            // Empty JSON: nobody is named, which each is asked about alone.
            gate.awaitDone(2);
        } else {
            gate.awaitPause("strange");
            goesOutOnceItIsWell("1 waiting 0", "2 waiting 0");
        }
        assertThat(gate.dead()).isEmpty();
    }

    @Test
    void aHugeAnswerIsNotReadToItsEnd() {
        gate.start();
        AMO.answerNext(patches(), json(200, "[\"" + "x".repeat(9 * 1024 * 1024) + "\"]"));
        gate.post(1, "waiting");

        assertThat(gate.awaitPause("strange")).isEqualTo("strange: amoCRM's answer is too large to be one");
        goesOutOnceItIsWell("1 waiting 0");
    }

    // ── nobody knows whether it arrived ──

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    void afterAServerErrorTheFieldsGoOutAgain(int status) {
        gate.start();
        AMO.answerNext(patches(), page(status));
        gate.post(1, "waiting");
        gate.awaitDone(1);

        assertSentTwiceTheSame();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"CONNECTION_RESET_BY_PEER", "EMPTY_RESPONSE", "MALFORMED_RESPONSE_CHUNK"})
    void afterABrokenConnectionTheFieldsGoOutAgain(Fault fault) {
        gate.start();
        AMO.answerNext(patches(), aResponse().withStatus(200).withFault(fault));
        gate.post(1, "waiting");
        gate.awaitDone(1);

        assertSentTwiceTheSame();
    }

    @Test
    void afterATimeoutTheFieldsGoOutAgain() {
        gate.with("amo.timeout", "300ms").start();
        awaitConnected();
        AMO.answerNext(patches(), json(200, "{}").withFixedDelay(1_000));
        gate.post(1, "waiting");
        gate.awaitDone(1);

        assertSentTwiceTheSame();
    }

    @Test
    void afterAnUnknownWriteTheEarlierValueIsSentAnew() {
        gate.start().post(1, "A");
        gate.awaitDone(1);
        AMO.answerNext(patches(), page(500));
        gate.post(1, "B");
        await().until(() -> AMO.patched().size() == 2);
        gate.post(1, "A");
        gate.awaitDone(3);

        assertThat(AMO.patched()).hasSize(3);
        assertThat(AMO.patched().getLast()).isEqualTo(AMO.patched().getFirst()).contains("\"A\"");
    }

    @Test
    void afterARestartInTheMiddleOfARequestTheFieldsGoOutAgain() {
        gate.start();
        awaitConnected();
        gate.post(1, "waiting");
        gate.awaitDone(1);
        // As a kill leaves it: prepared, sent, and the answer never written down.
        gate.jdbi.useHandle(
                tx -> tx.execute("update lead_state set fields = jsonb_set(fields, '{booked_status,w}', 'false')"));
        gate.post(1, "waiting");
        gate.awaitDone(2);

        assertSentTwiceTheSame();
    }

    @Test
    void anOtherSideThatStaysBrokenRestsTheChannelAndNothingIsLost() {
        gate.start();
        awaitConnected();
        AMO.answer(patches(), page(500));
        gate.postLeads(3);
        await().until(() -> {
            gate.hurry();
            return gate.pause().startsWith("failing: amoCRM answered 500");
        });

        AMO.goWell();
        gate.endPause();
        gate.hurry();
        gate.awaitDone(3);
        assertThat(gate.dead()).isEmpty();
    }

    @Test
    void anOtherSideThatCannotBeReachedRestsTheChannelWithoutCountingAnAttempt() {
        gate.with("amo.base-url", "http://localhost:1").start().post(1, "waiting");

        assertThat(gate.awaitPause("unreachable")).contains("localhost");
        assertThat(gate.live()).containsExactly("1 waiting 0");
    }

    @Test
    void whatWasTooSlowIsSentInHalvesAndTheBatchesGrowAgain() {
        gate.with("amo.batch", "8").start();
        awaitConnected();
        AMO.answerNext(patches(), page(504));
        gate.postLeads(8);
        await().until(() -> AMO.patched().size() == 1);
        gate.hurry();
        gate.awaitDone(8);
        gate.post(LongStream.rangeClosed(11, 18)
                .mapToObj(lead -> Gate.booked(lead, "waiting"))
                .toArray(dev.mosty.delivery.Item[]::new));
        gate.awaitDone(16);

        assertThat(AMO.patchedIds().stream().map(List::size)).containsExactly(8, 4, 4, 8);
    }

    // ── refused ──

    @Test
    void theItemsThatARefusalNamesAreDroppedAndTheRestGoesOut() {
        gate.start();
        awaitConnected();
        AMO.answerNext(patches(), refusing("1:InvalidType:" + STATUS, "3:TooLong:" + STATUS));
        gate.postLeads(5);
        gate.awaitDone(3);

        assertThat(AMO.patchedIds()).containsExactly(List.of(1L, 2L, 3L, 4L, 5L), List.of(1L, 3L, 5L));
        assertThat(gate.dead())
                .containsExactly(
                        "2: amoCRM refused: InvalidType at " + STATUS + ": no",
                        "4: amoCRM refused: TooLong at " + STATUS + ": no");
        assertThat(gate.texts(
                        "select dead_code || ' ' || dead_path from delivery where dead_at is not null order by key"))
                .containsExactly("InvalidType " + STATUS, "TooLong " + STATUS);
    }

    @Test
    void aRefusalThatNamesNobodyIsNarrowedDown() {
        gate.start();
        awaitConnected();
        AMO.answer(
                patches().withRequestBody(matchingJsonPath("$[?(@.id == 6)]")),
                json(400, "{\"detail\":\"something is wrong\"}"));
        gate.postLeads(8);
        gate.awaitDone(7);

        assertThat(gate.dead()).containsExactly("6: amoCRM answered 400: something is wrong");
        assertThat(AMO.patchedIds())
                .containsExactly(
                        List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L),
                        List.of(1L, 2L, 3L, 4L),
                        List.of(5L, 6L, 7L, 8L),
                        List.of(5L, 6L),
                        List.of(5L),
                        List.of(6L),
                        List.of(7L, 8L));
    }

    @Test
    void aBlockInTheMiddleOfNarrowingDownEndsIt() {
        gate.start();
        awaitConnected();
        AMO.answerNext(patches(), json(400, "{}"), page(403));
        gate.postLeads(8);
        gate.awaitPause("banned");

        nothingMoreIsSent();
        assertThat(AMO.patchedIds()).hasSize(2);
        assertThat(gate.dead()).isEmpty();
        assertThat(gate.live()).hasSize(8);
    }

    @Test
    void aLeadThatAGoodAnswerDoesNotNameIsAskedAboutAloneAndThenDead() {
        gate.start();
        awaitConnected();
        AMO.unknownLeads.add(2L);
        gate.postLeads(3);
        gate.awaitDone(2);

        await().until(() -> gate.dead().size() == 1);
        assertThat(gate.dead())
                .containsExactly("2: amoCRM took the request and did not name this lead: it is not there, or not ours");
        assertThat(AMO.patchedIds()).containsExactly(List.of(1L, 2L, 3L), List.of(2L));
    }

    @Test
    void leadsThatDoNotExistAreTheirOwnFaultHoweverMany() {
        gate.start();
        awaitConnected();
        AMO.answerNext(
                patches(),
                refusing(
                        "0:NotFound:id",
                        "1:NotFound:id",
                        "2:NotFound:id",
                        "3:NotFound:id",
                        "4:NotFound:id",
                        "5:NotFound:id"));
        gate.postLeads(6);
        await().until(() -> gate.dead().size() == 6);
        gate.post(7, "waiting");
        gate.awaitDone(1);

        assertThat(gate.dead().getFirst()).isEqualTo("1: amoCRM does not know this lead: NotFound at id: no");
        assertThat(gate.pause()).isEmpty();
    }

    @Test
    void fiveRefusalsOfOneKindAreTheConfigurationsFaultAndNothingStaysDead() {
        gate.start();
        awaitConnected();
        AMO.answer(patches(), refusing("0:InvalidType:" + STATUS));
        for (long lead = 1; lead <= 4; lead++) {
            gate.post(lead, "waiting");
            var dead = (int) lead;
            await().until(() -> gate.dead().size() == dead);
        }
        gate.post(5, "waiting");

        assertThat(gate.awaitPause("configuration"))
                .isEqualTo("configuration: 5 different keys in a row were refused with InvalidType at " + STATUS
                        + ": the configuration is at fault, not the data");
        assertThat(gate.dead()).isEmpty();
        assertThat(gate.live()).hasSize(5);

        AMO.goWell();
        gate.endPause();
        gate.hurry();
        gate.awaitDone(5);
    }

    @Test
    void aWholeBatchRefusedForOneReasonPausesAtOnce() {
        gate.start();
        awaitConnected();
        AMO.answer(patches(), json(400, "{\"title\":\"Bad Request\"}"));
        gate.postLeads(8);

        gate.awaitPause("configuration");
        assertThat(gate.dead()).isEmpty();
        assertThat(gate.live()).hasSize(8);
    }

    @Test
    void aDeadLetterThatIsReplayedDoesNotGoBehindWhatCameLater() {
        gate.start();
        awaitConnected();
        gate.post(1, "A");
        gate.awaitDone(1);
        AMO.answerNext(patches(), refusing("0:InvalidType:" + STATUS));
        gate.post(1, "B");
        await().until(() -> gate.dead().size() == 1);
        gate.post(1, "A");
        gate.awaitDone(2);
        var dead = gate.number("select id from delivery where dead_at is not null");
        assertThat(gate.engine().deadLetters().replay(AmoChannel.NAME, Set.of(dead)))
                .isEqualTo(1);
        gate.awaitDone(3);

        assertThat(AMO.patched().getLast()).contains("\"A\"");
        assertThat(gate.done()).containsExactly("1 done", "1 done", "1 done");
    }

    private void assertSentTwiceTheSame() {
        assertThat(AMO.patched()).hasSize(2);
        assertThat(AMO.patched().getLast()).isEqualTo(AMO.patched().getFirst());
        assertThat(AMO.patched().getFirst()).contains("\"waiting\"");
        assertThat(gate.dead()).isEmpty();
    }

    /** The work was kept, and leaves when the pause is over. */
    private void goesOutOnceItIsWell(String... live) {
        assertThat(gate.live()).containsExactlyInAnyOrder(live);
        gate.endPause();
        gate.hurry();
        gate.awaitDone(live.length);
        assertThat(gate.dead()).isEmpty();
    }

    private void nothingMoreIsSent() {
        var sofar = AMO.requests();
        await().during(Duration.ofMillis(700)).atMost(Duration.ofSeconds(5)).until(() -> {
            gate.endPause();
            gate.hurry();
            gate.wantUpkeep();
            return AMO.requests() == sofar;
        });
    }

    private void awaitConnected() {
        await().until(() -> AMO.urls("GET", "/api/v4/leads/custom_fields").size() == 1);
    }
}
