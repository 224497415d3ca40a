package dev.mosty.gate.lead;

import java.util.List;

/**
 * What an item says about its lead.
 *
 * @param values the fields it touches
 * @param remarks what could not be taken as it stood, one English sentence each, by path; they quote values, so they
 *     belong beside the delivery and never into a log at INFO
 */
public record Mapped(LeadValues values, List<String> remarks) {
    /** Copies the list. */
    public Mapped {
        remarks = List.copyOf(remarks);
    }
}
