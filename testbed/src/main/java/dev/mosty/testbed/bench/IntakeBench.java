package dev.mosty.testbed.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.testbed.launcher.Node;
import dev.mosty.testbed.launcher.Stand;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * How many posts of one item a second are stored and answered, and how long each waits, beside what PostgreSQL alone
 * commits and what a gate that stores nothing answers, all in turn, so that a slow minute of the machine meets all.
 */
final class IntakeBench {

    private static final String PATH = "/zdrav/booked";
    private static final String STORED =
            "select (select count(*) from delivery) + (select count(*) from delivery_done)";

    private final Stand stand;
    private final Report report;
    private final int runs;
    private final Duration length;
    private final Duration warmUp;
    private final Load load = Load.best(new Bookings());

    IntakeBench(Stand stand, Report report, boolean quick) {
        this.stand = stand;
        this.report = report;
        this.runs = quick ? 1 : 5;
        this.length = Duration.ofSeconds(quick ? 3 : 8);
        this.warmUp = Duration.ofSeconds(quick ? 3 : 15);
    }

    /** One side that is posted to, and what became of it. */
    private record Side(String name, String url, boolean counted, List<Load.Outcome> outcomes, List<String> stored) {
        Side(String name, String url, boolean counted) {
            this(name, url, counted, new ArrayList<>(), new ArrayList<>());
        }
    }

    void run() throws IOException, SQLException, InterruptedException {
        Report.Section table = report.section(
                "Intake: single-item posts, " + Load.CONNECTIONS + " keep-alive connections",
                "what",
                "posts/s",
                "least – most",
                "p50 ms",
                "p95 ms",
                "p99 ms",
                "max ms",
                "errors",
                "rows stored − answers counted");
        withoutDrain(table);
        withDrain(table);
        table.note("Median of " + runs + " runs of " + length.toSeconds() + " s, in turn, after " + warmUp.toSeconds()
                + " s of warm-up; least – most says how noisy the machine was. A post is a booking of about 550 characters,"
                + " to one of " + Posts.LEADS
                + " leads at random; each connection waits for its answer (closed loop).");
        table.note("Posts under way when a run of wrk ends are stored and not counted by it: up to " + Load.CONNECTIONS
                + " more rows a run are right, one fewer would be a lost post. The Java generator waits for each.");
    }

    private void withoutDrain(Report.Section table) throws IOException, SQLException, InterruptedException {
        Node gate = GateBench.unconfiguredGate(stand);
        Node peer = stand.start(
                Stand.program("peer", InMemoryPeer.class.getName(), 8098), "peer", 0, name -> false, Map.of());
        peer.awaitReady(GateBench.READY);
        CommitLoad commits = new CommitLoad(stand);
        Side ours = new Side("amo-gate, nothing sent on (" + load.name() + ")", gate.url() + PATH, true);
        Side memory = new Side("in memory: Vert.x, JSON tree, queue (" + load.name() + ")", peer.url() + PATH, false);
        List<Double> alone = new ArrayList<>();
        warm(gate);
        load.run(memory.url(), Duration.ofSeconds(Math.min(5, warmUp.toSeconds())));
        for (int i = 0; i < runs; i++) {
            measure(ours, load);
            alone.add(commits.perSecond(length.dividedBy(2)));
            measure(memory, load);
        }
        tell(table, ours);
        if (load instanceof WrkLoad) {
            Load java = new JavaLoad(new Bookings());
            Side check = new Side("the same (" + java.name() + ", 1 run)", gate.url() + PATH, true);
            measure(check, java);
            tell(table, check);
        }
        Samples commitRate = samples(alone, Double::doubleValue);
        table.row(
                "PostgreSQL alone: one row, one commit (" + CommitLoad.name() + ")",
                commitRate.median(),
                Report.figure(commitRate.least()) + " – " + Report.figure(commitRate.most()),
                "",
                "",
                "",
                "",
                "",
                "");
        tell(table, memory);
        report.section("Memory of the gate after the intake", "what", "MB")
                .row("resident, most ever (VmHWM)", Long.toString(gate.peakResidentMb()))
                .row("resident now", Long.toString(gate.residentMb()))
                .note("Goal: under 350 MB.");
        peer.stop();
        gate.stop();
        GateBench.execute(stand, "drop table bench_commit");
    }

    private void withDrain(Report.Section table) throws IOException, SQLException, InterruptedException {
        GateBench.forgetWork(stand);
        Node simulator = GateBench.simulator(stand);
        Simulator control = Simulator.at(simulator.url());
        control.createLeads(Posts.FIRST_LEAD, Posts.LEADS);
        control.ask("PATCH", "/sim/knobs", "{\"latencyMillis\":150}");
        Node gate = GateBench.gate(stand);
        Side side = new Side("amo-gate, draining meanwhile (" + load.name() + ")", gate.url() + PATH, true);
        warm(gate);
        control.ask("DELETE", "/sim/stats", "");
        long begun = System.nanoTime();
        for (int i = 0; i < runs; i++) {
            measure(side, load);
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        JsonNode stats = control.get("/sim/stats");
        tell(table, side);
        table.note("Meanwhile the drain wrote "
                + Report.figure(stats.at("/traffic/patchedEntries").asLong() / seconds) + " leads/s, most arrivals in a"
                + " sliding second " + stats.at("/meter/maxInWindow").asText() + ".");
        gate.stop();
        simulator.stop();
        GateBench.forgetWork(stand);
    }

    private void warm(Node gate) throws IOException, InterruptedException {
        Bench.say("warm-up " + warmUp.toSeconds() + " s");
        load.run(gate.url() + PATH, warmUp);
    }

    private void measure(Side side, Load with) throws IOException, SQLException, InterruptedException {
        long before = side.counted() ? GateBench.count(stand, STORED) : 0;
        Load.Outcome outcome = with.run(side.url(), length);
        side.outcomes().add(outcome);
        if (side.counted()) {
            // What was under way at the end is still being committed.
            Thread.sleep(500);
            side.stored().add(Long.toString(GateBench.count(stand, STORED) - before - outcome.answered()));
        }
        Bench.say(side.name() + ": " + outcome.text());
    }

    private static void tell(Report.Section table, Side side) {
        List<Load.Outcome> all = side.outcomes();
        Samples rate = samples(all, Load.Outcome::perSecond);
        table.row(
                side.name(),
                rate.median(),
                Report.figure(rate.least()) + " – " + Report.figure(rate.most()),
                samples(all, Load.Outcome::p50).median(),
                samples(all, Load.Outcome::p95).median(),
                samples(all, Load.Outcome::p99).median(),
                samples(all, Load.Outcome::max).most(),
                Long.toString(all.stream().mapToLong(Load.Outcome::errors).sum()),
                side.counted() ? String.join(", ", side.stored()) : "stores nothing");
    }

    private static <T> Samples samples(List<T> all, ToDoubleFunction<T> figure) {
        return Samples.of(all.stream().mapToDouble(figure).toArray());
    }
}
