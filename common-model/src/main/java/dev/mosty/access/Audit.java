package dev.mosty.access;

import org.jdbi.v3.core.Handle;

/**
 * Who changed what, in the table {@code audit}. It is written with the change, in one transaction: a change without
 * its line, or a line without its change, cannot be.
 */
public final class Audit {
    private Audit() {}

    /**
     * Whose hand it was.
     *
     * @param name a login, or a service's name
     * @param address where the request came from
     */
    public record Actor(String name, String address) {}

    /**
     * @param action a word with a dot, such as {@code user.created}; the page puts it into a sentence
     * @param subject what was changed, as people know it
     * @param detail what else is worth knowing, never a secret; may be empty
     */
    public static void write(Handle tx, Actor by, String action, String subject, String detail) {
        tx.execute(
                "insert into audit (who, action, subject, detail, address) values (?, ?, ?, ?, ?)",
                by.name(),
                action,
                subject,
                detail,
                by.address());
    }
}
