package dev.mosty.gate.lead;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A stay in the sanatorium. */
final class BookedMapping {

    private BookedMapping() {}

    static void map(JsonNode item, Draft draft) {
        JsonNode money = draft.object(item.path("money"), "money");
        draft.money(LeadField.PRICE, money.path("total"), "money.total");
        draft.money(LeadField.PAID_PRICE, money.path("paid"), "money.paid");
        draft.moment(LeadField.CREATED_AT, item.path("bookedAt"), "bookedAt");
        draft.shortText(LeadField.ZDRAV_ID, item.path("id"), "id");
        draft.shortText(LeadField.BOOKED_STATUS, item.path("status"), "status");
        draft.moment(LeadField.CHECK_IN, item.path("checkin"), "checkin");
        draft.moment(LeadField.CHECK_OUT, item.path("checkout"), "checkout");
        draft.number(LeadField.DOC_NUM, item.path("docNum"), "docNum");
        guests(draft.object(item.path("extData"), "extData").path("guests"), draft);
        bills(item.path("billData"), draft);
    }

    private static void guests(JsonNode list, Draft draft) {
        List<String> texts = new ArrayList<>();
        for (Draft.Element guest : draft.list(list, "extData.guests").orElse(List.of())) {
            Block block = new Block(guest, draft);
            block.line(Label.GUEST_NAME, "fio");
            block.line(Label.GUEST_BIRTHDAY, "birthday");
            block.line(Label.GUEST_STAY, "stayCount");
            block.line(Label.GUEST_ROOM, "roomCategory");
            block.line(Label.GUEST_AGE, "ageGroup");
            block.line(Label.GUEST_CURE, "cure");
            block.line(Label.GUEST_UID, "uid");
            block.line(Label.GUEST_BILL, "billNum");
            block.text().ifPresent(texts::add);
        }
        draft.text(LeadField.GUESTS, list, texts);
    }

    private static void bills(JsonNode list, Draft draft) {
        List<String> texts = new ArrayList<>();
        for (Draft.Element bill : draft.list(list, "billData").orElse(List.of())) {
            Block block = new Block(bill, draft);
            block.line(Label.BILL_NUMBER, "billNum");
            block.number(Label.BILL_SUM, "billSum");
            block.number(Label.BILL_PAID, "billPaidSum");
            block.text().ifPresent(texts::add);
        }
        draft.text(LeadField.BILL_DATA, list, texts);
    }

    /** The lines of one guest or bill; a line whose value is missing is left out, and so is a block without lines. */
    private static final class Block {
        private final Draft.Element element;
        private final Draft draft;
        private final StringBuilder lines = new StringBuilder();

        Block(Draft.Element element, Draft draft) {
            this.element = element;
            this.draft = draft;
        }

        void line(Label label, String key) {
            append(label, draft.line(element.at(key), element.pathOf(key)));
        }

        void number(Label label, String key) {
            append(label, draft.shownNumber(element.at(key), element.pathOf(key)));
        }

        Optional<String> text() {
            return lines.isEmpty() ? Optional.empty() : Optional.of(lines.toString());
        }

        private void append(Label label, Optional<String> value) {
            value.ifPresent(shown -> lines.append(label.line(shown)).append('\n'));
        }
    }
}
