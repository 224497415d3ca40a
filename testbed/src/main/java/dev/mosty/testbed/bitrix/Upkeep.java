package dev.mosty.testbed.bitrix;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;

/** The fields that the portal itself fills and keeps right, whoever wrote. */
final class Upkeep {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ISO_OFFSET_DATE_TIME;

    private final Directory directory;

    Upkeep(Directory directory) {
        this.directory = directory;
    }

    /** The list that a status field's values come from: a deal's stages are those of its funnel. */
    static String statuses(Item item, Field field) {
        if (item.kind() == Kind.DEAL && field.name().equals("STAGE_ID")) {
            String category = item.value("CATEGORY_ID");
            return category.isEmpty() || category.equals("0") ? "DEAL_STAGE" : "DEAL_STAGE_" + category;
        }
        return field.statuses();
    }

    static String time(Instant at) {
        return at.atZone(FieldReading.ZONE)
                .truncatedTo(ChronoUnit.SECONDS)
                .toOffsetDateTime()
                .format(TIME);
    }

    /** What a new one has that nobody said. */
    Item added(Item item, long user, Instant at) {
        Item made = item;
        for (Field field : directory.of(item.kind())) {
            made = switch (field.name()) {
                case "CREATED_BY_ID", "ASSIGNED_BY_ID" -> made.withDefault(field.name(), Long.toString(user));
                case "DATE_CREATE", "MOVED_TIME" -> made.with(field.name(), time(at));
                case "MOVED_BY_ID" -> made.with(field.name(), Long.toString(user));
                case "OPENED", "EXPORT", "ACTIVE" -> made.withDefault(field.name(), "Y");
                case "CLOSED", "IS_MANUAL_OPPORTUNITY", "HAS_IMOL", "IS_MY_COMPANY", "VAT_INCLUDED" ->
                    made.withDefault(field.name(), "N");
                case "OPPORTUNITY", "TAX_VALUE", "REVENUE" -> made.withDefault(field.name(), "0.00");
                case "CURRENCY_ID" -> made.withDefault(field.name(), directory.baseCurrency());
                case "SORT" -> made.withDefault(field.name(), "500");
                case "CATEGORY_ID" -> made.withDefault(field.name(), "0");
                case "TITLE" ->
                    made.withDefault(
                            field.name(),
                            Objects.requireNonNullElse(directory.untitled().get(item.kind()), "#") + item.id());
                case "BEGINDATE" -> made.withDefault(field.name(), day(at, 0));
                case "CLOSEDATE" -> made.withDefault(field.name(), day(at, 7));
                default -> made;
            };
        }
        return staged(made);
    }

    /** Behind CATEGORY_ID, since it says which stages there are. */
    private Item staged(Item item) {
        Item made = item;
        for (Field field : directory.of(item.kind())) {
            if (field.type() == FieldType.STATUS) {
                List<Directory.Status> all = directory.list(statuses(made, field));
                made = all.isEmpty()
                        ? made
                        : made.withDefault(field.name(), all.getFirst().id());
            }
        }
        return made;
    }

    private static String day(Instant at, int later) {
        return ZonedDateTime.ofInstant(at, FieldReading.ZONE)
                .toLocalDate()
                .plusDays(later)
                .toString();
    }

    /** What follows from the rest. */
    Item settled(Item before, Item after, long user, Instant at) {
        Item item = after.with("DATE_MODIFY", time(at)).with("MODIFY_BY_ID", Long.toString(user));
        item = switch (item.kind()) {
            case CONTACT -> Links.withMain(reachable(item));
            case COMPANY -> reachable(item);
            case LEAD -> Links.withMain(summed(semantics(reachable(item), "STATUS_ID", "STATUS_SEMANTIC_ID")));
            case DEAL -> Links.withMain(closed(summed(semantics(item, "STAGE_ID", "STAGE_SEMANTIC_ID"))));
            case PRODUCT, SECTION -> item;
        };
        boolean moved = !item.value("STAGE_ID").equals(before.value("STAGE_ID"))
                || !item.value("STATUS_ID").equals(before.value("STATUS_ID"));
        return moved ? item.with("MOVED_TIME", time(at)).with("MOVED_BY_ID", Long.toString(user)) : item;
    }

    private static Item reachable(Item item) {
        return item.with("HAS_PHONE", item.multifield("PHONE").isEmpty() ? "N" : "Y")
                .with("HAS_EMAIL", item.multifield("EMAIL").isEmpty() ? "N" : "Y");
    }

    /** The sum is that of the rows, unless somebody took it into their own hands. */
    private static Item summed(Item item) {
        if (item.rows().isEmpty() || item.value("IS_MANUAL_OPPORTUNITY").equals("Y")) {
            return item;
        }
        BigDecimal sum = item.rows().stream().map(ProductRow::sum).reduce(BigDecimal.ZERO, BigDecimal::add);
        return item.with("OPPORTUNITY", FieldReading.money(sum));
    }

    private Item semantics(Item item, String stage, String semantic) {
        return directory
                .field(item.kind(), stage)
                .flatMap(field -> directory.status(statuses(item, field), item.value(stage)))
                .map(status -> item.with(semantic, status.semantics()))
                .orElse(item);
    }

    private static Item closed(Item deal) {
        return deal.with("CLOSED", deal.value("STAGE_SEMANTIC_ID").equals("P") ? "N" : "Y");
    }
}
