package dev.mosty.gate.rdesk;

/**
 * One element of RDESK's array. Every item keeps its {@code json} exactly as it arrived, character by character, so
 * big numbers and escapes ({@code \u0000}, lone surrogates) survive and the text can be stored in a PostgreSQL
 * {@code text} column (not {@code jsonb}, which refuses those two escapes).
 */
public sealed interface Item {

    /** The item's own text, a valid JSON value; never contains a raw NUL or an unpaired surrogate. */
    String json();

    /**
     * An item that says which lead it is about.
     *
     * @param leadId the lead's id in amoCRM, positive
     */
    record ForLead(long leadId, String json) implements Item {}

    /**
     * A bill tied to no lead: {@code lead_id} absent, null, blank or zero. RDESK sends these for guests who never were
     * in amoCRM; they are counted and skipped.
     */
    record NoLead(String json) implements Item {}

    /**
     * An item that cannot be given to any lead; it becomes a dead letter.
     *
     * @param reason one sentence, safe to store and to show to an administrator; it may quote the offending value
     */
    record Unreadable(String json, String reason) implements Item {}
}
