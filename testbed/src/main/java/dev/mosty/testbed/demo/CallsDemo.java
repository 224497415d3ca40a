package dev.mosty.testbed.demo;

import dev.mosty.testbed.launcher.Secrets;
import dev.mosty.testbed.launcher.Service;
import dev.mosty.testbed.launcher.SimulatedTelephony;
import dev.mosty.testbed.launcher.Suite;
import dev.mosty.testbed.pbx.Bridge;
import dev.mosty.testbed.pbx.Clicks;
import dev.mosty.testbed.pbx.PlannedCall;
import dev.mosty.testbed.pbx.Player;
import dev.mosty.testbed.pbx.ToldCalls;
import dev.mosty.testbed.pbx.Transfers;
import dev.mosty.testbed.pbx.WorkingDay;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The bridge's part of the demo: a working day of calls, smart transfers and clicks, and what 1C was told of them. */
record CallsDemo(Suite suite, HttpClient http) {
    private static final int CALLS = 200;
    private static final Duration LENGTH = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> STEPS =
            List.of("INCOMING", "OUTGOING", "ACCEPTED", "CANCELLED", "SUCCESS", "MISSED");
    private static final int SHOWN = 5;

    /** True if every figure is as it should be, or the bridge is not part of the suite. */
    boolean demonstrate(Report report) throws InterruptedException, IOException {
        Optional<Service> telephony = Service.part("telephony", suite);
        if (telephony.isEmpty()) {
            return true;
        }
        Secrets secrets = Secrets.in(suite.data(), suite.messages());
        Map<String, String> ways = SimulatedTelephony.ways(secrets);
        Bridge bridge =
                new Bridge(http, suite.url(telephony.get()) + "/" + SimulatedTelephony.pbxPath(suite, secrets) + "/");
        ToldCalls oneC = ToldCalls.from(http, suite.oneC());
        System.out.println();
        System.out.println("… " + suite.text("demo.calls.playing", CALLS, LENGTH.toSeconds()));
        long seed = System.currentTimeMillis() / 1_000;
        // Ten hours ago, so that the last end of a day of nine is not in the future.
        Instant opening = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(10));
        List<PlannedCall> day = WorkingDay.of(seed, CALLS, opening);
        Player player = new Player(List.of(bridge), PATIENCE);
        player.play(day, LENGTH);
        System.out.println("✓ "
                + suite.text(
                        "demo.calls.told",
                        player.progress().told(),
                        player.progress().lost()));
        ToldCalls.Comparison came = oneC.await(day, PATIENCE);
        Transfers.Result transfers = new Transfers(bridge).ask();
        String makecall = suite.url(telephony.get());
        int clicks = new Clicks(http, makecall, ways.getOrDefault("MAKECALL_KEY", ""), SimulatedTelephony.pbx(suite))
                .make(oneC, PATIENCE);

        System.out.println();
        System.out.println(report.heading(suite.text("demo.calls")));
        System.out.println();
        Tally tally = new Tally(suite, "demo.calls.");
        tally.heading();
        boolean well = player.progress().lost() == 0;
        for (String step : STEPS) {
            well &= tally.row(step, came.expected(step), came.arrived(step));
        }
        well &= tally.row("whole", CALLS, CALLS - came.wrong().size());
        int repeats = day.stream().mapToInt(PlannedCall::repeats).sum();
        well &= tally.row("repeats", repeats, repeats - came.unexpected());
        well &= tally.row("transfers", transfers.asked(), transfers.right());
        well &= tally.row("clicks", Clicks.KINDS, clicks);
        well &= tally.row("refused", 0, came.refused());
        came.wrong().stream()
                .limit(SHOWN)
                .forEach(wrong -> System.out.println("    " + suite.text("demo.calls.wrong-one", wrong)));
        System.out.println();
        System.out.println(
                suite.text("demo.look-calls", suite.shown(suite.oneC()), suite.shown(SimulatedTelephony.pbx(suite))));
        return well;
    }
}
