package dev.mosty.testbed.chaos;

import dev.mosty.testbed.launcher.Suite;
import java.util.ArrayList;
import java.util.List;

/** The closing table: what happened, and what had to hold. */
final class Findings {
    private static final int SHOWN = 5;

    private final Suite suite;
    private final List<String> lines = new ArrayList<>();
    private boolean well = true;

    Findings(Suite suite) {
        this.suite = suite;
    }

    /** A figure to know. */
    void fact(String key, long number) {
        lines.add("  " + suite.text("chaos.fact." + key) + ": " + number);
    }

    /** Holds when there is nothing against it. */
    void must(String key, List<String> against) {
        well &= against.isEmpty();
        lines.add((against.isEmpty() ? "✓ " : "✗ ") + suite.text("chaos.must." + key));
        against.stream().limit(SHOWN).forEach(text -> lines.add("    " + text));
        if (against.size() > SHOWN) {
            lines.add("    … " + against.size());
        }
    }

    /** Prints it all; true when everything holds. */
    boolean report() {
        System.out.println();
        lines.forEach(System.out::println);
        System.out.println(
                suite.text(well ? "chaos.well" : "chaos.wrong", suite.data().resolve("chaos/logs")));
        return well;
    }
}
