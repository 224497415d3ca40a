package dev.mosty.testbed.bench;

import dev.mosty.testbed.launcher.Stand;
import dev.mosty.testbed.launcher.Suite;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/**
 * Why there are lanes: how many rows a second one worker chooses and settles when few keys hold a deep backlog, with
 * lanes and by looking for "the first row of each key" among all rows. The same data, the real tables, in turn.
 */
final class DeliveryBench {

    private static final int ROWS = 100_000;
    private static final List<Integer> KEYS = List.of(20, 500);

    private final Suite suite;
    private final Report report;
    private final int runs;
    private final Duration length;

    DeliveryBench(Suite suite, Report report, boolean quick) {
        this.suite = suite;
        this.report = report;
        this.runs = quick ? 1 : 5;
        this.length = Duration.ofSeconds(quick ? 2 : 6);
    }

    void run(List<String> asked) throws IOException, SQLException, InterruptedException {
        Bench.parts(suite, asked, List.of());
        try (Stand stand = Stand.in(suite, suite.data().resolve("bench").resolve("stand"))) {
            Bench.begin(stand, report);
            // The gate brings the tables, and is not needed after that.
            GateBench.unconfiguredGate(stand).stop();
            try (Connection database = stand.database()) {
                Report.Section table = report.section(
                        "Choosing and settling, " + ROWS + " waiting rows, up to " + Claim.MOST + " keys at a time",
                        "keys",
                        "with lanes, rows/s",
                        "first row of each key, rows/s",
                        "ratio",
                        "least – most");
                for (int keys : KEYS) {
                    compare(database, keys, table);
                }
                table.note(
                        "One worker, one transaction for choosing and one, committed durably, for settling; one row a"
                                + " key, as calls to 1C go. Medians of " + runs + " pairs of " + length.toSeconds()
                                + " s, each on a freshly made backlog; the ratio is that of each pair.");
            }
        }
    }

    private void compare(Connection database, int keys, Report.Section table) throws SQLException {
        double[] withLanes = new double[runs];
        double[] naive = new double[runs];
        double[] ratio = new double[runs];
        for (int i = 0; i < runs; i++) {
            withLanes[i] = perSecond(database, keys, new Claim.ByLanes(database));
            naive[i] = perSecond(database, keys, new Claim.ByFirstRows(database));
            ratio[i] = withLanes[i] / naive[i];
            Bench.say(keys + " keys: " + Report.figure(withLanes[i]) + " rows/s with lanes, " + Report.figure(naive[i])
                    + " without");
        }
        Samples ratios = Samples.of(ratio);
        table.row(
                Integer.toString(keys),
                Samples.of(withLanes).median(),
                Samples.of(naive).median(),
                ratios.median(),
                Report.figure(ratios.least()) + " – " + Report.figure(ratios.most()));
    }

    private double perSecond(Connection database, int keys, Claim claim) throws SQLException {
        fill(database, keys);
        long settled = 0;
        long begun = System.nanoTime();
        while (settled < ROWS && System.nanoTime() - begun < length.toNanos()) {
            int now = claim.chooseAndSettle();
            if (now == 0) {
                throw new IllegalStateException("Nothing was chosen, though rows are waiting");
            }
            settled += now;
        }
        return settled / ((System.nanoTime() - begun) / 1e9);
    }

    private static void fill(Connection database, int keys) throws SQLException {
        database.setAutoCommit(true);
        try (Statement statement = database.createStatement()) {
            statement.execute("truncate delivery, delivery_lane, delivery_done");
            statement.execute("insert into delivery (channel, key, kind, payload) select '" + Claim.CHANNEL + "', (i % "
                    + keys + ")::text, 'CALL', repeat('x', 300) from generate_series(1, " + ROWS + ") i");
            statement.execute("insert into delivery_lane (channel, key, pending) select channel, key, count(*)"
                    + " from delivery group by channel, key");
            statement.execute("analyze delivery");
            statement.execute("analyze delivery_lane");
        }
        database.setAutoCommit(false);
    }
}
