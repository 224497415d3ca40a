package dev.mosty.testbed.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.testbed.launcher.Complaint;
import dev.mosty.testbed.launcher.Node;
import dev.mosty.testbed.launcher.Stand;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;

/** One post on an idle gate: how long until a manager could see it in amoCRM. */
final class LatencyBench {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Stand stand;
    private final Report report;
    private final int posts;

    LatencyBench(Stand stand, Report report, boolean quick) {
        this.stand = stand;
        this.report = report;
        this.posts = quick ? 5 : 60;
    }

    void run() throws IOException, SQLException, InterruptedException {
        Node simulator = GateBench.simulator(stand);
        Simulator control = Simulator.at(simulator.url());
        control.createLeads(Posts.FIRST_LEAD, 1);
        Node gate = GateBench.gate(stand);
        GateBench.forgetWork(stand);
        Simulator door = Simulator.at(gate.url());
        Random pauses = new Random(1);
        double[] answered = new double[posts];
        double[] visible = new double[posts];
        for (int i = -5; i < posts; i++) {
            Thread.sleep(300 + pauses.nextInt(400));
            long begun = System.nanoTime();
            door.ask("POST", "/zdrav/booked", Posts.booking(Posts.FIRST_LEAD, 500_000 + i));
            double answer = (System.nanoTime() - begun) / 1e6;
            awaitPrice(control, 500_000 + i);
            if (i >= 0) {
                answered[i] = answer;
                visible[i] = (System.nanoTime() - begun) / 1e6;
            }
        }
        Report.Section table = report.section("One post on an idle gate", "what", "median ms", "p95 ms", "max ms");
        row(table, "until its 200", Samples.of(answered));
        row(table, "until the simulated amoCRM has it", Samples.of(visible));
        table.note(posts + " posts, 0.3 to 0.7 s apart, the simulator answers at once and is looked at every 2 ms.");
        gate.stop();
        simulator.stop();
        GateBench.forgetWork(stand);
    }

    private static void row(Report.Section table, String what, Samples samples) {
        table.row(what, samples.median(), samples.percentile(95), samples.most());
    }

    private static void awaitPrice(Simulator control, long price) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        while (true) {
            JsonNode lead = control.get("/sim/leads/" + Posts.FIRST_LEAD).path("lead");
            if (lead.path("price").asLong() == price) {
                return;
            }
            if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                throw new Complaint(1, "A post did not reach the simulator within " + PATIENCE.toSeconds() + " s.");
            }
            Thread.sleep(2);
        }
    }
}
