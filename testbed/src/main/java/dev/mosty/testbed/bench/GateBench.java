package dev.mosty.testbed.bench;

import dev.mosty.testbed.launcher.Complaint;
import dev.mosty.testbed.launcher.Node;
import dev.mosty.testbed.launcher.Service;
import dev.mosty.testbed.launcher.Stand;
import dev.mosty.testbed.launcher.Suite;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What amo-gate does on this machine: taking in, handing on, starting. The parts can be asked for by name. */
final class GateBench {

    static final Duration READY = Duration.ofSeconds(60);

    private static final List<String> PARTS = List.of("intake", "drain", "latency", "start");

    private final Suite suite;
    private final Report report;
    private final boolean quick;

    GateBench(Suite suite, Report report, boolean quick) {
        this.suite = suite;
        this.report = report;
        this.quick = quick;
    }

    void run(List<String> asked) throws IOException, SQLException, InterruptedException {
        List<String> parts = Bench.parts(suite, asked, PARTS);
        try (Stand stand = Stand.in(suite, suite.data().resolve("bench").resolve("stand"))) {
            Bench.begin(stand, report);
            if (parts.contains("intake")) {
                new IntakeBench(stand, report, quick).run();
            }
            if (parts.contains("drain")) {
                new DrainBench(stand, report, quick).run();
            }
            if (parts.contains("latency")) {
                new LatencyBench(stand, report, quick).run();
            }
            if (parts.contains("start")) {
                new StartBench(stand, report, quick).run();
            }
        }
    }

    /** The gate as {@code up} starts it, ready and connected: a figure of one that sends nothing would flatter. */
    static Node gate(Stand stand) throws IOException, SQLException, InterruptedException {
        Node gate = stand.start("gate");
        gate.awaitReady(READY);
        long begun = System.nanoTime();
        while (count(stand, "select count(*) from oauth_token where access_token is not null and problem is null")
                == 0) {
            if (System.nanoTime() - begun > READY.toNanos()) {
                throw new Complaint(
                        1,
                        "The gate did not connect to the simulated amoCRM; see "
                                + stand.suite().data());
            }
            Thread.sleep(100);
        }
        return gate;
    }

    /** A gate that takes in and sends nothing, since it knows no account. */
    static Node unconfiguredGate(Stand stand) throws IOException, InterruptedException {
        Node gate = stand.start(Service.named("gate"), "gate", 0, name -> name.startsWith("AMO_"), Map.of());
        gate.awaitReady(READY);
        return gate;
    }

    /**
     * In memory: it would otherwise write thousands of leads to its file again and again, and what stops it meanwhile
     * makes requests look late that were not.
     */
    static Node simulator(Stand stand) throws IOException, SQLException, InterruptedException {
        // Its account is a new one, which knows nothing of the tokens of the one before.
        if (count(stand, "select count(*) from pg_tables where tablename = 'oauth_token'") > 0) {
            execute(stand, "truncate oauth_token");
        }
        Node simulator = stand.start(
                Service.named("simulators"), "simulators", 0, name -> name.equals("SIMULATOR_STATE"), Map.of());
        simulator.awaitReady(READY);
        return simulator;
    }

    /** As if nothing had ever been posted. */
    static void forgetWork(Stand stand) throws IOException, SQLException {
        execute(stand, "truncate delivery, delivery_lane, delivery_done, lead_state");
    }

    static void execute(Stand stand, String sql) throws IOException, SQLException {
        try (Connection database = stand.database();
                Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    static long count(Stand stand, String sql) throws IOException, SQLException {
        try (Connection database = stand.database();
                Statement statement = database.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
