package dev.mosty.admin.audit;

import dev.mosty.admin.shell.Words;
import java.time.Instant;
import java.util.Locale;

/** A line of the audit, its action as a word such as {@code user.created}. */
record AuditRow(long id, Instant at, String who, String action, String subject, String detail, String address) {

    /** What was done, in a language; a word that has no sentence yet stands for itself. */
    String said(Locale locale) {
        return Words.known(locale, "audit-" + action.replace('.', '-')).orElse(action);
    }
}
