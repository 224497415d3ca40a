package dev.mosty.testbed.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.testbed.launcher.Complaint;
import dev.mosty.testbed.launcher.Node;
import dev.mosty.testbed.launcher.Stand;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** A backlog of distinct leads goes to an amoCRM that takes 150 ms for an answer: how close to its limit, never past it. */
final class DrainBench {

    private static final int LATENCY_MILLIS = 150;
    private static final double LIMIT = 7 * 50;
    private static final int ITEMS_A_POST = 500;
    /** A new JVM's first requests are slow to leave; they are watched for violations, and not timed. */
    private static final int COLD_LEADS = 1_000;

    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Stand stand;
    private final Report report;
    private final int leads;

    DrainBench(Stand stand, Report report, boolean quick) {
        this.stand = stand;
        this.report = report;
        this.leads = quick ? 3_000 : 12_000;
    }

    void run() throws IOException, SQLException, InterruptedException {
        Node simulator = GateBench.simulator(stand);
        Simulator control = Simulator.at(simulator.url());
        control.createLeads(Posts.FIRST_LEAD, COLD_LEADS + leads);
        control.ask("PATCH", "/sim/knobs", "{\"latencyMillis\":" + LATENCY_MILLIS + "}");
        Node gate = GateBench.gate(stand);
        GateBench.forgetWork(stand);
        drain(gate, control, Posts.FIRST_LEAD, COLD_LEADS);
        JsonNode cold = control.get("/sim/stats").path("meter");
        Steady steady = drain(gate, control, Posts.FIRST_LEAD + COLD_LEADS, leads);
        tell(cold, control.get("/sim/stats"), steady);
        gate.stop();
        simulator.stop();
        GateBench.forgetWork(stand);
    }

    private Steady drain(Node gate, Simulator control, long first, int count)
            throws IOException, SQLException, InterruptedException {
        GateBench.execute(stand, "select mosty_pause('amocrm', 'the backlog is being made')");
        fill(Simulator.at(gate.url()), first, first + count);
        control.ask("DELETE", "/sim/stats", "");
        Bench.say("draining " + count + " leads");
        GateBench.execute(stand, "select mosty_resume('amocrm')");
        return watch(control, count);
    }

    private static void fill(Simulator gate, long from, long end) throws IOException, InterruptedException {
        for (long first = from; first < end; first += ITEMS_A_POST) {
            String items = LongStream.range(first, Math.min(first + ITEMS_A_POST, end))
                    .mapToObj(lead -> Posts.booking(lead, 100_000 + lead % 1000))
                    .map(array -> array.substring(1, array.length() - 1))
                    .collect(Collectors.joining(",", "[", "]"));
            gate.ask("POST", "/zdrav/booked", items);
        }
    }

    /** From a second after the first PATCH to the last full one. */
    private record Steady(long leads, double seconds) {
        double perSecond() {
            return leads / seconds;
        }
    }

    private Steady watch(Simulator control, int wanted) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        long firstAt = 0;
        long steadyAt = 0;
        long steadyFrom = 0;
        long lastAt = 0;
        long last = 0;
        while (last < wanted && System.nanoTime() - begun < PATIENCE.toNanos()) {
            long patched = control.get("/sim/stats")
                    .path("traffic")
                    .path("patchedEntries")
                    .asLong();
            long now = System.nanoTime();
            if (patched > last) {
                firstAt = firstAt == 0 ? now : firstAt;
                // Both ends are looked at just after a batch came, so that none is counted without its time.
                if (steadyAt == 0 && now - firstAt >= 1_000_000_000L) {
                    steadyAt = now;
                    steadyFrom = patched;
                }
                last = patched;
                lastAt = now;
            }
            Thread.sleep(LOOK_EVERY);
        }
        if (last < wanted) {
            throw new Complaint(
                    1,
                    "Only " + last + " of " + wanted + " leads were written in " + PATIENCE.toMinutes()
                            + " minutes; the gate's log is in " + stand.suite().data());
        }
        return new Steady(last - steadyFrom, (lastAt - steadyAt) / 1e9);
    }

    private void tell(JsonNode cold, JsonNode stats, Steady steady) {
        JsonNode meter = stats.path("meter");
        JsonNode traffic = stats.path("traffic");
        double share = steady.perSecond() / LIMIT * 100;
        double perRequest =
                traffic.path("patchedLeads").asDouble() / meter.path("arrivals").asDouble();
        report.section(
                        "Drain: " + leads + " distinct leads, amoCRM answers after " + LATENCY_MILLIS + " ms",
                        "what",
                        "figure",
                        "goal")
                .row("lead updates/s, steady", steady.perSecond(), "")
                .row("share of 7 × 50/s", Report.figure(share) + " %", "≥ 95 %")
                .row("measured for", Report.figure(steady.seconds()) + " s", "≥ 20 s")
                .row("distinct leads a request, of any kind", perRequest, "≥ 45")
                .row(
                        "limit violations at the simulator",
                        meter.path("violations").asText(),
                        "0")
                .row(
                        "most arrivals in any sliding second",
                        meter.path("maxInWindow").asText(),
                        "≤ 7")
                .row(
                        "leads written, times",
                        traffic.path("patchedLeads").asText() + ", "
                                + traffic.path("patchedEntries").asText(),
                        leads + " each once")
                .row(
                        "of the first " + COLD_LEADS + " leads of a new process: violations, most in a second",
                        cold.path("violations").asText() + ", "
                                + cold.path("maxInWindow").asText(),
                        "0, ≤ 7")
                .note("The backlog is made while the channel is paused; the first second is left out.");
    }
}
