package dev.mosty.testbed.bench;

import dev.mosty.testbed.launcher.Node;
import dev.mosty.testbed.launcher.Service;
import dev.mosty.testbed.launcher.Stand;
import dev.mosty.testbed.launcher.Suite;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** What amo-proxy costs beside an nginx that hands on the same requests to the same 1C. */
final class ProxyBench {
    static final String TOKEN = "token-of-the-bench";
    static final String HOURS = "/API/get_doctor_time";
    static final int STUB_PORT = 8095;
    static final int PASS_PORT = 8096;

    private static final List<String> PARTS = List.of("throughput", "steady", "waiting");

    private final Suite suite;
    private final Report report;
    private final boolean quick;

    ProxyBench(Suite suite, Report report, boolean quick) {
        this.suite = suite;
        this.report = report;
        this.quick = quick;
    }

    void run(List<String> asked) throws IOException, SQLException, InterruptedException {
        List<String> parts = Bench.parts(suite, asked, PARTS);
        try (Stand stand = Stand.in(suite, suite.data().resolve("bench").resolve("stand"))) {
            Bench.begin(stand, report);
            try (Nginx stub = Nginx.start(stand, "stub", STUB_PORT, STUB_PORT);
                    Nginx pass = Nginx.start(stand, "pass", PASS_PORT, STUB_PORT)) {
                measure(parts, stand, stub, pass);
            }
        }
    }

    private void measure(List<String> parts, Stand stand, Nginx stub, Nginx pass)
            throws IOException, SQLException, InterruptedException {
        Node proxy = proxy(stand);
        if (parts.contains("throughput")) {
            new ProxyThroughput(stand, report, quick, pass, proxy).run();
        }
        if (parts.contains("steady")) {
            new ProxyLatency(report, quick, stub, pass, proxy).run();
        }
        if (parts.contains("waiting")) {
            new WaitingCallers(stand, report, quick, proxy).run();
        }
        proxy.stop();
    }

    /** As {@code up} starts it, but before the stub. */
    private static Node proxy(Stand stand) throws IOException, InterruptedException {
        Map<String, String> environment = Map.of(
                "PROXY_TOKEN",
                TOKEN,
                "ONEC_PORT",
                Integer.toString(STUB_PORT + stand.suite().portOffset()));
        Node proxy = stand.start(Service.named("proxy"), "proxy", 0, name -> false, environment);
        proxy.awaitReady(GateBench.READY);
        return proxy;
    }
}
