package dev.mosty.gate.rdesk;

/**
 * Which of RDESK's two streams an item came by; the payloads differ, the leads are the same kind
 * ({@code facts/amocrm.md §1}).
 */
public enum Funnel {
    /** Stays in the sanatorium: {@code POST /zdrav/booked}. */
    BOOKED,
    /** Orders of the medical centre: {@code POST /zdrav/mc}. */
    MC
}
