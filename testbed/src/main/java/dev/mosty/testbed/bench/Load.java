package dev.mosty.testbed.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

/** Posts as fast as the other side answers, over keep-alive connections, each waiting for its answer. */
sealed interface Load permits WrkLoad, JavaLoad {

    int CONNECTIONS = 32;

    /**
     * What came of it.
     *
     * @param answered posts that were answered 200
     * @param errors other answers, and connections that broke
     * @param p50 and the others: milliseconds
     */
    record Outcome(long answered, long errors, double seconds, double p50, double p95, double p99, double max) {
        double perSecond() {
            return answered / seconds;
        }

        String text() {
            return String.format(
                    Locale.ROOT,
                    "%,.0f/s, p50 %.1f, p95 %.1f, p99 %.1f, max %.1f ms, %d errors",
                    perSecond(),
                    p50,
                    p95,
                    p99,
                    max,
                    errors);
        }
    }

    String name();

    Outcome run(String url, Duration length) throws IOException, InterruptedException;

    /** {@code wrk} where it is installed: it takes least of the machine that it measures. */
    static Load best(Bodies bodies) {
        return WrkLoad.installed() ? new WrkLoad(bodies) : new JavaLoad(bodies);
    }
}
