package dev.mosty.gate.amocrm;

import static dev.mosty.gate.amocrm.FakeAmo.json;
import static dev.mosty.gate.amocrm.FakeAmo.page;
import static dev.mosty.gate.amocrm.FakeAmo.patches;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mosty.delivery.Item;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What leaves for amoCRM, and what need not. */
class AmoChannelTest {
    @AutoClose
    private static final FakeAmo AMO = new FakeAmo();

    private static final String PATCH =
            "[{\"id\":%d,\"custom_fields_values\":[{\"field_id\":10,\"values\":[{\"value\":\"%s\"}]}],\"request_id\":\"0\"}]";
    private static final String PAID =
            "[{\"id\":1,\"custom_fields_values\":[{\"field_id\":12,\"values\":[{\"value\":%s}]}],\"request_id\":\"0\"}]";

    @AutoClose
    private final Gate gate = new Gate(AMO);

    @BeforeEach
    void everythingGoesWell() {
        AMO.goWell();
    }

    @Test
    void aLeadIsWrittenWithExactlyTheFieldsThatItBrought() {
        gate.start()
                .post(Item.of(
                        AmoChannel.NAME,
                        "24000017",
                        "BOOKED",
                        "{\"lead_id\":\"24000017\",\"id\":90210,\"status\":\"waiting\",\"money\":{\"total\":153887,\"paid\":61361.5}}",
                        null));
        gate.awaitDone(1);

        assertThat(AMO.patched())
                .containsExactly("[{\"id\":24000017,\"price\":153887,\"custom_fields_values\":["
                        + "{\"field_id\":12,\"values\":[{\"value\":61361.5}]},"
                        + "{\"field_id\":11,\"values\":[{\"value\":\"90210\"}]},"
                        + "{\"field_id\":10,\"values\":[{\"value\":\"waiting\"}]}],\"request_id\":\"0\"}]");
    }

    @Test
    void theSameAgainSendsNothing() {
        gate.start().post(1, "waiting");
        gate.awaitDone(1);
        gate.post(1, "waiting");
        gate.awaitDone(2);
        gate.start().post(1, "waiting");
        gate.awaitDone(3);

        assertThat(AMO.patched()).containsExactly(PATCH.formatted(1, "waiting"));
        assertThat(gate.done()).containsExactly("1 done", "1 done", "1 done");
    }

    @Test
    void onlyTheChangedFieldIsSent() {
        gate.start().post(Item.of(AmoChannel.NAME, "1", "BOOKED", "{\"id\":5,\"status\":\"waiting\"}", null));
        gate.awaitDone(1);
        gate.post(Item.of(AmoChannel.NAME, "1", "BOOKED", "{\"id\":5,\"status\":\"checkin\"}", null));
        gate.awaitDone(2);

        assertThat(AMO.patched().getLast()).isEqualTo(PATCH.formatted(1, "checkin"));
    }

    @Test
    void fromAToBAndBackToAEndsInA() {
        gate.start();
        for (var status : List.of("A", "B", "A")) {
            gate.post(1, status);
            gate.awaitDone(AMO.patched().size() + 1);
        }

        assertThat(AMO.patched())
                .containsExactly(PATCH.formatted(1, "A"), PATCH.formatted(1, "B"), PATCH.formatted(1, "A"));
    }

    @Test
    void statesThatHaveNotLeftYetAreOneEntryAndTheLaterOneWins() {
        gate.post(Gate.booked(1, "A"), Gate.booked(2, "X"), Gate.booked(1, "B"), Gate.booked(1, "C"));
        gate.start();
        gate.awaitDone(4);

        assertThat(AMO.patchedIds()).containsExactly(List.of(1L, 2L));
        assertThat(AMO.patched().getFirst()).contains("\"C\"").doesNotContain("\"A\"", "\"B\"");
        assertThat(gate.done()).containsExactlyInAnyOrder("1 superseded", "1 superseded", "1 done", "2 done");
    }

    @Test
    void whatIsUnderWayIsNotMergedInto() {
        gate.start();
        AMO.answerNext(
                patches(),
                json(200, "{\"_embedded\":{\"leads\":[{\"id\":1,\"updated_at\":5}]}}")
                        .withFixedDelay(800));
        gate.post(1, "A");
        await().until(() -> gate.number("select count(*) from lead_state") == 1);
        gate.post(1, "B");
        gate.awaitDone(2);

        assertThat(AMO.patched()).containsExactly(PATCH.formatted(1, "A"), PATCH.formatted(1, "B"));
    }

    @Test
    void manyLeadsTravelFiftyAtATimeEachOnce() {
        gate.post(IntStream.rangeClosed(1, 1_000)
                .mapToObj(i -> Gate.booked(1 + i % 170, "s" + i / 170))
                .toArray(Item[]::new));
        gate.start();
        gate.awaitDone(1_000);

        assertThat(AMO.patchedIds().stream().map(List::size)).allMatch(size -> size <= 50);
        assertThat(AMO.patchedIds()).allSatisfy(ids -> assertThat(ids).doesNotHaveDuplicates());
        assertThat(AMO.patchedIds().stream().flatMap(List::stream)).hasSize(170);
        assertThat(new HashSet<>(AMO.patchedIds().stream().flatMap(List::stream).toList()))
                .hasSize(170);
    }

