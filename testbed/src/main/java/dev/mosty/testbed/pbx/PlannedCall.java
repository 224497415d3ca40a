package dev.mosty.testbed.pbx;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A call of a {@link WorkingDay}.
 *
 * @param told what the PBX tells of it, in the order in which it does
 * @param repeats how many of these say again what was said
 * @param expected the steps that 1C must be told of, by extension, in their order: {@code INCOMING}, {@code SUCCESS}
 */
public record PlannedCall(
        Plot plot, boolean incoming, String phone, List<Told> told, int repeats, Map<String, List<String>> expected) {

    /**
     * One request.
     *
     * @param at in the day's own time
     */
    public record Told(Instant at, String query) {}

    /** Without the client. */
    @Override
    public String toString() {
        return "PlannedCall[" + plot + "]";
    }
}
