package dev.mosty.gate.amocrm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosty.delivery.Delivery;
import dev.mosty.delivery.Parcel;
import dev.mosty.gate.amocrm.LeadStateTest.Values;
import dev.mosty.gate.lead.FieldIds;
import dev.mosty.gate.lead.LeadField;
import dev.mosty.gate.lead.LeadValues;
import dev.mosty.gate.lead.Mapped;
import dev.mosty.gate.rdesk.Funnel;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LeadWriteTest {
    private static final FieldIds IDS = new FieldIds(Map.of(LeadField.BOOKED_STATUS, 10L, LeadField.ZDRAV_ID, 11L));
    private static final LeadState NOTHING = LeadState.unknown("t");
    private static final PaidOwner OWNER = new PaidOwner(PaidOwner.Source.RDESK, Set.of());

    @Test
    void laterValuesWinFieldByField() {
        var write = write(
                NOTHING,
                Values.of(LeadField.PRICE, 100, LeadField.BOOKED_STATUS, "waiting"),
                Values.of(LeadField.ZDRAV_ID, "5"),
                Values.of(LeadField.BOOKED_STATUS, "checkin"));

        assertThat(write.values())
                .isEqualTo(
                        Values.of(LeadField.PRICE, 100, LeadField.BOOKED_STATUS, "checkin", LeadField.ZDRAV_ID, "5"));
        assertThat(write.carriers())
                .isEqualTo(Map.of(LeadField.PRICE, 1L, LeadField.ZDRAV_ID, 2L, LeadField.BOOKED_STATUS, 3L));
        assertThat(write.json())
                .isEqualTo("{\"id\":7,\"price\":100,\"custom_fields_values\":["
                        + "{\"field_id\":11,\"values\":[{\"value\":\"5\"}]},"
                        + "{\"field_id\":10,\"values\":[{\"value\":\"checkin\"}]}]}");
    }

    @Test
    void aDeliveryOfWhichNothingIsLeftIsSupersededAndTheNewestNever() {
        var write = write(
                NOTHING,
                Values.of(LeadField.BOOKED_STATUS, "waiting"),
                Values.of(LeadField.BOOKED_STATUS, "checkin", LeadField.PRICE, 5),
                Values.of(LeadField.BOOKED_STATUS, "checkout"));

        assertThat(write.parcel().deliveries().stream().map(write::superseded)).containsExactly(true, false, false);
    }

    @Test
    void theNewestIsNotSupersededEvenIfItBroughtNothing() {
        var write = write(NOTHING, Values.of(LeadField.PRICE, 5), LeadValues.EMPTY);

        assertThat(write.parcel().deliveries().stream().map(write::superseded)).containsExactly(false, false);
    }

    @Test
    void whatTheLeadHasAlreadyIsNotSent() {
        var before = NOTHING.with(Values.of(LeadField.PRICE, 5), Map.of(LeadField.PRICE, 0L), IDS, true);

        assertThat(write(before, Values.of(LeadField.PRICE, 5)).nothingToSend()).isTrue();
        assertThat(write(before, Values.of(LeadField.PRICE, 6), Values.of(LeadField.PRICE, 5))
                        .nothingToSend())
                .isTrue();
        assertThat(write(before, Values.of(LeadField.PRICE, 6)).nothingToSend()).isFalse();
    }

    @Test
    void aFieldWithoutAnIdIsNotSent() {
        assertThat(write(NOTHING, Values.of(LeadField.GUESTS, "somebody")).nothingToSend())
                .isTrue();
    }

    @Test
    void whatIsUnderWayIsUnknownAndWrittenAfterwards() {
        var write = write(NOTHING, Values.of(LeadField.PRICE, 5));

        assertThat(write.unknownFrom(NOTHING).changed(Values.of(LeadField.PRICE, 5), IDS))
                .isEqualTo(Values.of(LeadField.PRICE, 5));
        assertThat(write.writtenIn(NOTHING).changed(Values.of(LeadField.PRICE, 5), IDS))
                .isEqualTo(LeadValues.EMPTY);
    }

    @Test
    void theFunnelIsThatOfTheNewest() {
        var mc = new Delivery(2, "7", "MC", "{}", Instant.EPOCH, 0, false);
        var booked = new Delivery(1, "7", "BOOKED", "{}", Instant.EPOCH, 0, false);

        assertThat(of(NOTHING, List.of(booked, mc)).funnel()).isEqualTo(Funnel.MC);
        assertThat(of(NOTHING, List.of(mc, booked)).funnel()).isEqualTo(Funnel.BOOKED);
    }

    private static LeadWrite of(LeadState before, List<Delivery> deliveries) {
        return LeadWrite.of(
                new Parcel("7", deliveries),
                OptionalLong.of(7),
                before,
                IDS,
                OWNER,
                delivery -> new Mapped(LeadValues.EMPTY, List.of()));
    }

    private static LeadWrite write(LeadState before, LeadValues... brought) {
        var deliveries = IntStream.rangeClosed(1, brought.length)
                .mapToObj(id -> new Delivery(id, "7", "BOOKED", "{}", Instant.EPOCH, 0, false))
                .toList();
        return LeadWrite.of(
                new Parcel("7", deliveries),
                OptionalLong.of(7),
                before,
                IDS,
                OWNER,
                delivery -> new Mapped(brought[(int) delivery.id() - 1], List.of()));
    }
}
