package dev.mosty.testbed.bench;

import dev.mosty.testbed.launcher.Node;
import dev.mosty.testbed.launcher.Stand;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;

/** From the start of the process to its readiness, on a database that is migrated already, and what it then takes. */
final class StartBench {

    private static final Duration SETTLED = Duration.ofSeconds(5);

    private final Stand stand;
    private final Report report;
    private final int runs;

    StartBench(Stand stand, Report report, boolean quick) {
        this.stand = stand;
        this.report = report;
        this.runs = quick ? 2 : 5;
    }

    void run() throws IOException, SQLException, InterruptedException {
        Node simulator = GateBench.simulator(stand);
        GateBench.gate(stand).stop();
        double[] seconds = new double[runs];
        double[] idle = new double[runs];
        for (int i = 0; i < runs; i++) {
            Node gate = stand.start("gate");
            seconds[i] = gate.awaitReady(GateBench.READY).toMillis() / 1e3;
            Thread.sleep(SETTLED);
            idle[i] = gate.residentMb();
            gate.stop();
            Bench.say("ready after " + seconds[i] + " s, idle with " + idle[i] + " MB");
        }
        simulator.stop();
        Samples ready = Samples.of(seconds);
        Samples resident = Samples.of(idle);
        report.section("Start", "what", "median", "least", "most", "goal")
                .row("ready after, s", ready.median(), ready.least(), ready.most(), "5")
                .row("resident when idle, MB", resident.median(), resident.least(), resident.most(), "")
                .note(runs + " starts; idle is " + SETTLED.toSeconds() + " s after readiness.");
    }
}
