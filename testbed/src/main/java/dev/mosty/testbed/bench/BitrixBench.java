package dev.mosty.testbed.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.testbed.launcher.Node;
import dev.mosty.testbed.launcher.Service;
import dev.mosty.testbed.launcher.SimulatedBitrix;
import dev.mosty.testbed.launcher.Stand;
import dev.mosty.testbed.launcher.Suite;
import dev.mosty.testbed.simulation.Json;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Contacts of 1C into a Bitrix24 portal that keeps to its limits: bitrix-sync, and others beside it. */
final class BitrixBench {
    /**
     * Portal seconds of a create and an update. Recorded are 0.050 for an update and 0.094 for a create (facts/bitrix24.md
     * §2, §3); here a little less, so that 10,000 fit into one window of a method's time and the bucket is what binds.
     */
    static final double WRITE_SECONDS = 0.04;

    private static final double LIST_SECONDS = 0.02;
    private static final List<String> PARTS = List.of("sync", "peers");

    private final Suite suite;
    private final Report report;
    private final boolean quick;

    BitrixBench(Suite suite, Report report, boolean quick) {
        this.suite = suite;
        this.report = report;
        this.quick = quick;
    }

    void run(List<String> asked) throws IOException, SQLException, InterruptedException {
        List<String> parts = Bench.parts(suite, asked, PARTS);
        try (Stand stand = Stand.in(suite, suite.data().resolve("bench").resolve("stand"))) {
            Bench.begin(stand, report);
            // In memory: writing ten thousand contacts to a file again and again would cost the portal's answers time.
            Node simulators = stand.start(
                    Service.named("simulators"), "simulators", 0, name -> name.endsWith("_STATE"), Map.of());
            simulators.awaitReady(GateBench.READY);
            Simulator portal = Simulator.at(SimulatedBitrix.url(stand.suite()));
            if (parts.contains("sync")) {
                fresh(portal);
                new EntityBench(stand, report, quick, portal).run();
            }
            if (parts.contains("peers")) {
                new PeerBench(stand, report, quick, portal).run();
            }
            simulators.stop();
        }
    }

    /** A portal without contacts whose limits nobody has touched yet. */
    static void fresh(Simulator portal) throws IOException, InterruptedException {
        portal.ask("POST", "/sim/reset", "");
        ObjectNode seconds = Json.object()
                .put("*.add", WRITE_SECONDS)
                .put("*.update", WRITE_SECONDS)
                .put("*.list", LIST_SECONDS)
                .put("*", 0.01);
        portal.ask(
                "PATCH",
                "/sim/knobs",
                Json.object().<ObjectNode>set("seconds", seconds).toString());
        portal.ask("DELETE", "/sim/stats", "");
        portal.ask("DELETE", "/sim/limits", "");
    }
}
