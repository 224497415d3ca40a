package dev.mosty.admin.amocrm;

import dev.mosty.admin.shell.Words;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code amo_field}, as the gate's last check left it. What it says is built from the columns: the gate's own
 * sentence is English.
 *
 * @param source {@code variable}, {@code made}, {@code old_gate} or {@code none}
 * @param id by which the field is looked for
 * @param accountName what the account calls it; null if it has none under that id
 * @param types that fit
 * @param wantedBy who waits for the gate to make it
 * @param refused why amoCRM did not make it
 */
record FieldRow(
        String variable,
        String source,
        @Nullable Long id,
        @Nullable String accountName,
        @Nullable String accountType,
        List<String> types,
        @Nullable String wantedBy,
        @Nullable String refused,
        Instant checkedAt) {
    /** Without a field of its own it is written to the one of {@code FIELD_SHARED_PAID_PRICE}. */
    private static final String PAYMENT = "FIELD_PAYMENT";

    boolean usable() {
        return id != null && accountType != null && types.contains(accountType);
    }

    /** A variable that is set stays what a person set; everything else may get a field of its own. */
    public boolean creatable() {
        return !usable() && !source.equals("variable") && wantedBy == null;
    }

    /** Whether the button for all of them means it too. */
    boolean lacking() {
        return creatable() && !variable.equals(PAYMENT);
    }

    public String look() {
        if (usable()) {
            return "good";
        }
        return id == null ? (variable.equals(PAYMENT) ? "off" : "warn") : "bad";
    }

    /** The key of what the check found. */
    public String finding() {
        if (usable()) {
            return "amocrm-found";
        }
        if (id == null) {
            return variable.equals(PAYMENT) ? "amocrm-found-shared" : "amocrm-found-unset";
        }
        return accountName == null ? "amocrm-found-absent" : "amocrm-found-misfit";
    }

    /** The key of what a person may do about it; empty if there is nothing to do. */
    public String advice() {
        if (usable() || wantedBy != null || (variable.equals(PAYMENT) && id == null)) {
            return "";
        }
        return source.equals("variable") ? "amocrm-advice-variable" : "amocrm-advice-make";
    }

    /** What the field is for, in words; empty for one that this page does not know yet. */
    String purpose(Locale locale) {
        return word(locale, "amocrm-", variable, "");
    }

    /** The types that fit, as amoCRM's own settings call them. */
    String fitting(Locale locale) {
        return types.stream().map(type -> type(locale, type)).collect(Collectors.joining(", "));
    }

    String actual(Locale locale) {
        return accountType == null ? "" : type(locale, accountType);
    }

    private static String type(Locale locale, String type) {
        return word(locale, "amocrm-type-", type, type);
    }

    private static String word(Locale locale, String prefix, String name, String otherwise) {
        return Words.known(locale, prefix + name.toLowerCase(Locale.ROOT).replace('_', '-'))
                .orElse(otherwise);
    }
}
