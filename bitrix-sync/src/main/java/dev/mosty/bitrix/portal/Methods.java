package dev.mosty.bitrix.portal;

import dev.mosty.bitrix.plan.EntityType;
import java.util.OptionalInt;

/**
 * The names of the portal's methods, and nobody else knows them. Classic ones: the newer {@code crm.item.*} share one
 * time budget among all types ({@code facts/bitrix24.md §3}).
 */
final class Methods {
    static final String BATCH = "batch";
    /** Stages of every funnel; also the question whether we may ask at all. */
    static final String STATUSES = "crm.status.list";

    /** Its people; needs the webhook's right {@code user} or {@code user_brief}. */
    static final String USERS = "user.get";

    static final String CURRENCIES = "crm.currency.list";

    /** Makes one of several; knows leads, deals, contacts and companies by {@link #number}. */
    static final String MERGE = "crm.entity.mergeBatch";

    private Methods() {}

    /** What fields that type has. */
    static String fields(EntityType type) {
        return "crm." + type.word() + ".fields";
    }

    static String list(EntityType type) {
        return "crm." + type.word() + ".list";
    }

    static String add(EntityType type) {
        return "crm." + type.word() + ".add";
    }

    static String update(EntityType type) {
        return "crm." + type.word() + ".update";
    }

    /** What {@link #MERGE} calls that type; empty for those that it does not merge. */
    static OptionalInt number(EntityType type) {
        return switch (type) {
            case LEAD -> OptionalInt.of(1);
            case DEAL -> OptionalInt.of(2);
            case CONTACT -> OptionalInt.of(3);
            case COMPANY -> OptionalInt.of(4);
            case SECTION, PRODUCT -> OptionalInt.empty();
        };
    }

    /** The rows that are there. */
    static String rowsOf(EntityType type) {
        return "crm." + type.word() + ".productrows.get";
    }

    /** Replaces all rows. */
    static String rows(EntityType type) {
        return "crm." + type.word() + ".productrows.set";
    }

    /**
     * How several values of one field are asked for. Products know only a few prefixes, {@code @} is none of them, and
     * what they do not know they drop, which leaves no filter at all ({@code facts/bitrix24.md §1.3}).
     */
    static String anyOf(EntityType type, String field) {
        return switch (type) {
            case SECTION, PRODUCT -> field;
            case COMPANY, CONTACT, LEAD, DEAL -> "@" + field;
        };
    }
}
