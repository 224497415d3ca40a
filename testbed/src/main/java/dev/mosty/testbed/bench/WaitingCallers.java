package dev.mosty.testbed.bench;

import dev.mosty.testbed.PlainHttp;
import dev.mosty.testbed.launcher.Node;
import dev.mosty.testbed.launcher.Stand;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A thousand callers wait for a slow 1C; meanwhile somebody asks how the proxy is. */
final class WaitingCallers {
    private static final int CALLERS = 1_000;
    /** As many as 1C is asked at once: each question is waited for by many. */
    private static final int DAYS = 16;

    private static final long LATENCY_MILLIS = 7_000;
    private static final Duration PROBES = Duration.ofSeconds(5);
    private static final long PROBE_EVERY_MILLIS = 50;
    private static final List<String> PROBED = List.of("/API/ping", "/q/health/live", "/q/health/ready");

    private final Stand stand;
    private final Report report;
    private final int callers;
    private final Node proxy;
    private final AtomicInteger connected = new AtomicInteger();
    private final Map<String, Integer> answers = new ConcurrentHashMap<>();

    WaitingCallers(Stand stand, Report report, boolean quick, Node proxy) {
        this.stand = stand;
        this.report = report;
        this.callers = quick ? CALLERS / 10 : CALLERS;
        this.proxy = proxy;
    }

    void run() throws IOException, SQLException, InterruptedException {
        Node simulators = GateBench.simulator(stand);
        String oneC = stand.suite().oneC();
        Simulator.at(oneC)
                .ask("PATCH", "/sim/knobs", "{\"latencyMillis\":" + LATENCY_MILLIS + ",\"sessions\":" + 2 * DAYS + "}");
        // The settings page's own row: it rules from the first start on, and holds at once.
        GateBench.execute(
                stand, "update setting set value = '" + URI.create(oneC).getPort() + "' where name = 'onec.port'");
        Thread.sleep(1_000);
        long before = proxy.residentMb();
        Map<String, List<Double>> probes = new TreeMap<>();
        List<Thread> waiting = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            int day = i % DAYS;
            waiting.add(Thread.startVirtualThread(() -> call(day)));
        }
        while (connected.get() < callers) {
            Thread.sleep(10);
        }
        Bench.say(callers + " callers wait");
        probe(probes);
        for (Thread caller : waiting) {
            caller.join();
        }
        tell(before, probes);
        simulators.stop();
    }

    private void call(int day) {
        String outcome;
        try (PostConnection connection = new PostConnection(URI.create(proxy.url() + ProxyBench.HOURS))) {
            byte[] body = new DoctorTimes(ProxyBench.TOKEN).on(day).getBytes(StandardCharsets.UTF_8);
            connected.incrementAndGet();
            outcome = Integer.toString(connection.post(body));
        } catch (IOException e) {
            outcome = "broken";
        }
        answers.merge(outcome, 1, Integer::sum);
    }

    private void probe(Map<String, List<Double>> probes) throws InterruptedException {
        try (HttpClient http = PlainHttp.client()) {
            long end = System.nanoTime() + PROBES.toNanos();
            while (System.nanoTime() < end) {
                for (String path : PROBED) {
                    long begun = System.nanoTime();
                    String name = path + " " + status(http, path);
                    probes.computeIfAbsent(name, any -> new ArrayList<>()).add((System.nanoTime() - begun) / 1e6);
                }
                Thread.sleep(PROBE_EVERY_MILLIS);
            }
        }
    }

    private String status(HttpClient http, String path) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(proxy.url() + path))
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            return Integer.toString(
                    http.send(request, BodyHandlers.discarding()).statusCode());
        } catch (IOException e) {
            return "no answer";
        }
    }

    private void tell(long before, Map<String, List<Double>> probes) throws IOException {
        Report.Section table = report.section(
                callers + " callers wait for a 1C that takes " + LATENCY_MILLIS / 1_000 + " s",
                "asked meanwhile, and its answer",
                "times",
                "p50 ms",
                "p99 ms",
                "max ms");
        probes.forEach((name, millis) -> {
            Samples samples =
                    Samples.of(millis.stream().mapToDouble(Double::doubleValue).toArray());
            table.row(
                    name, Integer.toString(samples.count()), samples.median(), samples.percentile(99), samples.most());
        });
        table.note("The callers' answers: " + new TreeMap<>(answers) + ". They ask for " + DAYS
                + " days, so as many calls wait at 1C and the others share them.");
        report.section("Memory of amo-proxy with them", "what", "MB")
                .row("resident before", Long.toString(before))
                .row("resident, most ever (VmHWM)", Long.toString(proxy.peakResidentMb()))
                .note("Goal: under 500 MB.");
    }
}