    @Test
    void aFieldThatDoesNotFitIsAFindingAndTheOthersAreWritten() {
        AMO.fields("10:text", "11:numeric");
        gate.start().post(Item.of(AmoChannel.NAME, "1", "BOOKED", "{\"id\":5,\"status\":\"waiting\"}", null));
        gate.awaitDone(1);

        assertThat(AMO.patched()).containsExactly(PATCH.formatted(1, "waiting"));
        assertThat(gate.findings())
                .contains(
                        "FIELD_SHARED_ZDRAV_ID = 11: «Поле 11» is of type numeric, expected text or textarea; it is not"
                                + " written",
                        "FIELD_BOOKED_GUESTS = 13: the account has no such field of a lead; it is not written");
        assertThat(gate.pause()).isEmpty();
    }

    @Test
    void fieldsAreReadOverSeveralPages() {
        var first =
                IntStream.rangeClosed(1_000, 1_249).mapToObj(id -> id + ":text").toArray(String[]::new);
        AMO.fields(first);
        AMO.page(2, "10:text");
        gate.start().post(1, "waiting");
        gate.awaitDone(1);

        assertThat(AMO.patched()).containsExactly(PATCH.formatted(1, "waiting"));
        assertThat(AMO.urls("GET", "/api/v4/leads/custom_fields"))
                .containsExactly(
                        "/api/v4/leads/custom_fields?limit=250&page=1", "/api/v4/leads/custom_fields?limit=250&page=2");
    }

    @Test
    void nothingIsSentBeforeTheFieldsAreKnown() {
        AMO.answerNext(FakeAmo.fieldLists(), page(500));
        gate.start().post(1, "waiting");
        gate.awaitPause("failing");
        assertThat(AMO.patched()).isEmpty();
        gate.wantUpkeep();
        gate.awaitDone(1);

        assertThat(AMO.patched()).containsExactly(PATCH.formatted(1, "waiting"));
    }

    @Test
    void anItemOfWhichNotEvenTheLeadIsKnownStaysDeadWhenReplayed() {
        gate.start()
                .post(Item.unreadable(
                        AmoChannel.NAME, AmoChannel.NO_LEAD, "BOOKED", "[1]", null, "The item is not an object."));
        var id = gate.number("select id from delivery");
        gate.engine().deadLetters().replay(AmoChannel.NAME, List.of(id));
        await().until(() -> gate.dead().equals(List.of("?: still not an item with a lead")));
        gate.post(1, "waiting");
        gate.awaitDone(1);

        assertThat(AMO.patchedIds()).containsExactly(List.of(1L));
    }

    // ── payments ──

    @Test
    void aPaymentIsWrittenWhileRdeskHasNotSpokenAndLeftOutAfterwards() {
        gate.start().post(Gate.paid(1, "100.50"));
        gate.awaitDone(1);
        gate.post(Item.of(AmoChannel.NAME, "1", "BOOKED", "{\"money\":{\"paid\":70}}", null));
        gate.awaitDone(2);
        gate.post(Gate.paid(1, "200"));
        gate.awaitDone(3);

        assertThat(AMO.patched()).containsExactly(PAID.formatted("100.5"), PAID.formatted("70"));
    }

    @Test
    void with1cAsOwnerItsSumStaysWhateverRdeskSays() {
        gate.with("PAID_SOURCE", "1c").start();
        gate.jdbi.useHandle(handle -> handle.execute(
                "insert into payment (document, lead_id, amount, posted) values (gen_random_uuid(), 1, 100.50, true)"));
        gate.post(Gate.paid(1, "100.50"));
        gate.awaitDone(1);
        gate.post(Item.of(AmoChannel.NAME, "1", "BOOKED", "{\"status\":\"waiting\",\"money\":{\"paid\":70}}", null));
        gate.awaitDone(2);

        assertThat(AMO.patched()).containsExactly(PAID.formatted("100.5"), PATCH.formatted(1, "waiting"));
    }

    @Test
    void anotherAccountIsToldEverythingAnew() {
        gate.start().post(1, "waiting");
        gate.awaitDone(1);
        gate.with("amo.base-url", AMO.url().replace("localhost", "127.0.0.1"))
                .start()
                .post(1, "waiting");
        gate.awaitDone(2);

        assertThat(AMO.patched()).containsExactly(PATCH.formatted(1, "waiting"), PATCH.formatted(1, "waiting"));
    }

    @Test
    void aCopiedDatabaseIsSilentUntilSomebodyConfirms() {
        gate.jdbi.useHandle(
                handle -> handle.execute("insert into installation (system_identifier, database_oid) values (1, 1)"));
        gate.post(1, "waiting");
        gate.start();
        await().during(Duration.ofMillis(700)).atMost(Duration.ofSeconds(5)).until(() -> {
            gate.hurry();
            gate.wantUpkeep();
            return AMO.requests() == 0;
        });

        gate.jdbi.useHandle(handle -> handle.execute("select mosty_confirm_installation()"));
        gate.hurry();
        gate.awaitDone(1);
        assertThat(AMO.patched()).containsExactly(PATCH.formatted(1, "waiting"));
    }
}
