package dev.mosty.testbed.demo;

import dev.mosty.testbed.launcher.Suite;
import java.math.BigDecimal;

/**
 * A table of what should have arrived and what did.
 *
 * @param prefix of its words' keys, such as {@code demo.calls.}; {@code should} and {@code did} name its columns
 */
record Tally(Suite suite, String prefix) {
    private static final int LABEL = 40;
    private static final int NUMBER = 10;

    void heading() {
        System.out.println(
                " ".repeat(LABEL + 2) + right(suite.text(prefix + "should")) + right(suite.text(prefix + "did")));
    }

    /** Prints the line; true if both figures are the same. */
    boolean row(String key, long should, long did) {
        return row(key, BigDecimal.valueOf(should), BigDecimal.valueOf(did));
    }

    boolean row(String key, BigDecimal should, BigDecimal did) {
        boolean well = should.compareTo(did) == 0;
        System.out.println((well ? "✓ " : "✗ ")
                + Shown.column(suite.text(prefix + key), LABEL)
                + right(should.toPlainString())
                + right(did.toPlainString()));
        return well;
    }

    private static String right(String text) {
        return " ".repeat(Math.max(1, NUMBER - text.length())) + text;
    }
}
