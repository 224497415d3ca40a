package dev.mosty.testbed.bench;

import dev.mosty.testbed.launcher.Node;
import dev.mosty.testbed.launcher.Stand;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Requests a second as fast as they are answered, nginx and amo-proxy in turn; every request is a row of the log. */
final class ProxyThroughput {
    private static final String LOGGED = "select count(*) from request_log";
    private static final double GOAL = 0.25;

    private final Stand stand;
    private final Report report;
    private final Nginx pass;
    private final Node proxy;
    private final int runs;
    private final Duration length;
    private final Duration warmUp;
    private final Load load = Load.best(new DoctorTimes(ProxyBench.TOKEN));
    private final List<Load.Outcome> nginx = new ArrayList<>();
    private final List<Load.Outcome> ours = new ArrayList<>();
    private final List<String> rows = new ArrayList<>();

    ProxyThroughput(Stand stand, Report report, boolean quick, Nginx pass, Node proxy) {
        this.stand = stand;
        this.report = report;
        this.pass = pass;
        this.proxy = proxy;
        this.runs = quick ? 1 : 5;
        this.length = Duration.ofSeconds(quick ? 3 : 10);
        this.warmUp = Duration.ofSeconds(quick ? 3 : 20);
    }

    void run() throws IOException, SQLException, InterruptedException {
        Bench.say("warm-up " + warmUp.toSeconds() + " s");
        load.run(proxy.url() + ProxyBench.HOURS, warmUp);
        load.run(pass.url() + ProxyBench.HOURS, Duration.ofSeconds(2));
        for (int i = 0; i < runs; i++) {
            nginx.add(measured("nginx", pass.url()));
            long before = settledRows();
            Load.Outcome outcome = measured("amo-proxy", proxy.url());
            ours.add(outcome);
            rows.add(Long.toString(settledRows() - before - outcome.answered()));
        }
        tell();
    }

    private Load.Outcome measured(String who, String url) throws IOException, InterruptedException {
        Load.Outcome outcome = load.run(url + ProxyBench.HOURS, length);
        Bench.say(who + ": " + outcome.text());
        return outcome;
    }

    /** Rows go to the log in batches behind the answers: counted once their number has stood still for a second. */
    private long settledRows() throws IOException, SQLException, InterruptedException {
        long last = -1;
        for (long now = GateBench.count(stand, LOGGED); now != last; now = GateBench.count(stand, LOGGED)) {
            last = now;
            Thread.sleep(1_000);
        }
        return last;
    }

    private void tell() throws IOException {
        Report.Section table = report.section(
                "Throughput: get_doctor_time, " + Load.CONNECTIONS + " keep-alive connections",
                "what",
                "requests/s",
                "least – most",
                "p50 ms",
                "p99 ms",
                "errors",
                "log rows − answers counted");
        row(table, "nginx proxy_pass (" + load.name() + ")", nginx, "logs nothing");
        row(table, "amo-proxy, request log on (" + load.name() + ")", ours, String.join(", ", rows));
        double ratio = samples(ours, Load.Outcome::perSecond).median()
                / samples(nginx, Load.Outcome::perSecond).median();
        table.row("amo-proxy : nginx", ratio, "", "", "", "", "");
        table.note("Goal: at least " + GOAL + " of nginx. Median of " + runs + " runs of " + length.toSeconds()
                + " s, in turn, after " + warmUp.toSeconds()
                + " s of warm-up. Load, nginx, amo-proxy, PostgreSQL and the"
                + " stub share this machine. Each question is for another day, so no two are joined.");
        table.note("Requests under way when a run of wrk ends are logged and not counted by it: up to "
                + Load.CONNECTIONS + " more rows a run are right, one fewer would be a lost row.");
        report.section("Memory of amo-proxy after it", "what", "MB")
                .row("resident, most ever (VmHWM)", Long.toString(proxy.peakResidentMb()))
                .row("resident now", Long.toString(proxy.residentMb()));
    }

    private static void row(Report.Section table, String name, List<Load.Outcome> all, String rows) {
        Samples rate = samples(all, Load.Outcome::perSecond);
        table.row(
                name,
                rate.median(),
                Report.figure(rate.least()) + " – " + Report.figure(rate.most()),
                samples(all, Load.Outcome::p50).median(),
                samples(all, Load.Outcome::p99).median(),
                Long.toString(all.stream().mapToLong(Load.Outcome::errors).sum()),
                rows);
    }

    private static Samples samples(List<Load.Outcome> all, ToDoubleFunction<Load.Outcome> figure) {
        return Samples.of(all.stream().mapToDouble(figure).toArray());
    }
}
