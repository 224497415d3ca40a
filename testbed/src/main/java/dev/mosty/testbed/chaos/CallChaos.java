package dev.mosty.testbed.chaos;

import dev.mosty.testbed.PlainHttp;
import dev.mosty.testbed.bench.Simulator;
import dev.mosty.testbed.launcher.Node;
import dev.mosty.testbed.launcher.SimulatedTelephony;
import dev.mosty.testbed.launcher.Stand;
import dev.mosty.testbed.launcher.Suite;
import dev.mosty.testbed.onec.calls.CallsOptions;
import dev.mosty.testbed.pbx.Bridge;
import dev.mosty.testbed.pbx.PlannedCall;
import dev.mosty.testbed.pbx.Player;
import dev.mosty.testbed.pbx.ToldCalls;
import dev.mosty.testbed.pbx.WorkingDay;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Plays a day of calls to two bridges while everything around them dies, and compares it with what 1C was told. */
record CallChaos(Suite suite, Stand stand, long seed, Duration length) {
    private static final int CALLS_PER_SECOND = 10;

    /** 1C's timeout is short, so that a hanging 1C costs less than a run. */
    private static final Map<String, String> BRIDGE = Map.of("ONEC_CALLS_TIMEOUT", "3s");

    /** True when everything holds. */
    boolean run() throws IOException, SQLException, InterruptedException {
        stand.startPostgres();
        Node simulators = stand.start("simulators");
        simulators.awaitReady(Duration.ofSeconds(60));
        Simulator oneC = Simulator.at(stand.suite().oneC());
        oneC.ask("PATCH", "/sim/knobs", "{\"latencyMillis\":20,\"jitterMillis\":10}");
        oneC.ask("PATCH", "/sim/calls/knobs", "{\"sessionMillis\":3000,\"newSessionMillis\":100}");
        Pair bridges = new Pair(stand, "telephony", BRIDGE);
        String path =
                Objects.requireNonNull(SimulatedTelephony.ways(stand.secrets()).get("PBX_PATH"));
        List<PlannedCall> day = WorkingDay.of(
                seed, (int) (length.toSeconds() * CALLS_PER_SECOND), Instant.parse("2026-03-02T06:00:00Z"));
        Player player = new Player(
                bridges.urls().stream().map(url -> Bridge.at(url, path)).toList(), Chaos.CALM);
        ToldCalls told = ToldCalls.from(PlainHttp.client(), stand.suite().oneC());
        Thread playing = Thread.ofVirtual().name("pbx").start(() -> play(player, day));
        Plan.of(seed, length, CallTrouble.ROUND).carryOut(suite, length, step -> commit(step, bridges, oneC));
        bridges.awaitReady();
        oneC.ask("DELETE", "/sim/faults", "");
        playing.join();
        System.out.println(suite.text("chaos.calm", Chaos.CALM.toSeconds()));
        return tell(day, player.progress(), told.await(day, Chaos.CALM), oneC);
    }

    private void play(Player player, List<PlannedCall> day) {
        try {
            player.play(day, length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void commit(Plan.Step<CallTrouble> step, Pair bridges, Simulator oneC)
            throws IOException, InterruptedException {
        switch (step.kind()) {
            case KILL_BRIDGE -> bridges.kill(step.replica(), step.lasting());
            case CRASH_POSTGRES -> {
                stand.crashPostgres();
                Thread.sleep(step.lasting());
                stand.startPostgres();
            }
            case FREEZE_BRIDGE -> bridges.freeze(step.replica(), step.lasting());
            case ONEC_AWAY -> {
                oneC.ask("POST", "/sim/outage", "{\"millis\":" + step.lasting().toMillis() + "}");
                // Nobody can be asked for another mischief meanwhile.
                Thread.sleep(step.lasting().plusSeconds(1));
            }
            case ONEC_500 -> fault(oneC, "answer", 500, step.times());
            case ONEC_503 -> fault(oneC, "answer", 503, step.times());
            case ONEC_RESET_AFTER_APPLYING -> fault(oneC, "apply-then-reset", 0, step.times());
            case ONEC_HANG_AFTER_APPLYING -> fault(oneC, "apply-then-hang", 0, 1);
            case ONEC_HANG -> fault(oneC, "hang", 0, 1);
        }
    }

    private static void fault(Simulator oneC, String effect, int status, int times)
            throws IOException, InterruptedException {
        oneC.ask(
                "POST",
                "/sim/faults",
                "{\"times\":" + times + ",\"path\":\"" + CallsOptions.PATH + "\",\"effect\":\"" + effect + "\""
                        + (status == 0 ? "" : ",\"status\":" + status) + "}");
    }

    private boolean tell(List<PlannedCall> day, Player.Progress played, ToldCalls.Comparison came, Simulator oneC)
            throws IOException, SQLException, InterruptedException {
        Rows rows = new Rows(stand);
        Findings findings = new Findings(suite);
        findings.fact("calls", day.size());
        findings.fact("told", played.told());
        findings.fact("again", played.again());
        findings.fact(
                "messages",
                came.did().values().stream().mapToLong(Long::longValue).sum());
        findings.fact("repeats", came.repeats());
        findings.fact(
                "sessions", oneC.get("/sim/calls/stats").path("sessions.gone").asLong());
        findings.fact("holders", rows.number("select epoch from channel where name = 'onec-calls'"));
        findings.must("given-up", played.lost() == 0 ? List.of() : List.of("" + played.lost()));
        findings.must("calls", came.wrong());
        findings.must("refused", came.refused() == 0 ? List.of() : List.of("" + came.refused()));
        findings.must(
                "stuck", rows.texts("select key || ': ' || pending from delivery_lane where channel = 'onec-calls'"));
        findings.must("dead", rows.texts("select key || ': ' || last_error from delivery where dead_at is not null"));
        return findings.report();
    }
}
