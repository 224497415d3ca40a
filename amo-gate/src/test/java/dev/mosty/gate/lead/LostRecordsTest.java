package dev.mosty.gate.lead;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.gate.rdesk.Funnel;
import dev.mosty.gate.rdesk.Intake;
import dev.mosty.gate.rdesk.Item;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The records that the gate before this one lost after its 200 (facts/amocrm.md §1): each arrives here. */
class LostRecordsTest {

    @Test
    void aBookingWithANumericLeadIdArrives() {
        ObjectNode item = Samples.booked().put("lead_id", 24000017);

        assertThat(Intake.read(item.toString().getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new Intake.Items(List.of(new Item.ForLead(24000017, item.toString()))));
    }

    @Test
    void aBookingWithAFractionalTotalArrives() {
        ObjectNode item = Samples.booked();
        item.withObject("/money").put("total", new BigDecimal("153887.50"));

        assertOnlyDiffers(Funnel.BOOKED, item, LeadField.PRICE, amount("153887.5"));
    }

    @Test
    void aBookingWithNumericBillSumsArrives() {
        ObjectNode item = Samples.booked();
        item.withArray("billData").remove(1);
        item.withObject("/billData/0")
                .put("billSum", new BigDecimal("147966.3"))
                .put("billPaidSum", 59000);

        assertOnlyDiffers(
                Funnel.BOOKED, item, LeadField.BILL_DATA, text("Счет №: 70011\nСумма: 147966.3\nОплачено: 59000\n"));
    }

    @Test
    void aBookingWithAnUnknownStatusArrives() {
        assertOnlyDiffers(
                Funnel.BOOKED, Samples.booked().put("status", "no-show"), LeadField.BOOKED_STATUS, text("no-show"));
    }

    @Test
    void aBookingWithoutExtDataArrives() {
        ObjectNode item = Samples.booked();
        item.remove("extData");

        assertOnlyMissing(Funnel.BOOKED, item, LeadField.GUESTS);
    }

    @Test
    void aBookingWithANullDocumentNumberArrives() {
        assertOnlyMissing(Funnel.BOOKED, Samples.booked().putNull("docNum"), LeadField.DOC_NUM);
    }

    @Test
    void aBookingWithAnEmptyCheckInArrives() {
        assertOnlyMissing(Funnel.BOOKED, Samples.booked().put("checkin", ""), LeadField.CHECK_IN);
    }

    @Test
    void aGuestsBillNumberInWordsArrives() {
        ObjectNode item = Samples.booked();
        item.withObject("/extData")
                .withArray("guests")
                .removeAll()
                .addObject()
                .put("fio", "Гость")
                .put("billNum", "б/н");

        assertOnlyDiffers(Funnel.BOOKED, item, LeadField.GUESTS, text("Гость\nСчет №: б/н\n"));
    }

    @Test
    void anOrderWithAnEmptyBirthdayArrives() {
        assertOnlyMissing(Funnel.MC, Samples.medical().put("birthday", ""), LeadField.MC_BIRTHDAY);
    }

    @Test
    void anOrderWithAFractionalPriceArrives() {
        ObjectNode item = Samples.medical();
        item.withObject("/treatments/0").put("price", new BigDecimal("850.50"));

        LeadValues values = Samples.map(Funnel.MC, item).values();

        assertThat(values.get(LeadField.PRICE)).contains(amount("12850.5"));
        assertThat(values.get(LeadField.PAID_PRICE)).contains(amount("12850.5"));
        assertThat(values.get(LeadField.MC_TREATMENTS))
                .contains(text(" Консультация невролога\n✅ 850.50 ₽\n19.09.2025 10:00\n⏳ Назначено"));
    }

    @Test
    void anOrderWithAnUnknownItemStatusArrives() {
        ObjectNode item = Samples.medical();
        item.withObject("/treatments/0").put("status", "moved");

        assertOnlyDiffers(
                Funnel.MC,
                item,
                LeadField.MC_TREATMENTS,
                text(" Консультация невролога\n✅ 850 ₽\n19.09.2025 10:00\nmoved"));
    }

    @Test
    void anOrderWithoutATopLevelPriceArrives() {
        ObjectNode item = Samples.medical();
        item.withObject("/treatments/0").remove("price");

        LeadValues values = Samples.map(Funnel.MC, item).values();

        assertThat(values.get(LeadField.PRICE)).contains(amount("12000"));
        assertThat(values.get(LeadField.MC_TREATMENTS))
                .contains(text(" Консультация невролога\n✅\n19.09.2025 10:00\n⏳ Назначено"));
    }

    private static void assertOnlyDiffers(Funnel funnel, JsonNode item, LeadField field, LeadValue value) {
        Mapped mapped = Samples.map(funnel, item);
        LeadValues good = Samples.map(funnel, Samples.good(funnel)).values();

        assertThat(mapped.remarks()).isEmpty();
        assertThat(mapped.values().minus(good).byField()).containsExactly(Map.entry(field, value));
        assertThat(mapped.values().byField().keySet()).isEqualTo(good.byField().keySet());
    }

    private static void assertOnlyMissing(Funnel funnel, JsonNode item, LeadField field) {
        Mapped mapped = Samples.map(funnel, item);
        LeadValues good = Samples.map(funnel, Samples.good(funnel)).values();

        assertThat(mapped.remarks()).isEmpty();
        assertThat(good.minus(mapped.values()).byField()).containsOnlyKeys(field);
        assertThat(mapped.values().get(field)).isEmpty();
    }

    private static LeadValue amount(String amount) {
        return new LeadValue.Amount(new BigDecimal(amount));
    }

    private static LeadValue text(String text) {
        return new LeadValue.Text(text);
    }
}
