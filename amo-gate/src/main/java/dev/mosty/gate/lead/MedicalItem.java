package dev.mosty.gate.lead;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One thing ordered in the medical centre, as it is shown and as it counts.
 *
 * @param lines name, payment, time of the visit, status, and then the items inside a packet or complex
 * @param price roubles; zero if cancelled or unknown
 * @param paid the part of the price that is paid: all of it or nothing
 */
record MedicalItem(List<String> lines, BigDecimal price, BigDecimal paid) {

    /** Copies the list. */
    MedicalItem {
        lines = List.copyOf(lines);
    }

    /** Reads an item whose name stands at {@code nameKey}. */
    static MedicalItem read(Draft.Element item, String nameKey, Draft draft) {
        Optional<String> name = draft.line(item.at(nameKey), item.pathOf(nameKey));
        Optional<Boolean> pay = draft.truth(item.at("pay"), item.pathOf("pay"));
        Optional<BigDecimal> price = draft.money(item.at("price"), item.pathOf("price"));
        boolean paid = draft.truth(item.at("paid"), item.pathOf("paid")).orElse(false);
        Optional<String> visit = draft.shownMoment(item.at("visit_date"), item.pathOf("visit_date"));
        Optional<String> status = draft.line(item.at("status"), item.pathOf("status"));

        List<String> lines = new ArrayList<>();
        name.map(Label.ITEM_NAME::line).ifPresent(lines::add);
        pay.map(hasToPay -> hasToPay ? payment(price, paid) : Label.ITEM_FREE.line())
                .ifPresent(lines::add);
        visit.map(Label.ITEM_VISIT::line).ifPresent(lines::add);
        status.map(MedicalItem::shownStatus).ifPresent(lines::add);

        BigDecimal counted = isCancelled(status) ? BigDecimal.ZERO : price.orElse(BigDecimal.ZERO);
        return new MedicalItem(lines, counted, pay.orElse(false) && paid ? counted : BigDecimal.ZERO);
    }

    /** The same item with others listed below it; they belong to its price. */
    MedicalItem with(List<MedicalItem> inside) {
        List<String> all = new ArrayList<>(lines);
        inside.forEach(item -> all.addAll(item.lines));
        return new MedicalItem(all, price, paid);
    }

    private static String payment(Optional<BigDecimal> price, boolean paid) {
        return price.filter(amount -> amount.signum() != 0)
                .map(Scalar::plain)
                .map(amount -> (paid ? Label.ITEM_PAID_PRICE : Label.ITEM_UNPAID_PRICE).line(amount))
                .orElseGet(() -> (paid ? Label.ITEM_PAID : Label.ITEM_UNPAID).line());
    }

    private static String shownStatus(String status) {
        return switch (status.toLowerCase(Locale.ROOT)) {
            case "set" -> Label.ITEM_SET.line();
            case "done" -> Label.ITEM_DONE.line();
            case "cancel" -> Label.ITEM_CANCEL.line();
            default -> Label.ITEM_STATUS.line(status);
        };
    }

    private static boolean isCancelled(Optional<String> status) {
        return status.filter("cancel"::equalsIgnoreCase).isPresent();
    }
}
