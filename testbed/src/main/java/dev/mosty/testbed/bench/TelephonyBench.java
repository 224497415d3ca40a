package dev.mosty.testbed.bench;

import dev.mosty.testbed.launcher.Node;
import dev.mosty.testbed.launcher.Service;
import dev.mosty.testbed.launcher.SimulatedTelephony;
import dev.mosty.testbed.launcher.Stand;
import dev.mosty.testbed.launcher.Suite;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** How soon 1C knows of a call, how soon the PBX knows whose client calls, and what many open workplaces take. */
final class TelephonyBench {
    private static final List<String> PARTS = List.of("events", "transfer", "workplaces");

    private final Suite suite;
    private final Report report;
    private final boolean quick;

    TelephonyBench(Suite suite, Report report, boolean quick) {
        this.suite = suite;
        this.report = report;
        this.quick = quick;
    }

    void run(List<String> asked) throws IOException, SQLException, InterruptedException {
        List<String> parts = Bench.parts(suite, asked, PARTS);
        try (Stand stand = Stand.in(suite, suite.data().resolve("bench").resolve("stand"))) {
            Bench.begin(stand, report);
            if (parts.contains("events")) {
                new CallEventsBench(stand, report, quick).run();
            }
            if (parts.contains("transfer")) {
                new TransferBench(stand, report, quick).run();
            }
            if (parts.contains("workplaces")) {
                new WorkplacesBench(stand, report, quick).run();
            }
        }
    }

    /** As {@code up} starts it, with 1C. */
    static Node bridge(Stand stand, Map<String, String> more) throws IOException, InterruptedException {
        Node bridge = stand.start(Service.named("telephony"), "telephony", 0, name -> false, more);
        bridge.awaitReady(GateBench.READY);
        return bridge;
    }

    /** One that has the address book and decides itself. */
    static Node bridgeWithout1c(Stand stand, Map<String, String> more) throws IOException, InterruptedException {
        Node bridge =
                stand.start(Service.named("telephony"), "telephony", 0, name -> name.startsWith("ONEC_CALLS_"), more);
        bridge.awaitReady(GateBench.READY);
        return bridge;
    }

    /** Where the PBX tells it of calls. */
    static String door(Stand stand, Node bridge) {
        String path = SimulatedTelephony.ways(stand.secrets()).get("PBX_PATH");
        return bridge.url() + "/" + Objects.requireNonNull(path) + "/?";
    }
}
