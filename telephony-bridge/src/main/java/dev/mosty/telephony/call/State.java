package dev.mosty.telephony.call;

import java.util.Arrays;
import java.util.Locale;

/** How far a call, or an extension's part in it, has come; it never goes back. */
public enum State {
    RINGING(1),
    TALKING(2),
    OVER(3);

    private final int rank;

    State(int rank) {
        this.rank = rank;
    }

    /** As the tables have it. */
    int rank() {
        return rank;
    }

    static State of(int rank) {
        return Arrays.stream(values())
                .filter(state -> state.rank == rank)
                .findFirst()
                .orElseThrow();
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
