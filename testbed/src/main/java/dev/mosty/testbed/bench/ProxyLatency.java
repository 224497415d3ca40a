package dev.mosty.testbed.bench;

import dev.mosty.testbed.launcher.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What amo-proxy adds to 1C's own answer at a rate that no clinic reaches, the stub, nginx and amo-proxy in turn. */
final class ProxyLatency {
    private static final int PER_SECOND = 200;
    private static final String GOAL = "Goal: p50 of amo-proxy less than 1 ms above the stub's.";

    private final Report report;
    private final Map<String, String> sides = new LinkedHashMap<>();
    private final int runs;
    private final Duration length;

    ProxyLatency(Report report, boolean quick, Nginx stub, Nginx pass, Node proxy) {
        this.report = report;
        this.runs = quick ? 1 : 5;
        this.length = Duration.ofSeconds(quick ? 3 : 15);
        sides.put("the stub itself", stub.url());
        sides.put("through nginx", pass.url());
        sides.put("through amo-proxy", proxy.url());
    }

    void run() throws InterruptedException {
        SteadyLoad load = new SteadyLoad(new DoctorTimes(ProxyBench.TOKEN), PER_SECOND);
        Map<String, List<Load.Outcome>> outcomes = new LinkedHashMap<>();
        for (int i = 0; i <= runs; i++) {
            for (Map.Entry<String, String> side : sides.entrySet()) {
                Load.Outcome outcome = load.run(side.getValue() + ProxyBench.HOURS, length);
                Bench.say(side.getKey() + ": " + outcome.text());
                // The first round warms up.
                if (i > 0) {
                    outcomes.computeIfAbsent(side.getKey(), any -> new ArrayList<>())
                            .add(outcome);
                }
            }
        }
        tell(load, outcomes);
    }

    private void tell(SteadyLoad load, Map<String, List<Load.Outcome>> outcomes) {
        Report.Section table = report.section(
                "Latency: get_doctor_time, " + load.name(),
                "what",
                "p50 ms",
                "added p50 ms",
                "p95 ms",
                "p99 ms",
                "errors");
        double alone = median(outcomes.values().iterator().next(), "p50");
        outcomes.forEach((name, all) -> table.row(
                name,
                median(all, "p50"),
                median(all, "p50") - alone,
                median(all, "p95"),
                median(all, "p99"),
                Long.toString(all.stream().mapToLong(Load.Outcome::errors).sum())));
        table.note(GOAL + " Median of " + runs + " runs of " + length.toSeconds() + " s each, in turn.");
    }

    private static double median(List<Load.Outcome> all, String figure) {
        return Samples.of(all.stream()
                        .mapToDouble(outcome -> switch (figure) {
                            case "p50" -> outcome.p50();
                            case "p95" -> outcome.p95();
                            default -> outcome.p99();
                        })
                        .toArray())
                .median();
    }
}
