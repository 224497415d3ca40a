package dev.mosty.testbed.chaos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What must hold at the end, as functions of what was posted and what amoCRM saw. */
final class Checks {

    private Checks() {}

    /** A write of the gate: the state that the lead had after it. */
    record Write(long lead, long state) {}

    /** Leads that do not hold the newest state that was answered 200: of these something was lost. */
    static List<String> lost(Map<Long, Long> posted, Map<Long, Long> held) {
        List<String> lost = new ArrayList<>();
        posted.forEach((lead, state) -> {
            Long there = held.getOrDefault(lead, 0L);
            if (!there.equals(state)) {
                lost.add("lead " + lead + " holds state " + there + " instead of " + state);
            }
        });
        return lost;
    }

    /** Writes, in their order, of an older state than the lead already had: its states must be a subsequence. */
    static List<String> backwards(List<Write> writes) {
        Map<Long, Long> newest = new HashMap<>();
        List<String> backwards = new ArrayList<>();
        for (Write write : writes) {
            Long before = newest.put(write.lead(), write.state());
            if (before != null && before > write.state()) {
                backwards.add("lead " + write.lead() + " went from state " + before + " to " + write.state());
            }
        }
        return backwards;
    }
}
